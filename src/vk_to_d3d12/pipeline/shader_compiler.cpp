#include "shader_compiler.hpp"

#include <cstdio>
#include <cstring>

#include "base/debug.hpp"
#include "base/log.hpp"
#include "d3d12/capabilities.hpp"
#include "d3d12/workarounds.hpp"
#include "device/device.hpp"
#include "shader_key.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {
namespace {

ShaderStage shaderStage(VkShaderStageFlagBits stage) {
    switch (stage) {
        case VK_SHADER_STAGE_VERTEX_BIT:
            return ShaderStage::Vertex;
        case VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT:
            return ShaderStage::TessellationControl;
        case VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT:
            return ShaderStage::TessellationEvaluation;
        case VK_SHADER_STAGE_GEOMETRY_BIT:
            return ShaderStage::Geometry;
        case VK_SHADER_STAGE_FRAGMENT_BIT:
            return ShaderStage::Fragment;
        default:
            return ShaderStage::Compute;
    }
}

Options optionsFor(const Capabilities& capabilities, const ShaderSource& source,
                   const PipelineLayoutInfo& layout) {
    Options options = deviceOptions(capabilities);
    options.entryPoint = source.entryPoint;
    options.stage = shaderStage(source.stage);
    options.specialization = source.specialization;
    options.bindings = layout.shaderBindings;
    options.bufferAddresses = {.space = kAddressSpace, .base = 0, .count = kUnboundedCount};
    options.requiredSubgroupSize = source.requiredSubgroupSize;
    if (!options.requiredSubgroupSize && !capabilities.fixedWaveSize() &&
        !source.varyingSubgroupSize)
        options.requiredSubgroupSize = capabilities.options1.WaveLaneCountMin;
    return options;
}

void dump(DebugFlag flag, const Digest& name, const char* extension,
          std::span<const std::byte> bytes) {
    if (!debugEnabled(flag)) return;
    const std::string path = dumpPath() + "/" + hexString(name) + extension;
    FILE* file = std::fopen(path.c_str(), "wb");
    if (!file) return log::warn("cannot write %s", path.c_str());
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
}

Result<CompiledShaderRef> translate(const SpirvSource& source, const Options& options,
                                    const Digest& key) {
    TranslationResult result = translateSpirv(source.words, options);
    if (const auto* error = std::get_if<TranslationError>(&result)) {
        log::error("shader %s, entry point %s, word %u: %s", hexString(source.digest).c_str(),
                   std::string(options.entryPoint).c_str(), error->wordOffset,
                   error->message.c_str());
        return VK_ERROR_UNKNOWN;
    }
    Shader& shader = std::get<Shader>(result);
    ShaderInfo info{.systemValues = shader.reflection.systemValues,
                    .pushConstantSize = shader.reflection.pushConstantSize,
                    .workgroupMemory = shader.reflection.workgroupMemory,
                    .tessellation = shader.reflection.tessellation,
                    .inputs = shader.reflection.inputs,
                    .outputs = shader.reflection.outputs};
    std::memcpy(info.workgroupSize, shader.reflection.workgroupSize, sizeof(info.workgroupSize));
    return CompiledShaderRef(std::make_shared<CompiledShader>(CompiledShader{
        info,
        std::move(shader.container),
        {std::move(shader.reflection.streamOutputs), shader.reflection.streamStrides},
        key}));
}

Result<ShaderCompilation> findOrTranslate(Device& device, const ShaderSource& source,
                                          const Options& options, const CachePolicy& policy) {
    const Digest key = shaderKey(source.spirv.digest, options);
    if (const Cached found = findCached(device, policy.cache, key); found.bytes)
        if (CompiledShaderRef shader = deserializeShader(*found.bytes, key))
            return ShaderCompilation{std::move(shader), found.fromApplication};
    if (!policy.mayCompile) return VK_PIPELINE_COMPILE_REQUIRED;
    CompiledShaderRef shader = TRY(translate(source.spirv, options, key));
    addToCaches(device, policy.cache, key, serialize(*shader));
    return ShaderCompilation{std::move(shader), false};
}

}  // namespace

Options deviceOptions(const Capabilities& capabilities) {
    const uint32_t model = capabilities.shaderModel;  // 0x6N
    Options options;
    options.shaderModel = {static_cast<uint8_t>(model >> 4), static_cast<uint8_t>(model & 15)};
    options.features = {
        .native16Bit = capabilities.options4.Native16BitShaderOpsSupported && model >= 0x62,
        .int64 = bool(capabilities.options1.Int64ShaderOps),
        .float64 = bool(capabilities.options.DoublePrecisionFloatShaderOps),
        .waveOps = bool(capabilities.options1.WaveOps),
        .distinctWaveOperands = workaroundEnabled(Workaround::DistinctWaveOperands),
        .uniformAtomics = workaroundEnabled(Workaround::UniformAtomics),
        .scalarIndices = workaroundEnabled(Workaround::ScalarIndices),
        .constantQuadLane = workaroundEnabled(Workaround::ConstantQuadLane),
        .distinctConversions = workaroundEnabled(Workaround::DistinctConversions),
        .separateLoopPhis = workaroundEnabled(Workaround::SeparateLoopPhis),
        .hullSwitchesAsComparisons = workaroundEnabled(Workaround::HullSwitchesAsComparisons),
        .lockSharedExchange = workaroundEnabled(Workaround::LockSharedExchange),
        .wideConversionsByBits = workaroundEnabled(Workaround::WideConversionsByBits),
        .advancedTextureOps = bool(capabilities.options14.AdvancedTextureOpsSupported),
        .residency = capabilities.tiledResourcesTier2(),
        .levelClamp = capabilities.tiledResourcesTier2(),
        .snapByDerivatives = workaroundEnabled(Workaround::SnapByDerivatives),
        .joinGeometryInvocations = workaroundEnabled(Workaround::JoinGeometryInvocations)};
    options.pushConstants = {.space = kRootSpace, .base = kPushConstantRegister};
    options.systemValues = {.space = kRootSpace, .base = kSystemValueRegister};
    options.dynamicOffsets = {.space = kRootSpace, .base = kDynamicOffsetRegister};
    options.vertexFetch = {.space = kRootSpace, .base = kVertexFetchRegister};
    return options;
}

TessellationModes tessellationModesOf(const ShaderSource& source) {
    return tessellationModes(source.spirv.words, source.entryPoint);
}

Result<ShaderCompilation> compileShader(Device& device, const ShaderSource& source,
                                        const PipelineLayoutInfo& layout,
                                        const ShaderRequest& request) {
    Options options = optionsFor(device.capabilities(), source, layout);
    options.dispatchBase = request.dispatchBase;
    options.checkDynamicBounds = has(device.features(), Feature::robustBufferAccess2) ||
                                 has(device.features(), Feature::pipelineRobustness);
    options.flipY = request.flipY;
    options.negativeOneToOneDepth = request.negativeOneToOneDepth;
    options.viewMask = request.viewMask;
    options.viewIndexIsDevice = request.viewIndexIsDevice;
    options.attachmentLayer = request.attachmentLayer;
    options.nextStage = request.nextStage;
    options.tessellation = request.tessellation;
    options.sampleShading = request.sampleShading;
    options.alphaToOne = request.alphaToOne;
    options.coverageSamples = request.coverageSamples;
    options.targetOrders = request.targetOrders;
    options.pointCoordinateInput = request.pointCoordinateInput;
    options.lineCoverage = request.lineCoverage;
    options.expansion = request.expansion;
    std::vector<FetchedAttribute> fetched;
    if (request.vertexFetch) {
        fetched = translatorAttributes(*request.vertexFetch);
        options.fetchedAttributes = fetched;
    }
    dump(DebugFlag::DumpSpirv, source.spirv.digest, ".spv", std::as_bytes(source.spirv.words));
    ShaderCompilation compilation = TRY(findOrTranslate(device, source, options, request.policy));
    dump(DebugFlag::DumpDxil, compilation.shader->key, ".dxil", compilation.shader->container);
    return compilation;
}

}  // namespace baker
