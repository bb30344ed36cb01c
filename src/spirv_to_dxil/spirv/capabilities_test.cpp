#include "spirv_to_dxil/spirv/capabilities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace baker::spirv {
namespace {

TEST(Capabilities, AreInOrder) {
    EXPECT_TRUE(std::ranges::is_sorted(capabilityTable(), std::ranges::less_equal{},
                                       &CapabilityRow::number));
    EXPECT_EQ(std::ranges::adjacent_find(capabilityTable(), {}, &CapabilityRow::number),
              capabilityTable().end());
}

TEST(Capabilities, SayWhyTheyAreRefused) {
    const spv::Capability fine[] = {spv::Capability::Shader, spv::Capability::Int8};
    EXPECT_EQ(refusal(fine), "");
    const spv::Capability kernel[] = {spv::Capability::Shader, spv::Capability::Kernel};
    EXPECT_NE(refusal(kernel).find("Kernel is impossible on D3D12"), std::string::npos);
    const spv::Capability unknown[] = {static_cast<spv::Capability>(99999)};
    EXPECT_EQ(refusal(unknown), "");
    for (const CapabilityRow& row : capabilityTable())
        EXPECT_FALSE(row.support == Support::Impossible && row.how.empty()) << row.name;
}

TEST(Capabilities, TheDocumentIsUpToDate) {
    if (std::getenv("BAKER_UPDATE_GOLDEN"))
        std::ofstream(BAKER_SUPPORT_DOCUMENT) << supportDocument();
    std::ifstream file(BAKER_SUPPORT_DOCUMENT, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(text, supportDocument());
}

}  // namespace
}  // namespace baker::spirv
