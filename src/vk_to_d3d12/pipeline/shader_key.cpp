#include "shader_key.hpp"

namespace baker {
namespace {

// The keys name every member: one that is added later and forgotten here does not compile.

template <typename... Values>
void addValues(Hasher& hash, const Values&... values) {
    (hash.addValue(values), ...);
}

void add(Hasher& hash, const RegisterRange& range) {
    const auto& [space, base, count] = range;
    addValues(hash, space, base, count);
}

void add(Hasher& hash, const DescriptorBinding& descriptor) {
    const auto& [set, binding, resourceClass, isMutable, resource, sampler, kinds, dynamicOffset,
                 unnormalizedCoordinates, conversions] = descriptor;
    addValues(hash, set, binding, resourceClass, isMutable, kinds, dynamicOffset);
    addValues(hash, unnormalizedCoordinates, conversions.size());
    add(hash, resource);
    add(hash, sampler);
    hash.add(std::as_bytes(conversions));
}

void add(Hasher& hash, const TessellationOptions& options) {
    const auto& [other, patchControlPoints, lowerLeftOrigin] = options;
    const auto& [domain, spacing, order, pointMode, outputVertices] = other;
    addValues(hash, domain, spacing, order, pointMode, outputVertices);
    addValues(hash, patchControlPoints, lowerLeftOrigin);
}

void add(Hasher& hash, const FetchedAttribute& attribute) {
    const auto& [location, format, perInstance, divisor] = attribute;
    const auto& [encoding, bytes, components] = format;
    addValues(hash, location, encoding, bytes, components, perInstance, divisor);
}

void add(Hasher& hash, const SpecializationConstant& constant) {
    addValues(hash, constant.id, constant.value);
}

template <typename T>
void add(Hasher& hash, std::span<const T> values) {
    hash.addValue(values.size());
    for (const T& value : values) add(hash, value);
}

}  // namespace

Digest shaderKey(const Digest& module, const Options& options) {
    const auto& [entryPoint, stage, shaderModel, features, specialization, bindings, pushConstants,
                 systemValues, dynamicOffsets, checkDynamicBounds, bufferAddresses, dispatchBase,
                 requiredSubgroupSize, zeroInitializeWorkgroupMemory, pointCoordinateInput,
                 lineCoverage, attachmentLayer, sampleShading, alphaToOne, coverageSamples,
                 targetOrders, flipY, negativeOneToOneDepth, fetchedAttributes, vertexFetch,
                 viewMask, viewIndexIsDevice, nextStage, tessellation, expansion] = options;
    Hasher hash;
    addValues(hash, 'S', module, entryPoint.size());
    hash.add(std::as_bytes(std::span(entryPoint)));
    addValues(hash, stage.has_value(), stage.value_or(ShaderStage{}), shaderModel, features);
    add(hash, specialization);
    add(hash, bindings);
    add(hash, fetchedAttributes);
    for (const RegisterRange* range :
         {&pushConstants, &systemValues, &dynamicOffsets, &bufferAddresses, &vertexFetch})
        add(hash, *range);
    addValues(hash, checkDynamicBounds, dispatchBase, requiredSubgroupSize);
    addValues(hash, zeroInitializeWorkgroupMemory, pointCoordinateInput, lineCoverage);
    hash.addValue(attachmentLayer);
    addValues(hash, sampleShading, alphaToOne, coverageSamples, targetOrders, flipY);
    addValues(hash, negativeOneToOneDepth, viewMask, viewIndexIsDevice, nextStage.has_value());
    if (nextStage) hash.addValue(*nextStage);
    add(hash, tessellation);
    hash.addValue(expansion);
    return hash.finish();
}

}  // namespace baker
