#include "spirv_to_dxil/container/container.hpp"

#include "spirv_to_dxil/bitcode/writer.hpp"
#include "spirv_to_dxil/container/bytes.hpp"
#include "spirv_to_dxil/container/format.hpp"
#include "spirv_to_dxil/container/hash.hpp"
#include "spirv_to_dxil/container/pipeline_state.hpp"
#include "spirv_to_dxil/container/signature_part.hpp"
#include "spirv_to_dxil/dxil/dependencies.hpp"
#include "spirv_to_dxil/dxil/loop_phis.hpp"
#include "spirv_to_dxil/dxil/metadata.hpp"
#include "spirv_to_dxil/dxil/shader_flags.hpp"
#include "spirv_to_dxil/dxil/switch_ladder.hpp"

namespace baker::dxil {
namespace {

// The program header of the DXIL part, then the bitcode.
std::vector<std::byte> dxilPart(const Module& module, std::span<const uint32_t> bitcode) {
    constexpr uint32_t kHeaderWords = 6;
    constexpr uint32_t kBitcodeOffset = 16;  // from the second magic
    const ShaderModel model = module.shaderModel;
    ByteWriter out;
    out.u32(uint32_t(module.kind) << 16 | uint32_t(model.major) << 4 | model.minor);
    out.u32(kHeaderWords + uint32_t(bitcode.size()));
    out.u32(kDxilPart);
    out.u32(1 << 8 | model.minor);  // DXIL 1.x goes with shader model 6.x
    out.u32(kBitcodeOffset);
    out.u32(uint32_t(bitcode.size_bytes()));
    out.words(bitcode);
    return out.take();
}

std::vector<std::byte> featureInfoPart(uint64_t features) {
    ByteWriter out;
    out.u64(features);
    return out.take();
}

}  // namespace

std::vector<std::byte> assembleContainer(std::span<const Part> parts) {
    ByteWriter out;
    out.u32(kContainerMagic);
    out.zeros(16);
    out.u16(1);
    out.u16(0);
    out.u32(0);  // size, patched
    out.u32(uint32_t(parts.size()));
    out.zeros(4 * parts.size());
    for (size_t i = 0; i < parts.size(); ++i) {
        out.patch32(kOffsetsAt + 4 * i, uint32_t(out.size()));
        out.u32(parts[i].name);
        out.u32(uint32_t(parts[i].bytes.size()));
        out.raw(parts[i].bytes);
    }
    out.patch32(kSizeAt, uint32_t(out.size()));
    signContainer(out.bytes());
    return out.take();
}

ContainerResult buildContainer(Module& module) {
    for (Function* function : module.functions()) {
        finalize(*function);
        if (module.lowerSwitches) lowerSwitches(module, *function);
        if (module.separateLoopPhis) separateLoopPhis(module, *function);
    }
    const uint64_t flags = shaderFlags(module);
    const uint64_t features = featureInfo(flags);
    const MetadataTable metadata = buildMetadata(module, flags);

    std::vector<Part> parts;
    parts.push_back({kFeatureInfoPart, featureInfoPart(features)});
    parts.push_back({kInputSignaturePart, signaturePart(module, module.inputs, true)});
    parts.push_back({kOutputSignaturePart, signaturePart(module, module.outputs, false)});
    if (hasPatchConstants(module.kind))
        parts.push_back(
            {kPatchConstantSignaturePart,
             signaturePart(module, module.patchConstants, module.kind == ShaderKind::Domain)});
    parts.push_back({kPipelineStatePart, pipelineStatePart(module, flags)});
    parts.push_back({kDxilPart, dxilPart(module, writeBitcode(module, metadata))});
    return {assembleContainer(parts), features};
}

}  // namespace baker::dxil
