#include "meta_pipelines.hpp"

#include "base/log.hpp"
#include "d3d12/runtime.hpp"
#include "descriptor/root_signature.hpp"
#include "device/device.hpp"
#include "meta_spirv.hpp"
#include "pipeline/shader_compiler.hpp"

namespace baker {
namespace {

constexpr std::span<const uint32_t> kSpirv[] = {
#define X(name) kMeta##name,
#include "meta_shaders.def"
#undef X
};

constexpr std::string_view kNames[] = {
#define X(name) #name,
#include "meta_shaders.def"
#undef X
};

// Set 0 of every shader.
constexpr DescriptorBinding kBindings[] = {
    {.binding = 0, .resourceClass = ResourceClass::ShaderResource},
    {.binding = 1, .resourceClass = ResourceClass::Sampler},
    {.binding = 2, .resourceClass = ResourceClass::UnorderedAccess},
    {.binding = 3,
     .resourceClass = ResourceClass::UnorderedAccess,
     .resource = {.space = 0, .base = 1}},
};

D3D12_ROOT_PARAMETER constants(UINT shaderRegister, UINT words) {
    return {.ParameterType = D3D12_ROOT_PARAMETER_TYPE_32BIT_CONSTANTS,
            .Constants = {shaderRegister, kRootSpace, words}};
}

D3D12_ROOT_PARAMETER buffer(UINT shaderRegister) {
    return {.ParameterType = D3D12_ROOT_PARAMETER_TYPE_UAV, .Descriptor = {shaderRegister, 0}};
}

Result<ComPtr<ID3D12RootSignature>> createRootSignature(Device& device) {
    const D3D12_DESCRIPTOR_RANGE range{.RangeType = D3D12_DESCRIPTOR_RANGE_TYPE_SRV,
                                       .NumDescriptors = 1};
    const D3D12_ROOT_PARAMETER parameters[] = {
        constants(kPushConstantRegister, kMetaConstants),
        buffer(0),
        buffer(1),
        {.ParameterType = D3D12_ROOT_PARAMETER_TYPE_DESCRIPTOR_TABLE,
         .DescriptorTable = {1, &range}},
        constants(kSystemValueRegister, static_cast<UINT>(SystemValue::Count)),
    };
    const D3D12_STATIC_SAMPLER_DESC linear{.Filter = D3D12_FILTER_MIN_MAG_LINEAR_MIP_POINT,
                                           .AddressU = D3D12_TEXTURE_ADDRESS_MODE_CLAMP,
                                           .AddressV = D3D12_TEXTURE_ADDRESS_MODE_CLAMP,
                                           .AddressW = D3D12_TEXTURE_ADDRESS_MODE_CLAMP,
                                           .ComparisonFunc = D3D12_COMPARISON_FUNC_NEVER,
                                           .MaxLOD = D3D12_FLOAT32_MAX};
    const D3D12_VERSIONED_ROOT_SIGNATURE_DESC desc{
        .Version = D3D_ROOT_SIGNATURE_VERSION_1_0,
        .Desc_1_0 = {.NumParameters = std::size(parameters),
                     .pParameters = parameters,
                     .NumStaticSamplers = 1,
                     .pStaticSamplers = &linear}};
    ComPtr<ID3DBlob> blob, error;
    TRY_VK(checkHresult(Runtime::get().serializeVersionedRootSignature(&desc, &blob, &error),
                        "D3D12SerializeVersionedRootSignature"));
    ComPtr<ID3D12RootSignature> rootSignature;
    TRY_VK(device.check(
        device.d3d12()->CreateRootSignature(0, blob->GetBufferPointer(), blob->GetBufferSize(),
                                            IID_PPV_ARGS(&rootSignature)),
        "ID3D12Device::CreateRootSignature"));
    return rootSignature;
}

D3D12_DEPTH_STENCIL_DESC depthStencil(const MetaDraw& draw) {
    constexpr D3D12_DEPTH_STENCILOP_DESC kReplace{
        D3D12_STENCIL_OP_REPLACE, D3D12_STENCIL_OP_REPLACE, D3D12_STENCIL_OP_REPLACE,
        D3D12_COMPARISON_FUNC_ALWAYS};
    return {.DepthEnable = draw.output == MetaOutput::Depth,
            .DepthWriteMask = D3D12_DEPTH_WRITE_MASK_ALL,
            .DepthFunc = D3D12_COMPARISON_FUNC_ALWAYS,
            .StencilEnable = draw.output == MetaOutput::Stencil,
            .StencilReadMask = 0xff,
            .StencilWriteMask = draw.stencilMask,
            .FrontFace = kReplace,
            .BackFace = kReplace};
}

}  // namespace

TranslationResult translateMetaShader(MetaShader shader, const Options& options) {
    Options own = options;
    own.bindings = kBindings;
    own.dispatchBase = false;
    return translateSpirv(kSpirv[static_cast<size_t>(shader)], own);
}

Result<std::unique_ptr<MetaPipelines>> MetaPipelines::create(Device& device) {
    auto pipelines = std::make_unique<MetaPipelines>(device);
    pipelines->rootSignature_ = TRY(createRootSignature(device));
    return pipelines;
}

Result<const std::vector<std::byte>*> MetaPipelines::container(MetaShader shader) {
    const auto index = static_cast<size_t>(shader);
    std::vector<std::byte>& made = containers_[index];
    if (!made.empty()) return &made;
    TranslationResult result = translateMetaShader(shader, deviceOptions(device_.capabilities()));
    if (const auto* error = std::get_if<TranslationError>(&result)) {
        log::error("internal shader %s, word %u: %s", kNames[index].data(), error->wordOffset,
                   error->message.c_str());
        return VK_ERROR_UNKNOWN;
    }
    made = std::move(std::get<Shader>(result).container);
    return &made;
}

Result<std::span<const std::byte>> MetaPipelines::shader(MetaShader shader) {
    const std::lock_guard lock(mutex_);
    return std::span<const std::byte>(*TRY(container(shader)));
}

Result<ID3D12PipelineState*> MetaPipelines::dispatch(MetaShader shader) {
    const std::lock_guard lock(mutex_);
    ComPtr<ID3D12PipelineState>& pipeline = pipelines_[Key(shader, {}, {}, 0, 0)];
    if (pipeline) return pipeline.Get();
    const std::vector<std::byte>& code = *TRY(container(shader));
    const D3D12_COMPUTE_PIPELINE_STATE_DESC desc{.pRootSignature = rootSignature(),
                                                 .CS = {code.data(), code.size()}};
    TRY_VK(
        device_.check(device_.d3d12()->CreateComputePipelineState(&desc, IID_PPV_ARGS(&pipeline)),
                      "ID3D12Device::CreateComputePipelineState"));
    return pipeline.Get();
}

Result<ID3D12PipelineState*> MetaPipelines::draw(const MetaDraw& draw) {
    const std::lock_guard lock(mutex_);
    const Key key(draw.shader, draw.output, draw.format, draw.samples, draw.stencilMask);
    ComPtr<ID3D12PipelineState>& pipeline = pipelines_[key];
    if (!pipeline) pipeline = TRY(makeDraw(draw));
    return pipeline.Get();
}

Result<ComPtr<ID3D12PipelineState>> MetaPipelines::makeDraw(const MetaDraw& draw) {
    const std::vector<std::byte>& vertex = *TRY(container(MetaShader::FullScreen));
    const std::vector<std::byte>& fragment = *TRY(container(draw.shader));
    const bool color = draw.output == MetaOutput::Color;
    D3D12_GRAPHICS_PIPELINE_STATE_DESC desc{};
    desc.pRootSignature = rootSignature();
    desc.VS = {vertex.data(), vertex.size()};
    desc.PS = {fragment.data(), fragment.size()};
    desc.BlendState.RenderTarget[0].RenderTargetWriteMask = D3D12_COLOR_WRITE_ENABLE_ALL;
    desc.SampleMask = UINT_MAX;
    desc.RasterizerState.FillMode = D3D12_FILL_MODE_SOLID;
    desc.RasterizerState.CullMode = D3D12_CULL_MODE_NONE;
    desc.DepthStencilState = depthStencil(draw);
    desc.PrimitiveTopologyType = D3D12_PRIMITIVE_TOPOLOGY_TYPE_TRIANGLE;
    desc.NumRenderTargets = color ? 1 : 0;
    (color ? desc.RTVFormats[0] : desc.DSVFormat) = draw.format;
    desc.SampleDesc.Count = draw.samples;
    ComPtr<ID3D12PipelineState> pipeline;
    TRY_VK(
        device_.check(device_.d3d12()->CreateGraphicsPipelineState(&desc, IID_PPV_ARGS(&pipeline)),
                      "ID3D12Device::CreateGraphicsPipelineState"));
    return pipeline;
}

}  // namespace baker
