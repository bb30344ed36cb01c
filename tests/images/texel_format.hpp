// Texels of uncompressed colour formats, encoded and decoded on the host as the specification says
// (chapter Formats): what the device does is compared with this.
#pragma once

#include <vulkan/vulkan.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace baker::test {

enum class TexelKind { Float, Int, Uint };  // as a shader sees it

// Four components as a shader has them: the bits of floats or integers.
using TexelBits = std::array<uint32_t, 4>;

class TexelFormat {
  public:
    enum class Numbers { Unorm, Snorm, Uint, Sint, Float, Srgb };

    // `layout` names the components from the lowest bit up with their sizes: "B5G6R5".
    TexelFormat(VkFormat format, Numbers numbers, const char* layout);

    VkFormat format() const { return format_; }
    const std::string& name() const { return name_; }
    TexelKind kind() const;
    size_t bytes() const { return bytes_; }

    // Any bytes; of floats none that is infinite or no number, of the rest all bit patterns.
    void randomize(std::span<std::byte> texels, uint32_t seed) const;
    TexelBits decode(const std::byte* texel) const;
    // Whether a device may give `actual` where decode() gives `expected`.
    bool matches(const TexelBits& actual, const TexelBits& expected) const;

  private:
    struct Component {
        int index;  // 0 red to 3 alpha
        uint32_t firstBit, bits;
    };
    uint32_t extract(const std::byte* texel, const Component& component) const;
    uint32_t number(uint32_t raw, const Component& component) const;

    VkFormat format_;
    Numbers numbers_;
    std::string name_;
    std::vector<Component> components_;
    size_t bytes_ = 0;
};

// The core formats.
std::span<const TexelFormat> texelFormats();
// Null: not among them.
const TexelFormat* texelFormat(VkFormat format);

}  // namespace baker::test
