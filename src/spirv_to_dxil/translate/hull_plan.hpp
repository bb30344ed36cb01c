// How a control shader is split into D3D12's two functions.
//
// Vulkan runs one invocation for each output control point; barriers let invocations read each
// other's outputs, and any of them writes what is per patch. D3D12 runs a function for each control
// point, without barriers, and then one that writes what is per patch and reads finished control
// points. Barriers lie in uniform control flow, so they cut the shader into phases.
//
// The patch constant function runs all invocations one after the other, phase by phase; what
// nothing needs of them is dead code. Where control points are complete at the first barrier, as is
// usual, the control point function is one invocation up to there, and later phases of the patch
// constant function read the finished control points. Where a later phase goes on writing control
// points, they are "shared": both functions compute all of them as an array.
//
// What is written to memory is written by the patch constant function alone: it sees every
// invocation once. Where a control point depends on the result of an atomic operation, and the
// shader has no barrier, the control point function writes instead, and nothing per patch may
// depend on such a result.
#pragma once

#include "spirv_to_dxil/spirv/module.hpp"

namespace baker::translate {

class Translator;

struct HullPlan {
    bool isShared = false;
    // The patch constant function may read finished control points.
    bool hasBarrier = false;
    // Some invocation reads an output: what barriers are for.
    bool readsOutputs = false;
};

HullPlan planHull(Translator& t, spirv::Id function);

}  // namespace baker::translate
