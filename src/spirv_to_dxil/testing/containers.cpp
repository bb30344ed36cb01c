#include "spirv_to_dxil/testing/containers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace baker::testing {

void keepContainer(std::span<const std::byte> container, std::string_view tag) {
    const char* folder = std::getenv("BAKER_TEST_CONTAINERS");
    if (!folder) return;
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + "." + test->name();
    if (!tag.empty()) name += "." + std::string(tag);
    std::ranges::replace(name, '/', '_');  // parameterised tests
    const auto path = std::filesystem::path(folder) / (name + ".dxil");
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(container.data()), std::streamsize(container.size()));
    ASSERT_TRUE(file.good()) << path;
}

}  // namespace baker::testing
