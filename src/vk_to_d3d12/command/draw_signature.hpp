// Command signatures of indirect draws: one for each stride. A service of the device.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

class DrawSignatures {
  public:
    static Result<std::unique_ptr<DrawSignatures>> create(Device& device) {
        return std::make_unique<DrawSignatures>(device);
    }
    explicit DrawSignatures(Device& device) : device_(device) {}

    // `stride` in bytes. Lives as long as the device. Thread-safe.
    Result<ID3D12CommandSignature*> get(bool indexed, uint32_t stride);

  private:
    Device& device_;
    std::mutex mutex_;
    std::map<std::pair<bool, uint32_t>, ComPtr<ID3D12CommandSignature>> signatures_;
};

}  // namespace baker
