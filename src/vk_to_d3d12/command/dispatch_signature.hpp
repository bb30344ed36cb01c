// The command signature of vkCmdDispatchIndirect. A service of the device.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

class DispatchSignature {
  public:
    static Result<std::unique_ptr<DispatchSignature>> create(Device& device);
    ID3D12CommandSignature* get() const { return signature_.Get(); }

  private:
    ComPtr<ID3D12CommandSignature> signature_;
};

}  // namespace baker
