#include "vertex_fetch.hpp"

#include <bit>

#include "device/device.hpp"
#include "resource/attribute_format.hpp"

namespace baker {
namespace {

VkFormat formatOf(const VertexAttribute& attribute) {
    return static_cast<VkFormat>(attribute.format);
}

bool isMisaligned(const VertexAttribute& attribute, uint32_t alignment,
                  const VertexMisalignment& misalignment) {
    if (attribute.offset & (alignment - 1)) return true;
    const uint32_t binding = 1u << attribute.binding;
    return (alignment > 1 && misalignment.odd & binding) ||
           (alignment > 2 && misalignment.half & binding);
}

// As StageInputs::locationTypes has it.
uint8_t typeOf(NumberEncoding encoding) {
    if (encoding == NumberEncoding::Sint) return 1;
    return encoding == NumberEncoding::Uint ? 2 : 0;
}

bool isOfOtherType(const VertexAttribute& attribute, const StageInputs* read) {
    const AttributeFormat* format = attributeFormat(formatOf(attribute));
    if (!read || !format || attribute.location >= read->locations.size()) return false;
    return read->locations[attribute.location] &&
           read->locationTypes[attribute.location] != typeOf(format->encoding);
}

}  // namespace

VertexMisalignment misalignment(const GraphicsState& state) {
    VertexMisalignment result;
    for (uint32_t left = bindingsOf(state.baked.vertexInput); left; left &= left - 1) {
        const uint32_t binding = static_cast<uint32_t>(std::countr_zero(left));
        const uint32_t stride = state.settable.strides[binding];
        result.odd |= (stride & 1) << binding;
        result.half |= (stride >> 1 & 1) << binding;
    }
    return result;
}

uint32_t fetchedAttributes(const Device& device, const VertexInput& input,
                           const VertexMisalignment& misalignment, const StageInputs* read) {
    const Capabilities& caps = device.capabilities();
    uint32_t fetched = 0;
    for (uint32_t i = 0; i < input.attributeCount; ++i) {
        const VertexAttribute& attribute = input.attributes[i];
        const VkFormat format = formatOf(attribute);
        if (!assembles(caps, format) || isOfOtherType(attribute, read) ||
            isMisaligned(attribute, assemblerAlignment(caps, format), misalignment))
            fetched |= 1u << i;
    }
    return fetched;
}

bool mayMisalign(const Device& device, const VertexInput& input) {
    const Capabilities& caps = device.capabilities();
    for (uint32_t i = 0; i < input.attributeCount; ++i) {
        const VkFormat format = formatOf(input.attributes[i]);
        if (assemblerAlignment(caps, format) > vulkanAlignment(format)) return true;
    }
    return false;
}

VertexFetch vertexFetch(const VertexInput& input, uint32_t fetched) {
    VertexFetch result;
    for (uint32_t i = 0; i < input.attributeCount; ++i) {
        VertexAttribute attribute = input.attributes[i];
        if (!(fetched >> i & 1)) continue;
        attribute.offset = 0;
        result.input.attributes[result.input.attributeCount++] = attribute;
        result.input.instanceBindings |= input.instanceBindings & 1u << attribute.binding;
        result.input.divisors[attribute.binding] = input.divisors[attribute.binding];
    }
    return result;
}

std::vector<FetchedAttribute> translatorAttributes(const VertexFetch& fetch) {
    std::vector<FetchedAttribute> attributes;
    for (uint32_t i = 0; i < fetch.input.attributeCount; ++i) {
        const VertexAttribute& attribute = fetch.input.attributes[i];
        const AttributeFormat* format = attributeFormat(formatOf(attribute));
        attributes.push_back(
            {.location = attribute.location,
             .format = format ? *format : AttributeFormat{},
             .perInstance = (fetch.input.instanceBindings >> attribute.binding & 1) != 0,
             .divisor = fetch.input.divisors[attribute.binding]});
    }
    return attributes;
}

uint32_t assembledBindings(const VertexInput& input, uint32_t fetched) {
    uint32_t bindings = 0;
    for (uint32_t i = 0; i < input.attributeCount; ++i)
        if (!(fetched >> i & 1)) bindings |= 1u << input.attributes[i].binding;
    return bindings;
}

}  // namespace baker
