#include "tests/layout.hpp"

#include <gtest/gtest.h>

#include <set>

namespace baker::host {
namespace {

// Grown in DirectX-Headers by a union member that vkd3d does not know. vkd3d reads them through a
// pointer to a single one, so only their beginning matters.
const std::set<std::string> kGrown = {"D3D12_UNORDERED_ACCESS_VIEW_DESC"};

TEST(LayoutTest, StructuresAreTheSameOnBothSides) {
    ASSERT_EQ(directxLayouts().size(), vkd3dLayouts().size());
    ASSERT_GT(directxLayouts().size(), 100u);
    for (size_t i = 0; i < directxLayouts().size(); ++i) {
        const Layout &ours = directxLayouts()[i], &theirs = vkd3dLayouts()[i];
        ASSERT_EQ(ours.name, theirs.name);
        EXPECT_EQ(ours.offsets, theirs.offsets) << ours.name;
        if (kGrown.contains(ours.name))
            EXPECT_GE(ours.size, theirs.size) << ours.name;
        else
            EXPECT_EQ(ours.size, theirs.size) << ours.name;
    }
}

}  // namespace
}  // namespace baker::host
