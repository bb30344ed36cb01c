// VkShaderModule: the SPIR-V words, as given, and their digest. Pipelines that translate them later
// share the words.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/digest.hpp"
#include "base/object.hpp"

namespace baker {

using SpirvWords = std::shared_ptr<const std::vector<uint32_t>>;

// The words of a module. Without an owner someone else keeps them.
struct SpirvSource {
    std::span<const uint32_t> words;
    Digest digest{};
    SpirvWords owner;

    void own() {
        if (owner) return;
        owner = std::make_shared<const std::vector<uint32_t>>(words.begin(), words.end());
        words = *owner;
    }
};

SpirvSource spirvSource(const VkShaderModuleCreateInfo& info);
SpirvSource spirvSource(SpirvWords words);  // which it owns

class ShaderModule : public Object<ShaderModule, VkShaderModule> {
  public:
    explicit ShaderModule(const VkShaderModuleCreateInfo& info);
    // Outlives the module.
    const SpirvSource& source() const { return source_; }

  private:
    SpirvSource source_;
};

}  // namespace baker
