// Barriers: SPIR-V's scopes and semantics as the mode bits of dx.op.barrier (DXIL.rst, "Barrier").
#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {
namespace {

constexpr uint32_t kSyncThreadGroup = 1;
constexpr uint32_t kUavFenceGlobal = 2;
constexpr uint32_t kTgsmFence = 8;

constexpr uint32_t kBufferMemory =
    static_cast<uint32_t>(spv::MemorySemanticsMask::UniformMemory) |
    static_cast<uint32_t>(spv::MemorySemanticsMask::ImageMemory) |
    static_cast<uint32_t>(spv::MemorySemanticsMask::AtomicCounterMemory);
constexpr uint32_t kSharedMemory = static_cast<uint32_t>(spv::MemorySemanticsMask::WorkgroupMemory);

// Buffers are fenced for the whole device whatever the scope: the fence within a group is no
// cheaper anywhere.
uint32_t fences(uint32_t semantics) {
    return (semantics & kBufferMemory ? kUavFenceGlobal : 0) |
           (semantics & kSharedMemory ? kTgsmFence : 0);
}

void emit(Translator& t, uint32_t mode) {
    if (mode) t.build.dxOp(dxil::DxOp::Barrier, nullptr, {t.dx.i32(mode)});
}

void memoryBarrier(Translator& t, const Instruction& inst) {
    emit(t, fences(t.constant(inst.word(2))));
}

// A subgroup's invocations run together: only their memory needs ordering.
void controlBarrier(Translator& t, const Instruction& inst) {
    const uint32_t execution = t.constant(inst.word(1));
    const uint32_t mode = fences(t.constant(inst.word(3)));
    const bool group = execution <= static_cast<uint32_t>(spv::Scope::Workgroup);
    // A thread group's synchronisation always comes with a fence of its shared memory.
    emit(t, group ? mode | kSyncThreadGroup | kTgsmFence : mode);
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
