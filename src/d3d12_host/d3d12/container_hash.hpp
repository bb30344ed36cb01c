// The hash of a DXBC/DXIL container (bytes 4 to 19), as published in DirectXShaderCompiler's
// DxilHash: MD5's rounds over everything after the hash, with another padding.
#pragma once

#include <cstddef>

namespace baker::host {

// A container whose hash is all zeros.
bool isUnsignedContainer(const void* container, size_t size);

// Writes the hash. `container` must be a container: at least its header of 32 bytes.
void signContainer(std::byte* container, size_t size);

}  // namespace baker::host
