#include "spirv_to_dxil/translate/fences.hpp"

namespace baker::translate {
namespace {

constexpr uint32_t mask(auto... semantics) {
    return (static_cast<uint32_t>(semantics) | ...);
}

using enum spv::MemorySemanticsMask;
constexpr uint32_t kBufferMemory = mask(UniformMemory, ImageMemory, AtomicCounterMemory);
constexpr uint32_t kSharedMemory = mask(WorkgroupMemory);
constexpr uint32_t kRelease = mask(Release, AcquireRelease, SequentiallyConsistent);
constexpr uint32_t kAcquire = mask(Acquire, AcquireRelease, SequentiallyConsistent);

}  // namespace

// Only stages that have a thread group have memory of one.
uint32_t fencesFor(const Translator& t, uint32_t semantics) {
    const bool hasGroup = t.dx.kind >= dxil::ShaderKind::Compute;
    return (semantics & kBufferMemory ? kUavFenceGlobal : 0) |
           (hasGroup && (semantics & kSharedMemory) ? kTgsmFence : 0);
}

void barrier(Translator& t, uint32_t mode) {
    if (mode) t.build.dxOp(dxil::DxOp::Barrier, nullptr, {t.dx.i32(mode)});
}

void fenceBefore(Translator& t, uint32_t semantics) {
    if (semantics & kRelease) barrier(t, fencesFor(t, semantics));
}

void fenceAfter(Translator& t, uint32_t semantics) {
    if (semantics & kAcquire) barrier(t, fencesFor(t, semantics));
}

}  // namespace baker::translate
