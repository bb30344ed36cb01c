#include "proxy/proxy.hpp"

namespace baker::host {

const GUID kInnerObject = {
    0x2f3d1b0a, 0x6c55, 0x4d0e, {0x9a, 0x61, 0x0e, 0x4c, 0x7b, 0x52, 0x11, 0xd7}};

HRESULT innerQueryInterface(void* inner, REFIID riid, void** object) {
    using Function = HRESULT(HOST_MS_ABI*)(void*, REFIID, void**);
    return reinterpret_cast<Function>(slotOf(inner, 0))(inner, riid, object);
}

void innerRelease(void* inner) {
    using Function = ULONG(HOST_MS_ABI*)(void*);
    reinterpret_cast<Function>(slotOf(inner, 2))(inner);
}

}  // namespace baker::host
