#include "xcb_library.hpp"

#include <dlfcn.h>

#include "base/log.hpp"

namespace baker {
namespace {

bool load(XcbLibrary& xcb) {
    void* library = dlopen("libxcb.so.1", RTLD_NOW);  // never unloaded
    if (!library) return false;
#define X(name)                                                             \
    xcb.name = reinterpret_cast<decltype(xcb.name)>(dlsym(library, #name)); \
    if (!xcb.name) return false;
    BAKER_XCB_FUNCTIONS(X)
#undef X
    return true;
}

}  // namespace

const XcbLibrary* XcbLibrary::get() {
    static XcbLibrary xcb;
    static const bool loaded = load(xcb);
    if (!loaded) log::warn("libxcb.so.1 cannot be used: no windows of X");
    return loaded ? &xcb : nullptr;
}

}  // namespace baker
