#include "spirv_to_dxil/translate/group.hpp"

namespace baker::translate {

bool inSubgroup(Translator& t, Id scope) {
    t.reflection.usesWaveOps = true;
    if (t.constant(scope) != static_cast<uint32_t>(spv::Scope::Subgroup))
        t.fail("group operations of another scope than the subgroup are not supported");
    return !t.failed();
}

const spirv::Type* groupOperand(Translator& t, Id value) {
    const spirv::Type& type = t.typeOf(value);
    const spirv::Type* scalar = type.kind == spirv::TypeKind::Matrix ? nullptr : type.scalar();
    if (!t.failed() && scalar) return scalar;
    t.fail("the operand must be a scalar or a vector");
    return nullptr;
}

std::span<const EmitterRow> groupEmitters() {
    static const std::vector<EmitterRow> rows = [] {
        std::vector<EmitterRow> joined;
        for (const auto family : {groupVoteEmitters(), groupBallotEmitters(),
                                  groupShuffleEmitters(), groupArithmeticEmitters()})
            joined.insert(joined.end(), family.begin(), family.end());
        return joined;
    }();
    return rows;
}

}  // namespace baker::translate
