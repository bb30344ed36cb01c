#include "spirv_to_dxil/fuzz/fuzz_target.hpp"

#include <cstdlib>
#include <cstring>

#include "spirv_to_dxil/dxil/print.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/tool/default_bindings.hpp"

namespace baker::fuzz {
namespace {

// Takes bits of the options word, from the lowest up.
class Choices {
  public:
    explicit Choices(uint32_t bits) : bits_(bits) {}
    uint32_t take(unsigned count) {
        const uint32_t chosen = bits_ & ((1u << count) - 1);
        bits_ >>= count;
        return chosen;
    }

  private:
    uint32_t bits_;
};

void chooseTarget(Choices& choices, Options& options) {
    options.shaderModel = {6, static_cast<uint8_t>(choices.take(3))};
    TargetFeatures& features = options.features;
    features.native16Bit = choices.take(1);
    features.int64 = !choices.take(1);
    features.float64 = !choices.take(1);
    features.waveOps = !choices.take(1);
    features.constantQuadLane = !choices.take(1);
    features.distinctConversions = !choices.take(1);
    features.wideConversionsByBits = !choices.take(1);
    features.distinctWaveOperands = !choices.take(1);
    options.dispatchBase = !choices.take(1);
    options.zeroInitializeWorkgroupMemory = choices.take(1);
}

// Bindings that do not fit the module's variables, as a wrong pipeline layout would give.
void disturbBindings(Choices& choices, std::vector<DescriptorBinding>& bindings) {
    if (bindings.empty() || choices.take(3) != 1) return;
    DescriptorBinding& binding = bindings[choices.take(3) % bindings.size()];
    binding.resourceClass = static_cast<ResourceClass>(choices.take(2));
    binding.dynamicOffset = choices.take(1);
}

void checkContainer(const Shader& shader) {
    uint32_t size = 0;
    if (shader.container.size() < 32 || std::memcmp(shader.container.data(), "DXBC", 4) != 0)
        std::abort();
    std::memcpy(&size, shader.container.data() + 24, sizeof size);
    if (size != shader.container.size()) std::abort();
}

}  // namespace

void translateOnce(std::span<const uint32_t> words) {
    Choices choices(words.size() > kOptionsWord ? words[kOptionsWord] : 0);
    Options options;
    chooseTarget(choices, options);
    std::vector<DescriptorBinding> bindings;
    std::string entryName;
    const auto parsed = spirv::Module::parse(words);
    if (const auto* module = std::get_if<spirv::Module>(&parsed)) {
        bindings = defaultBindings(*module);
        disturbBindings(choices, bindings);
        const auto& entries = module->entryPoints();
        if (!entries.empty()) {
            const auto& entry = entries[choices.take(2) % entries.size()];
            entryName = entry.name;
            options.stage = stageOf(entry.model);
        }
    }
    options.bindings = bindings;
    options.entryPoint = entryName;
    const auto print = [](const dxil::Module& module) {
        if (dxil::print(module).empty()) std::abort();
    };
    const auto result = translateToModule(words, options, print);
    if (const auto* shader = std::get_if<Shader>(&result)) checkContainer(*shader);
}

std::vector<uint32_t> wordsOf(const uint8_t* bytes, size_t size) {
    std::vector<uint32_t> words(size / 4);
    if (!words.empty()) std::memcpy(words.data(), bytes, words.size() * 4);
    return words;
}

}  // namespace baker::fuzz
