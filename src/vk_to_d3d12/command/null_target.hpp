// The render target of a colour attachment that is not there.
#pragma once

#include "recorder.hpp"

namespace baker {

D3D12_CPU_DESCRIPTOR_HANDLE nullRenderTarget(Recorder& recorder);

}  // namespace baker
