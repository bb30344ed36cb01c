// The table from opcode to emitter. Each family of instructions is a file that exports its rows;
// emitters.cpp joins them.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

using Emitter = void (*)(Translator&, const Instruction&);

struct EmitterRow {
    spv::Op op;
    uint8_t minimumWords;  // fewer are an error, reported before the emitter is called
    Emitter emit;
};

std::span<const EmitterRow> arithmeticEmitters();
std::span<const EmitterRow> comparisonEmitters();
std::span<const EmitterRow> conversionEmitters();
std::span<const EmitterRow> bitEmitters();
std::span<const EmitterRow> integerDotEmitters();
std::span<const EmitterRow> matrixEmitters();
std::span<const EmitterRow> compositeEmitters();
std::span<const EmitterRow> constantEmitters();
std::span<const EmitterRow> memoryEmitters();
std::span<const EmitterRow> pointerEmitters();
std::span<const EmitterRow> controlFlowEmitters();
std::span<const EmitterRow> fragmentEmitters();
std::span<const EmitterRow> geometryEmitters();
std::span<const EmitterRow> imageSampleEmitters();
std::span<const EmitterRow> imageAccessEmitters();
std::span<const EmitterRow> imageQueryEmitters();
std::span<const EmitterRow> imageAtomicEmitters();
std::span<const EmitterRow> texelEmitters();
std::span<const EmitterRow> barrierEmitters();
std::span<const EmitterRow> atomicEmitters();
std::span<const EmitterRow> groupEmitters();
std::span<const EmitterRow> glslEmitters();  // OpExtInst

// Null when the opcode is not translated.
const EmitterRow* findEmitter(spv::Op op);

// Whether OpSpecConstantOp may apply it: it computes its result from its operands alone.
bool isConstantOperation(spv::Op op);

// Emits one instruction, with the checks that are common to all.
void emitInstruction(Translator& t, const Instruction& inst);

}  // namespace baker::translate
