#include "spirv_to_dxil/translate/image_uses.hpp"

namespace baker::translate {
namespace {

bool isSampling(spv::Op op) {
    return (op >= spv::Op::OpImageSampleImplicitLod &&
            op <= spv::Op::OpImageSampleProjDrefExplicitLod) ||
           (op >= spv::Op::OpImageSparseSampleImplicitLod &&
            op <= spv::Op::OpImageSparseSampleProjDrefExplicitLod) ||
           op == spv::Op::OpImageQueryLod;
}

}  // namespace

ImageUses& ImageUses::scanned() {
    if (isScanned_) return *this;
    isScanned_ = true;
    for (const spirv::Function& function : module_.functions())
        for (const spirv::Block& block : function.blocks)
            for (uint32_t at = block.begin; at < block.terminator; at = module_.at(at).next())
                note(module_.at(at));
    return *this;
}

// The result type of the instruction that defines the value; 0 for none.
spirv::Id ImageUses::typeOf(spirv::Id value) const {
    if (!module_.isDefined(value)) return 0;
    const spirv::Instruction inst = module_.definition(value);
    const auto layout = spirv::resultLayout(inst.op());
    return layout.type ? inst.word(layout.type) : 0;
}

void ImageUses::note(const spirv::Instruction& inst) {
    if (isSampling(inst.op())) {
        const spirv::Id type = typeOf(inst.word(3));
        if (module_.definitionIf(type, spv::Op::OpTypeSampledImage))
            sampled_.insert(module_.definition(type).word(2));
    } else if (inst.op() == spv::Op::OpImageTexelPointer) {
        const spirv::Id type = typeOf(inst.word(3));
        if (module_.definitionIf(type, spv::Op::OpTypePointer))
            atomic_.insert(module_.definition(type).word(3));
    }
}

}  // namespace baker::translate
