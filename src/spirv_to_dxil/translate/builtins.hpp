// Built-in input variables: the D3D12 source of each, one row in a table.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// The scalars of the built-in, as many as `type` has; computed in the prologue. Fails for one that
// the stage lacks.
std::vector<Value*> loadBuiltIn(Translator& t, spv::BuiltIn builtIn, const spirv::Type& type);

// One of the built-in's `count` components, where the builder is.
Value* loadComponent(Translator& t, spv::BuiltIn builtIn, uint32_t component, uint32_t count);

// Of multiview.
Value* viewIndex(Translator& t);

// i1: whether the fragment shader's invocation is a helper, at this place: one that began so, or
// was demoted.
Value* helperInvocation(Translator& t);

// A word that the driver supplies.
Value* systemValue(Translator& t, SystemValue value, uint32_t component = 0);

}  // namespace baker::translate
