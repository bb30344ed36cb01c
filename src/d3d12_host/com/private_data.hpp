// ID3D12Object's private data: bytes or a referenced interface under a GUID. It stays on the
// client's side of the host, so interfaces put into it are never called through another ABI.
// SetName stores WKPDID_D3DDebugObjectNameW, as D3D12 does. Any number of threads may use it.
#pragma once

#include <mutex>
#include <vector>

#include "com/com_object.hpp"

namespace baker::host {

class PrivateData {
  public:
    ~PrivateData();

    HRESULT get(REFGUID guid, UINT* size, void* data) const;
    HRESULT set(REFGUID guid, UINT size, const void* data);  // data == NULL or size == 0 removes
    HRESULT setInterface(REFGUID guid, const IUnknown* object);  // takes a reference; NULL removes
    HRESULT setName(const WCHAR* name);

  private:
    struct Entry {
        GUID guid;
        std::vector<std::byte> bytes;
        IUnknown* object = nullptr;
    };

    void put(Entry entry);
    Entry take(REFGUID guid);

    mutable std::mutex mutex_;
    std::vector<Entry> entries_;
};

// ID3D12Object's methods, over a class that derives from an interface of D3D12.
template <class Base>
class WithPrivateData : public Base {
  public:
    using Base::Base;

    HRESULT STDMETHODCALLTYPE GetPrivateData(REFGUID guid, UINT* size, void* data) final {
        return privateData_.get(guid, size, data);
    }
    HRESULT STDMETHODCALLTYPE SetPrivateData(REFGUID guid, UINT size, const void* data) final {
        return privateData_.set(guid, size, data);
    }
    HRESULT STDMETHODCALLTYPE SetPrivateDataInterface(REFGUID guid, const IUnknown* object) final {
        return privateData_.setInterface(guid, object);
    }
    HRESULT STDMETHODCALLTYPE SetName(LPCWSTR name) override { return privateData_.setName(name); }

  private:
    PrivateData privateData_;
};

}  // namespace baker::host
