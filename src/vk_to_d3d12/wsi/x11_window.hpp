// A window of an X server, reached through XCB (loaded when the first one is made, so that the
// driver also works where no window system is installed).
#pragma once

#include <xcb/xcb.h>

#include <memory>

#include "window.hpp"

namespace baker {

// Null: the connection is broken, its pixels are not 32 bits of blue, green and red, or libxcb is
// missing. `connection` is borrowed.
std::unique_ptr<Window> makeX11Window(xcb_connection_t* connection, xcb_window_t window);

// The XCB connection behind an Xlib display; null where libX11-xcb is missing.
xcb_connection_t* xcbConnection(void* xlibDisplay);

// Whether images can be shown in windows of that visual.
bool canShow(xcb_connection_t* connection, xcb_visualid_t visual);

}  // namespace baker
