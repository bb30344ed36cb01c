// Shader objects in draws.
#pragma once

#include "recorder.hpp"

namespace baker {

// Binds the pipeline that the bound shader objects stand for with the current render targets.
void linkShaders(Recorder& recorder);

}  // namespace baker
