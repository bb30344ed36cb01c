// One inlining of a function: the D3D12 blocks of its SPIR-V blocks, and what must wait until all
// of them exist.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// A phi of the function, and the scalar of the incoming values that it merges.
struct OpenPhi {
    dxil::Phi* phi;
    size_t component;  // of the value's scalars
};
struct OpenPhis {
    Instruction inst;
    uint32_t block;  // of the function
    std::vector<OpenPhi> phis;
};

struct ReturnSite {
    dxil::BasicBlock* block;
    Scalars value;
    const Pointer* pointer;
};

struct Frame {
    const spirv::Function* function = nullptr;
    const spirv::ControlFlowGraph* graph = nullptr;
    Frame* caller = nullptr;
    uint32_t serial = 0;
    uint32_t block = 0;      // being emitted
    size_t next = 0;         // in the graph's order: the block being emitted
    uint32_t resumeAt = 0;   // offset of the instruction behind a barrier, 0: none
    bool suspended = false;  // a barrier ends the phase (hull_plan.hpp)
    bool singleReturn = false;
    std::vector<dxil::BasicBlock*> entries;  // by block: where it begins
    std::vector<dxil::BasicBlock*> exits;  // by block: where its terminator is; null until emitted
    std::vector<uint32_t> openEdges;       // by loop header: back edges not yet built
    std::vector<OpenPhis> phis;
    std::vector<ReturnSite> returns;
    dxil::BasicBlock* continuation = nullptr;  // where a call goes on, with several returns
};

// The function's control-flow graph; null, with an error, when it has none.
const spirv::ControlFlowGraph* graphOf(Translator& t, const spirv::Function& function);

// Emits the entry point's function into the current block. A control point function ends at the
// first barrier.
void emitEntryPoint(Translator& t, Id function);
// The same in steps: each phase goes on in the current block, and is the last when the result is
// true. A phase that is not ends in the block that is current afterwards.
void beginEntryPoint(Translator& t, Id function, Frame& frame);
bool emitPhase(Translator& t, Frame& frame);
// For a barrier of a control shader.
void suspendAtBarrier(Translator& t, const Instruction& barrier);
// Emits the body of the function that the OpFunctionCall `inst` calls; the current block becomes
// the one behind it.
void emitFunctionCall(Translator& t, const Instruction& inst);

}  // namespace baker::translate
