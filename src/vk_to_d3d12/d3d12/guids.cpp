// The one place where the GUIDs that the headers only declare are defined.
#define INITGUID
#include "d3d12_api.hpp"
