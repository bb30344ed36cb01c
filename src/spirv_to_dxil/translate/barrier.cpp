// Barriers.
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/fences.hpp"
#include "spirv_to_dxil/translate/frame.hpp"

namespace baker::translate {
namespace {

void memoryBarrier(Translator& t, const Instruction& inst) {
    barrier(t, fencesFor(t, t.constant(inst.word(2))));
}

// A subgroup's invocations run together: only their memory needs ordering.
void controlBarrier(Translator& t, const Instruction& inst) {
    if (t.dx.kind == dxil::ShaderKind::Hull) return suspendAtBarrier(t, inst);
    const uint32_t execution = t.constant(inst.word(1));
    const uint32_t mode = fencesFor(t, t.constant(inst.word(3)));
    const bool group = execution <= static_cast<uint32_t>(spv::Scope::Workgroup);
    // A thread group's synchronisation always comes with a fence of its shared memory.
    barrier(t, group ? mode | kSyncThreadGroup | kTgsmFence : mode);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpMemoryBarrier, 3, memoryBarrier},
    {spv::Op::OpControlBarrier, 4, controlBarrier},
};

}  // namespace

std::span<const EmitterRow> barrierEmitters() {
    return kRows;
}

}  // namespace baker::translate
