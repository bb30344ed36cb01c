// An entry of a cache, shared by whoever keeps it.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace baker {

using CacheBytes = std::shared_ptr<const std::vector<std::byte>>;

}  // namespace baker
