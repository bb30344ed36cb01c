#include "meta_draw.hpp"

#include <algorithm>
#include <array>

#include "attachment.hpp"
#include "command/rendering.hpp"
#include "device/device.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {
namespace {

constexpr UINT parameter(MetaParameter p) {
    return static_cast<UINT>(p);
}

ViewRange rangeOf(const ImageSlice& slice) {
    return {.baseLevel = slice.level, .baseLayer = slice.slice};
}

// The shader puts out what it reads: the source is read in the order that the target has.
ShaderFormat sourceFormat(const MetaSource& source, const MetaTarget& target) {
    ShaderFormat format = shaderFormat(*source.format, source.aspect);
    if (!target.format->isColor() || target.format->isDirect()) return format;
    ComponentMapping mapping;
    mapping.fill(D3D12_SHADER_COMPONENT_MAPPING_FORCE_VALUE_0);
    const ComponentMapping order = renderOrder(*target.format);
    for (size_t i = 0; i < order.size(); ++i)
        if (order[i] < order.size()) mapping[i] = format.mapping[order[i]];
    return {format.dxgi, mapping};
}

VkResult bindSource(Recorder& recorder, const MetaTarget& target, const MetaSource& source) {
    if (!source.image) return VK_SUCCESS;
    const TransientView view = TRY(recorder.views.allocate());
    const ViewRange range{.baseLevel = source.level, .layers = source.image->layers()};
    const D3D12_SHADER_RESOURCE_VIEW_DESC desc = shaderResourceView(
        *source.image, ViewShape::Array, sourceFormat(source, target), source.aspect, range);
    recorder.device.d3d12()->CreateShaderResourceView(source.image->resource(), &desc,
                                                      view.visible);
    recorder.list->SetGraphicsRootDescriptorTable(parameter(MetaParameter::Image), view.table);
    return VK_SUCCESS;
}

// All of the level, so that the fragments' coordinates are the texels'.
void setArea(ID3D12GraphicsCommandList* list, const MetaTarget& target) {
    const VkExtent3D extent = target.slice.image->extent(target.slice.level);
    const D3D12_VIEWPORT viewport{.Width = static_cast<float>(extent.width),
                                  .Height = static_cast<float>(extent.height),
                                  .MaxDepth = 1};
    list->RSSetViewports(1, &viewport);
    list->RSSetScissorRects(1, &target.area);
}

VkResult bindCommon(Recorder& recorder, const MetaTarget& target, const MetaSource& source) {
    constexpr std::array<uint32_t, static_cast<size_t>(SystemValue::Count)> kZeros{};
    MetaPipelines& pipelines = *TRY(recorder.device.service<MetaPipelines>());
    recorder.queries.suspend(recorder);
    recorder.setDescriptorHeaps();
    ID3D12GraphicsCommandList* const list = recorder.list;
    list->SetGraphicsRootSignature(pipelines.rootSignature());
    list->SetGraphicsRoot32BitConstants(parameter(MetaParameter::SystemValues), kZeros.size(),
                                        kZeros.data(), 0);
    TRY_VK(bindSource(recorder, target, source));
    setArea(list, target);
    list->IASetPrimitiveTopology(D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST);
    recorder.listStateLost();
    return VK_SUCCESS;
}

VkResult draw(Recorder& recorder, const MetaDraw& what, std::span<const uint32_t> constants) {
    MetaPipelines& pipelines = *TRY(recorder.device.service<MetaPipelines>());
    recorder.list->SetPipelineState(TRY(pipelines.draw(what)));
    recorder.list->SetGraphicsRoot32BitConstants(parameter(MetaParameter::Constants),
                                                 static_cast<UINT>(constants.size()),
                                                 constants.data(), 0);
    recorder.list->DrawInstanced(3, 1, 0, 0);
    return VK_SUCCESS;
}

MetaDraw metaDraw(MetaShader shader, MetaOutput output, const MetaTarget& target) {
    return {.shader = shader,
            .output = output,
            .format = target.format->dxgi,
            .samples = static_cast<uint8_t>(target.slice.image->samples())};
}

VkResult drawToColor(Recorder& recorder, MetaShader shader, const MetaTarget& target,
                     const MetaSource& source, std::span<const uint32_t> constants) {
    const RenderTarget attachment = TRY(makeRenderTarget(
        recorder.device, *target.slice.image, target.format->dxgi, rangeOf(target.slice)));
    TRY_VK(bindCommon(recorder, target, source));
    recorder.list->OMSetRenderTargets(1, &attachment.handle(), false, nullptr);
    return draw(recorder, metaDraw(shader, MetaOutput::Color, target), constants);
}

// Binds the depth-stencil view and calls `draws` with it.
template <typename F>
VkResult drawToDepthStencil(Recorder& recorder, const MetaTarget& target, const MetaSource& source,
                            const F& draws) {
    const DepthStencil attachment =
        TRY(makeDepthStencil(recorder.device, *target.slice.image, rangeOf(target.slice)));
    TRY_VK(bindCommon(recorder, target, source));
    recorder.list->OMSetRenderTargets(0, nullptr, false, &attachment.handle());
    return draws(attachment.handle());
}

VkResult drawToStencil(Recorder& recorder, MetaShader shader, const MetaTarget& target,
                       std::span<const uint32_t> constants, size_t bit,
                       D3D12_CPU_DESCRIPTOR_HANDLE view) {
    recorder.list->ClearDepthStencilView(view, D3D12_CLEAR_FLAG_STENCIL, 0, 0, 1, &target.area);
    recorder.list->OMSetStencilRef(0xff);
    std::array<uint32_t, kMetaConstants> words{};
    std::copy(constants.begin(), constants.end(), words.begin());
    MetaDraw what = metaDraw(shader, MetaOutput::Stencil, target);
    for (uint32_t i = 0; i < 8; ++i) {
        words[bit] = 1u << i;
        what.stencilMask = static_cast<uint8_t>(1u << i);
        TRY_VK(draw(recorder, what, std::span(words).first(constants.size())));
    }
    return VK_SUCCESS;
}

// The application's rendering goes on, when a draw was within it.
void finish(Recorder& recorder, VkResult result) {
    if (result != VK_SUCCESS) recorder.fail(result);
    if (recorder.graphics.rendering.active) setRenderTargets(recorder);
}

}  // namespace

void drawColor(Recorder& recorder, MetaShader shader, const MetaTarget& target,
               const MetaSource& source, std::span<const uint32_t> constants) {
    finish(recorder, drawToColor(recorder, shader, target, source, constants));
}

void drawDepth(Recorder& recorder, MetaShader shader, const MetaTarget& target,
               const MetaSource& source, std::span<const uint32_t> constants) {
    finish(recorder, drawToDepthStencil(recorder, target, source, [&](auto) {
               return draw(recorder, metaDraw(shader, MetaOutput::Depth, target), constants);
           }));
}

void drawStencil(Recorder& recorder, MetaShader shader, const MetaTarget& target,
                 const MetaSource& source, std::span<const uint32_t> constants, size_t bit) {
    finish(recorder,
           drawToDepthStencil(recorder, target, source, [&](D3D12_CPU_DESCRIPTOR_HANDLE view) {
               return drawToStencil(recorder, shader, target, constants, bit, view);
           }));
}

void fillStencil(Recorder& recorder, const MetaTarget& target, uint8_t value) {
    constexpr uint32_t kNoDepth = 0;
    finish(recorder, drawToDepthStencil(recorder, target, {}, [&](auto) {
               recorder.list->OMSetStencilRef(value);
               return draw(recorder, metaDraw(MetaShader::FillDepth, MetaOutput::Stencil, target),
                           {&kNoDepth, 1});
           }));
}

}  // namespace baker
