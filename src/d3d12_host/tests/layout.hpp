// The layouts of one family of headers (generator/layout.py).
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace baker::host {

struct Layout {
    std::string name;
    size_t size;
    std::vector<std::pair<std::string, size_t>> offsets;
};

const std::vector<Layout>& directxLayouts();
const std::vector<Layout>& vkd3dLayouts();

}  // namespace baker::host
