// What vulkan_xlib.h needs of Xlib's header, whose macros (None, Always, Success, Bool, …) would reach
// every file of the driver. Vulkan's headers find this one first.
#pragma once

typedef struct _XDisplay Display;
typedef unsigned long VisualID;
typedef unsigned long Window;
