#include "shader_key.hpp"

#include <gtest/gtest.h>

#include <set>

namespace baker {
namespace {

// What changes, and everything else stays.
TEST(ShaderKey, EveryPartCounts) {
    const SpecializationConstant constants[] = {{1, 2}, {1, 3}};
    const DescriptorBinding bindings[] = {{.binding = 1}, {.binding = 2}};
    std::set<Digest> keys{shaderKey({}, {}), shaderKey(Digest{1}, {})};
    size_t count = 2;
    const auto expectNew = [&](const Options& options) {
        keys.insert(shaderKey({}, options));
        EXPECT_EQ(keys.size(), ++count);
    };
    expectNew({.entryPoint = "main"});
    expectNew({.stage = ShaderStage::Vertex});
    expectNew({.shaderModel = {6, 1}});
    expectNew({.features = {.native16Bit = true}});
    expectNew({.specialization = std::span(constants).first(1)});
    expectNew({.specialization = std::span(constants).last(1)});
    expectNew({.bindings = std::span(bindings).first(1)});
    expectNew({.bindings = bindings});
    expectNew({.systemValues = {.space = 3}});
    expectNew({.viewMask = 1});
    expectNew({.viewIndexIsDevice = true});
    expectNew({.nextStage = StageInputs{}});
    expectNew({.tessellation = {.lowerLeftOrigin = true}});
    expectNew({.expansion = PrimitiveExpansion{.shape = PrimitiveShape::Lines}});
}

}  // namespace
}  // namespace baker
