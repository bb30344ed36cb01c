#include "spirv_to_dxil/dxil/print.hpp"

#include <gtest/gtest.h>

#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/dxil/builder.hpp"
#include "spirv_to_dxil/testing/containers.hpp"

namespace baker::dxil {
namespace {

TEST(Print, LoopOverGroupSharedMemory) {
    Module m(ShaderKind::Compute, {6, 0});
    Builder b(m);
    const Type* i32 = m.types().i32();
    m.compute.numThreads[0] = 8;
    m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
    BasicBlock *entry = m.addBlock(m.entry), *loop = m.addBlock(m.entry),
               *exit = m.addBlock(m.entry);
    GlobalVariable* shared = m.addGroupShared("shared", m.types().array(m.types().f32(), 4), 4);
    b.setBlock(entry);
    Value* handle =
        b.createHandle(m.addResource({.range = {.space = 2}, .name = "data"}), m.i32(0), false);
    b.branch(loop);
    b.setBlock(loop);
    Phi* i = b.phi(i32);
    Value* next = b.add(i, m.i32(1));
    b.store(b.gep(shared, {m.i32(0), i}), m.f32(0.1f), 4);
    b.addIncoming(i, m.i32(0), entry);
    b.addIncoming(i, next, loop);
    b.condBranch(b.compare(Predicate::IcmpSlt, next, m.i32(4)), loop, exit);
    b.setBlock(exit);
    Value* u = m.undef(i32);
    b.dxOp(DxOp::BufferStore, i32, {handle, m.i32(0), u, next, u, u, u, m.i8(1)});
    b.ret();
    baker::testing::keepContainer(buildContainer(m).bytes);

    EXPECT_EQ(print(m), R"(; cs_6_0 main
; numthreads 8 1 1
; shader flags 16, features 0
; u0 space2 x 1 RawBuffer "data"

%dx.types.Handle = type { i8* }
%struct.RWByteAddressBuffer = type { i32 }
@shared = groupshared global [4 x float], align 4

define void @main() {
b0:
  %0 = call %dx.types.Handle @dx.op.createHandle(i32 57, i8 1, i32 0, i32 0, i1 false)  ; CreateHandle
  br label %b1
b1:
  %1 = phi i32 [ 0, %b0 ], [ %2, %b1 ]
  %2 = add i32 %1, 1
  %3 = getelementptr [4 x float] addrspace(3)* @shared, i32 0, i32 %1
  store float addrspace(3)* %3, float 0.1, align 4
  %4 = icmp slt i32 %2, 4
  br i1 %4, label %b1, label %b2
b2:
  call void @dx.op.bufferStore.i32(i32 69, %dx.types.Handle %0, i32 0, i32 undef, i32 %2, i32 undef, i32 undef, i32 undef, i8 1)  ; BufferStore
  ret void
}
)");
}

}  // namespace
}  // namespace baker::dxil
