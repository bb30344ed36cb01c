// What the Vulkan loader would see: its library, the driver manifests in its search order, and the
// variables that steer it.
//
// Source: LoaderDriverInterface.md of Vulkan-Loader, "Driver Discovery on Linux".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report.hpp"

namespace baker::doctor {

// The environment: a variable's value, or nothing. Tests give their own.
using Environment = std::function<std::optional<std::string>(const char* name)>;

Environment processEnvironment();

// Folders in which the loader looks for manifests when no variable names them, in order.
std::vector<std::string> manifestFolders(const Environment& environment);

// Manifests in the loader's order. `overridden` is set when variables name them.
std::vector<Manifest> findManifests(const Environment& environment, bool& overridden);

LoaderReport examineLoader(const Environment& environment);

}  // namespace baker::doctor
