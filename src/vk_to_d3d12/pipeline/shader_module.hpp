// VkShaderModule: the SPIR-V words, as given, and their digest.
#pragma once

#include <span>
#include <vector>

#include "base/object.hpp"
#include "sha1.hpp"

namespace baker {

// Words of a module that someone else keeps.
struct SpirvSource {
    std::span<const uint32_t> words;
    Digest digest{};
};

SpirvSource spirvSource(const VkShaderModuleCreateInfo& info);

class ShaderModule : public Object<ShaderModule, VkShaderModule> {
  public:
    explicit ShaderModule(const VkShaderModuleCreateInfo& info);
    SpirvSource source() const { return {words_, digest_}; }

  private:
    std::vector<uint32_t> words_;
    Digest digest_;
};

}  // namespace baker
