// The hand-written part of the proxies (generator/proxies.py writes the rest): a proxy holds one
// reference on the vkd3d object inside for as long as clients hold references on the proxy. The
// methods inside are called by vtable slot in the Microsoft ABI, which is how Wine's vkd3d is built
// on x86-64.
//
// Children keep their device's proxy alive, as D3D12's objects do, so GetDevice always gives the
// same object.
#pragma once

#include "com/com_object.hpp"
#include "com/private_data.hpp"

namespace baker::host {

#define HOST_MS_ABI __attribute__((ms_abi))

inline void* slotOf(void* inner, size_t slot) {
    return (*static_cast<void***>(inner))[slot];
}

// IUnknown of an object inside.
HRESULT innerQueryInterface(void* inner, REFIID riid, void** object);
void innerRelease(void* inner);

// Answered by every proxy's QueryInterface with the object inside, without a reference: for
// parameters of a base interface, where the class of the proxy is not known.
extern const GUID kInnerObject;

template <class Interface>
class Proxy : public ComObject<Interface> {
  public:
    // Takes over the reference on `inner`; takes one on `device`, which may be NULL.
    Proxy(void* inner, IUnknown* device) : inner_(inner), device_(device) {
        if (device_) device_->AddRef();
    }
    ~Proxy() override {
        innerRelease(inner_);
        if (device_) device_->Release();
    }

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void** object) final {
        if (riid != kInnerObject) return ComObject<Interface>::QueryInterface(riid, object);
        *object = inner_;
        return S_OK;
    }

    void* inner() const { return inner_; }
    IUnknown* device() const { return device_; }

  protected:
    void* slot(size_t index) const { return slotOf(inner_, index); }

    // The interfaces that the proxy has and the object inside grants.
    bool answers(REFIID riid) const final {
        void* granted = nullptr;
        if (!lists(riid) || FAILED(innerQueryInterface(inner_, riid, &granted))) return false;
        innerRelease(granted);
        return true;
    }
    virtual bool lists(REFIID riid) const = 0;

    void* const inner_;

  private:
    IUnknown* const device_;
};

template <class Interface>
class ObjectProxy : public WithPrivateData<Proxy<Interface>> {
  public:
    using WithPrivateData<Proxy<Interface>>::WithPrivateData;

    HRESULT STDMETHODCALLTYPE SetName(LPCWSTR name) final {
        const HRESULT result = WithPrivateData<Proxy<Interface>>::SetName(name);
        if (FAILED(result)) return result;
        using Function = HRESULT(HOST_MS_ABI*)(void*, LPCWSTR);
        return reinterpret_cast<Function>(this->slot(6))(this->inner_,
                                                         name);  // for Vulkan's debug names
    }
};

template <class Interface>
class DeviceChildProxy : public ObjectProxy<Interface> {
  public:
    using ObjectProxy<Interface>::ObjectProxy;

    HRESULT STDMETHODCALLTYPE GetDevice(REFIID riid, void** device) final {
        return this->device()->QueryInterface(riid, device);
    }
};

// Puts a new proxy in place of the object that a call has put into `*out`, NULL if it failed.
template <class P>
HRESULT wrap(HRESULT result, void** out, IUnknown* device) {
    if (out) *out = SUCCEEDED(result) && *out ? new P(*out, device) : nullptr;
    return result;
}

}  // namespace baker::host
