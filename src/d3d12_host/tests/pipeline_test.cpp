// Root signatures and pipelines: interfaces in descriptions and streams, blobs, unsigned
// containers.
#include "d3d12/container_hash.hpp"
#include "tests/fixture.hpp"
#include "tests/shader.hpp"

namespace baker::host {
namespace {

class PipelineTest : public ListTest {
  protected:
    void SetUp() override {
        ListTest::SetUp();
        rootSignature = create<ID3D12RootSignature>([&](REFIID riid, void** out) {
            const auto blob = serialize();
            return device->CreateRootSignature(0, blob->GetBufferPointer(), blob->GetBufferSize(),
                                               riid, out);
        });
        signContainer(reinterpret_cast<std::byte*>(shader.data()),
                      shader.size() * sizeof(uint32_t));
    }

    static ComPtr<ID3DBlob> serialize() {
        D3D12_ROOT_PARAMETER1 parameter = {};
        parameter.ParameterType = D3D12_ROOT_PARAMETER_TYPE_32BIT_CONSTANTS;
        parameter.Constants = {3, 1, 5};
        D3D12_VERSIONED_ROOT_SIGNATURE_DESC desc = {D3D_ROOT_SIGNATURE_VERSION_1_1, {}};
        desc.Desc_1_1 = {1, &parameter, 0, nullptr, D3D12_ROOT_SIGNATURE_FLAG_NONE};
        ComPtr<ID3DBlob> blob;
        EXPECT_EQ(D3D12SerializeVersionedRootSignature(&desc, blob.GetAddressOf(), nullptr), S_OK);
        return blob;
    }

    D3D12_COMPUTE_PIPELINE_STATE_DESC pipelineDesc() {
        D3D12_COMPUTE_PIPELINE_STATE_DESC desc = {};
        desc.pRootSignature = rootSignature.Get();
        desc.CS = {shader.data(), shader.size() * sizeof(uint32_t)};
        return desc;
    }

    HRESULT createPipeline(ComPtr<ID3D12PipelineState>& pipeline) {
        const auto desc = pipelineDesc();
        return device->CreateComputePipelineState(
            &desc, uuidof<ID3D12PipelineState>(),
            reinterpret_cast<void**>(pipeline.GetAddressOf()));
    }

    void dispatch(ID3D12PipelineState* pipeline) {
        const uint32_t constants[5] = {};
        list->SetPipelineState(pipeline);
        list->SetComputeRootSignature(rootSignature.Get());
        list->SetComputeRoot32BitConstants(0, 5, constants, 0);
        list->Dispatch(1, 1, 1);
        execute(list.Get());
    }

    ComPtr<ID3D12RootSignature> rootSignature;
    std::vector<uint32_t> shader = emptyComputeShader();
};

TEST_F(PipelineTest, DeserializesWhatItSerialized) {
    const auto blob = serialize();
    const auto deserializer =
        create<ID3D12VersionedRootSignatureDeserializer>([&](REFIID riid, void** out) {
            return D3D12CreateVersionedRootSignatureDeserializer(blob->GetBufferPointer(),
                                                                 blob->GetBufferSize(), riid, out);
        });
    const auto* desc = deserializer->GetUnconvertedRootSignatureDesc();
    ASSERT_EQ(desc->Version, D3D_ROOT_SIGNATURE_VERSION_1_1);
    ASSERT_EQ(desc->Desc_1_1.NumParameters, 1u);
    EXPECT_EQ(desc->Desc_1_1.pParameters[0].Constants.Num32BitValues, 5u);
}

TEST_F(PipelineTest, RefusesAWrongRootSignature) {
    D3D12_VERSIONED_ROOT_SIGNATURE_DESC desc = {D3D_ROOT_SIGNATURE_VERSION(77), {}};
    ComPtr<ID3DBlob> blob, error;
    EXPECT_LT(
        D3D12SerializeVersionedRootSignature(&desc, blob.GetAddressOf(), error.GetAddressOf()), 0);
    EXPECT_FALSE(blob);
}

TEST_F(PipelineTest, RunsAComputePipeline) {
    ComPtr<ID3D12PipelineState> pipeline;
    ASSERT_EQ(createPipeline(pipeline), S_OK);
    dispatch(pipeline.Get());
}

TEST_F(PipelineTest, RunsAPipelineOfAStream) {
    struct {
        alignas(void*) D3D12_PIPELINE_STATE_SUBOBJECT_TYPE nodeMaskType;
        UINT nodeMask;
        alignas(void*) D3D12_PIPELINE_STATE_SUBOBJECT_TYPE rootSignatureType;
        ID3D12RootSignature* rootSignature;
        alignas(void*) D3D12_PIPELINE_STATE_SUBOBJECT_TYPE shaderType;
        D3D12_SHADER_BYTECODE shader;
    } stream = {D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_NODE_MASK,
                0,
                D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_ROOT_SIGNATURE,
                rootSignature.Get(),
                D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_CS,
                pipelineDesc().CS};
    const D3D12_PIPELINE_STATE_STREAM_DESC desc = {sizeof(stream), &stream};
    const auto pipeline = create<ID3D12PipelineState>(
        [&](REFIID riid, void** out) { return device->CreatePipelineState(&desc, riid, out); });
    EXPECT_EQ(stream.rootSignature, rootSignature.Get()) << "the client's stream was written";
    dispatch(pipeline.Get());
}

TEST_F(PipelineTest, RefusesAStreamThatItDoesNotKnow) {
    uint64_t stream[2] = {0xffff, 0};
    const D3D12_PIPELINE_STATE_STREAM_DESC desc = {sizeof(stream), stream};
    void* pipeline = nullptr;
    EXPECT_LT(device->CreatePipelineState(&desc, uuidof<ID3D12PipelineState>(), &pipeline), 0);
    EXPECT_EQ(pipeline, nullptr);
}

TEST_F(PipelineTest, TakesUnsignedContainersInExperimentalModeOnly) {
    std::memset(&shader[1], 0, 16);
    ComPtr<ID3D12PipelineState> pipeline;
    EXPECT_LT(createPipeline(pipeline), 0);
    ASSERT_EQ(D3D12EnableExperimentalFeatures(1, &D3D12ExperimentalShaderModels, nullptr, nullptr),
              S_OK);
    EXPECT_EQ(createPipeline(pipeline), S_OK);
    EXPECT_EQ(shader[1], 0u) << "the client's shader was written";
    pipeline.Reset();
    ASSERT_EQ(D3D12EnableExperimentalFeatures(0, nullptr, nullptr, nullptr), S_OK);
    EXPECT_LT(createPipeline(pipeline), 0);
}

TEST_F(PipelineTest, BlobsHaveOneIdentity) {
    const auto blob = serialize();
    EXPECT_GT(blob->GetBufferSize(), 0u);
    void* same = nullptr;
    ASSERT_EQ(blob->QueryInterface(kUnknown, &same), S_OK);
    EXPECT_EQ(same, blob.Get());
    EXPECT_EQ(blob->Release(), 1u);
    EXPECT_EQ(blob->QueryInterface(uuidof<ID3D12Device>(), &same), E_NOINTERFACE);
}

TEST_F(PipelineTest, RefusesUnknownExperimentalFeatures) {
    EXPECT_EQ(D3D12EnableExperimentalFeatures(1, &kUnknown, nullptr, nullptr), E_NOINTERFACE);
}

TEST_F(PipelineTest, TellsSignedFromUnsigned) {
    EXPECT_FALSE(isUnsignedContainer(shader.data(), shader.size() * sizeof(uint32_t)));
    const auto unsignedShader = emptyComputeShader();
    EXPECT_TRUE(
        isUnsignedContainer(unsignedShader.data(), unsignedShader.size() * sizeof(uint32_t)));
    EXPECT_FALSE(isUnsignedContainer(unsignedShader.data(), 8));
}

}  // namespace
}  // namespace baker::host
