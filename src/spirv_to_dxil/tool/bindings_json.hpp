// --bindings FILE.json: where the resources, push constants and driver-supplied values of a shader
// live, as the options of translation. docs/spirv2dxil.md describes the file.
#pragma once

#include <string>
#include <vector>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

struct BindingsFile {
    std::vector<DescriptorBinding> bindings;
    RegisterRange pushConstants = Options{}.pushConstants;
    RegisterRange systemValues = Options{}.systemValues;
    RegisterRange dynamicOffsets = Options{}.dynamicOffsets;
};

// Reads the text of a file into `file`. Returns a sentence on failure, empty on success.
std::string readBindings(const std::string& text, BindingsFile& file);

}  // namespace baker
