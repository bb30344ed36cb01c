// The pipelines of the driver's own draws and dispatches: what D3D12 has no call for (odd copies,
// blits, resolves, clears). Made when first used, by our own translator. A service of the device.
// Thread-safe.
//
// All share one root signature, for draws and dispatches alike: see MetaParameter.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <vector>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

class Device;

enum class MetaShader : uint8_t {
#define X(name) name,
#include "meta_shaders.def"
#undef X
    Count,
};

// Root parameters. Registers: b0 and b1 of space 1000, u0, u1, t0.
enum class MetaParameter : UINT {
    Constants,     // kMetaConstants words, the shader's push constants
    Target,        // raw buffer (unordered access)
    Source,        // raw buffer (unordered access)
    Image,         // table of one shader resource
    SystemValues,  // SystemValue words, all 0
};
inline constexpr uint32_t kMetaConstants = 16;

// What a draw writes.
enum class MetaOutput : uint8_t { Color, Depth, Stencil };

struct MetaDraw {
    MetaShader shader = MetaShader::Count;  // of fragments
    MetaOutput output = MetaOutput::Color;
    DXGI_FORMAT format = DXGI_FORMAT_UNKNOWN;  // of the render target or depth-stencil view
    uint8_t samples = 1;
    uint8_t stencilMask = 0xff;  // what a stencil draw writes: the bits of the reference in it
};

// The shader's container. `options` are the device's (shader_compiler.hpp).
TranslationResult translateMetaShader(MetaShader shader, const Options& options);

class MetaPipelines {
  public:
    static Result<std::unique_ptr<MetaPipelines>> create(Device& device);
    explicit MetaPipelines(Device& device) : device_(device) {}

    ID3D12RootSignature* rootSignature() const { return rootSignature_.Get(); }
    // Borrowed: live as long as the device. VK_ERROR_UNKNOWN, logged, is a defect of ours.
    Result<ID3D12PipelineState*> dispatch(MetaShader shader);
    Result<ID3D12PipelineState*> draw(const MetaDraw& draw);
    // The signed container.
    Result<std::span<const std::byte>> shader(MetaShader shader);

  private:
    using Key = std::tuple<MetaShader, MetaOutput, DXGI_FORMAT, uint8_t, uint8_t>;

    Result<ComPtr<ID3D12PipelineState>> makeDraw(const MetaDraw& draw);
    Result<const std::vector<std::byte>*> container(MetaShader shader);

    Device& device_;
    ComPtr<ID3D12RootSignature> rootSignature_;
    std::mutex mutex_;
    std::array<std::vector<std::byte>, static_cast<size_t>(MetaShader::Count)> containers_;
    std::map<Key, ComPtr<ID3D12PipelineState>> pipelines_;
};

}  // namespace baker
