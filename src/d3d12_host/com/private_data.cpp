#include "com/private_data.hpp"

#include <algorithm>
#include <cstring>
#include <cwchar>
#include <utility>

namespace baker::host {

namespace {

// WKPDID_D3DDebugObjectNameW of d3dcommon.h.
constexpr GUID kNameW = {
    0x4cca5fd8, 0x921f, 0x42c8, {0x85, 0x66, 0x70, 0xca, 0xf2, 0xa9, 0xb7, 0x41}};

}  // namespace

PrivateData::~PrivateData() {
    for (const Entry& entry : entries_)
        if (entry.object) entry.object->Release();
}

HRESULT PrivateData::get(REFGUID guid, UINT* size, void* data) const {
    if (!size) return E_INVALIDARG;
    const std::lock_guard lock(mutex_);
    const auto entry =
        std::ranges::find_if(entries_, [&](const Entry& e) { return e.guid == guid; });
    if (entry == entries_.end()) {
        *size = 0;
        return DXGI_ERROR_NOT_FOUND;
    }
    const UINT needed = entry->object ? sizeof(IUnknown*) : static_cast<UINT>(entry->bytes.size());
    const UINT capacity = std::exchange(*size, needed);
    if (!data) return S_OK;
    if (capacity < needed) return DXGI_ERROR_MORE_DATA;
    if (entry->object) entry->object->AddRef();
    std::memcpy(data,
                entry->object ? static_cast<const void*>(&entry->object) : entry->bytes.data(),
                needed);
    return S_OK;
}

HRESULT PrivateData::set(REFGUID guid, UINT size, const void* data) {
    const auto* bytes = static_cast<const std::byte*>(data);
    if (bytes && size)
        put({guid, {bytes, bytes + size}});
    else
        put({guid, {}});
    return S_OK;
}

HRESULT PrivateData::setInterface(REFGUID guid, const IUnknown* object) {
    auto* counted = const_cast<IUnknown*>(object);
    if (counted) counted->AddRef();
    put({guid, {}, counted});
    return S_OK;
}

HRESULT PrivateData::setName(const WCHAR* name) {
    if (!name) return E_INVALIDARG;
    return set(kNameW, static_cast<UINT>((std::wcslen(name) + 1) * sizeof(WCHAR)), name);
}

void PrivateData::put(Entry entry) {
    const Entry old = take(entry.guid);  // released below, outside the lock: Release may call back
    if (!entry.bytes.empty() || entry.object) {
        const std::lock_guard lock(mutex_);
        entries_.push_back(std::move(entry));
    }
    if (old.object) old.object->Release();
}

PrivateData::Entry PrivateData::take(REFGUID guid) {
    const std::lock_guard lock(mutex_);
    const auto entry =
        std::ranges::find_if(entries_, [&](const Entry& e) { return e.guid == guid; });
    if (entry == entries_.end()) return {};
    Entry taken = std::move(*entry);
    entries_.erase(entry);
    return taken;
}

}  // namespace baker::host
