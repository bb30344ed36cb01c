// What every COM object of the host has: a count of its clients' references and QueryInterface. An
// object is one chain of interfaces, so every interface of it is the same pointer, and IUnknown's
// identity holds by construction.
#pragma once

#include <atomic>
#include <span>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>
#include <directx/dxcore_interface.h>
#include <dxguids/dxguids.h>

namespace baker::host {

inline bool contains(std::span<const GUID> iids, REFIID riid) {
    for (const GUID& iid : iids)
        if (iid == riid) return true;
    return false;
}

template <class Interface>
class ComObject : public Interface {
  public:
    ComObject() = default;
    ComObject(const ComObject&) = delete;
    ComObject& operator=(const ComObject&) = delete;

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void** object) override {
        if (!object) return E_POINTER;
        *object = answers(riid) ? static_cast<Interface*>(this) : nullptr;
        if (!*object) return E_NOINTERFACE;
        AddRef();
        return S_OK;
    }

    ULONG STDMETHODCALLTYPE AddRef() final {
        return references_.fetch_add(1, std::memory_order_relaxed) + 1;
    }

    ULONG STDMETHODCALLTYPE Release() final {
        const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
        if (left == 0) delete this;
        return left;
    }

    // For tables that know objects without holding them: false if the last reference is already
    // gone.
    bool tryAddRef() {
        ULONG count = references_.load(std::memory_order_relaxed);
        while (count != 0)
            if (references_.compare_exchange_weak(count, count + 1, std::memory_order_acquire))
                return true;
        return false;
    }

  protected:
    virtual ~ComObject() = default;
    virtual bool answers(REFIID riid) const = 0;

  private:
    std::atomic<ULONG> references_ = 1;
};

// Hands a new object, which starts with one reference, to its creator's out parameter under the IID
// asked for.
template <class Interface>
HRESULT handOut(ComObject<Interface>* object, REFIID riid, void** out) {
    const HRESULT result = object->QueryInterface(riid, out);
    object->Release();
    return result;
}

}  // namespace baker::host
