#include "workarounds.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

TEST(Workarounds, SpareMicrosoftsRuntime) {
    EXPECT_EQ(workaroundsFor(RuntimeKind::Wsl, 0), 0u);
    const uint32_t all = workaroundsFor(RuntimeKind::Host, 0);
    EXPECT_EQ(all & (all + 1), 0u);  // every bit up to the last
    EXPECT_EQ(workaroundsFor(RuntimeKind::Override, 0), all);
    EXPECT_EQ(workaroundsFor(RuntimeKind::Host, 1), all & ~1u);
}

}  // namespace
}  // namespace baker
