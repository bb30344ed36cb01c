// libxcb.so.1, loaded at run time.
#pragma once

#include <xcb/xcb.h>

namespace baker {

#define BAKER_XCB_FUNCTIONS(X)            \
    X(xcb_connection_has_error)           \
    X(xcb_create_gc)                      \
    X(xcb_flush)                          \
    X(xcb_free_gc)                        \
    X(xcb_generate_id)                    \
    X(xcb_get_geometry)                   \
    X(xcb_get_geometry_reply)             \
    X(xcb_get_maximum_request_length)     \
    X(xcb_get_setup)                      \
    X(xcb_put_image)                      \
    X(xcb_setup_roots_iterator)           \
    X(xcb_screen_next)                    \
    X(xcb_screen_allowed_depths_iterator) \
    X(xcb_depth_next)                     \
    X(xcb_depth_visuals_iterator)         \
    X(xcb_visualtype_next)                \
    X(xcb_setup_pixmap_formats)           \
    X(xcb_setup_pixmap_formats_length)

// The functions, under their own names.
struct XcbLibrary {
#define X(name) decltype(&::name) name = nullptr;
    BAKER_XCB_FUNCTIONS(X)
#undef X

    // Null where the library or a function is missing. Thread-safe.
    static const XcbLibrary* get();
};

}  // namespace baker
