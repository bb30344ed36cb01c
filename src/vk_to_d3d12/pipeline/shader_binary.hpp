// The binaries of shader objects: shader_object.hpp.
#pragma once

#include <optional>

#include "device/identity.hpp"
#include "shader_source.hpp"

namespace baker {

std::vector<std::byte> writeShaderBinary(const Uuid& identity, const ShaderSource& source);
// None: the binary is not one of `identity`'s, or of another stage.
std::optional<ShaderSource> readShaderBinary(const Uuid& identity, VkShaderStageFlagBits stage,
                                             std::span<const std::byte> data);

}  // namespace baker
