// A second opinion on the translator: Baker's container of a shader and DXC's, of the HLSL that
// SPIRV-Cross makes of the same SPIR-V, run on the same D3D12 over the same input, and their
// buffers are the same, but for which NaN a NaN is.
//
// BAKER_OPINIONS is a folder with NAME.baker.dxil and NAME.dxc.dxil for each shader of
// tests/shaders/families (tests/suite/opinion.py makes it).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>

#include "shaders/edge_values.hpp"
#include "tests/fixture.hpp"

namespace baker::host {
namespace {

using test::edgeValues;
using test::familyInput;
using test::isNan;
using test::kResults;

constexpr uint32_t kSystemValues[12] = {};  // base workgroup and others, where spirv2dxil has them
constexpr D3D12_RESOURCE_STATES kWritten = D3D12_RESOURCE_STATE_UNORDERED_ACCESS;

// Results that are wrong on DXC's way, by the SPIR-V's own words (and lavapipe's), so that nothing
// is compared.
struct Wrong {
    std::string_view shader;
    size_t result;
    const char* why;
};
constexpr size_t kAll = SIZE_MAX;
constexpr Wrong kWrong[] = {
    {"float_conversion", 15,
     "HLSL's frexp gives the significand of a negative value without its sign"},
    {"loops", kAll, "vkd3d 2.1 copies the values of a loop's phis one after the other"},
};

bool isWrongByDxc(std::string_view shader, size_t result) {
    return std::ranges::any_of(kWrong, [&](const Wrong& wrong) {
        return wrong.shader == shader && (wrong.result == kAll || wrong.result == result);
    });
}

std::filesystem::path folder() {
    const char* path = std::getenv("BAKER_OPINIONS");
    return path ? path : "";
}

// The shaders that both have compiled.
std::set<std::string> shaders() {
    std::set<std::string> names;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder(), absent)) {
        const std::string name = entry.path().stem().stem().string();
        if (entry.path().filename() == name + ".dxc.dxil") names.insert(name);
    }
    return names;
}

class Opinion : public ListTest, public testing::WithParamInterface<std::string> {
  protected:
    void SetUp() override {
        ListTest::SetUp();
        D3D12_ROOT_PARAMETER1 parameters[3] = {};
        for (UINT i = 0; i < 2; ++i) {
            parameters[i].ParameterType = D3D12_ROOT_PARAMETER_TYPE_UAV;
            parameters[i].Descriptor = {i, 0, D3D12_ROOT_DESCRIPTOR_FLAG_NONE};
        }
        parameters[2].ParameterType = D3D12_ROOT_PARAMETER_TYPE_32BIT_CONSTANTS;
        parameters[2].Constants = {1, 1000, std::size(kSystemValues)};
        D3D12_VERSIONED_ROOT_SIGNATURE_DESC desc = {D3D_ROOT_SIGNATURE_VERSION_1_1, {}};
        desc.Desc_1_1 = {std::size(parameters), parameters, 0, nullptr,
                         D3D12_ROOT_SIGNATURE_FLAG_NONE};
        ComPtr<ID3DBlob> blob;
        ASSERT_EQ(D3D12SerializeVersionedRootSignature(&desc, blob.GetAddressOf(), nullptr), S_OK);
        rootSignature = create<ID3D12RootSignature>([&](REFIID riid, void** out) {
            return device->CreateRootSignature(0, blob->GetBufferPointer(), blob->GetBufferSize(),
                                               riid, out);
        });
    }

    // The words that the shader in a file writes over every pair of `values`.
    std::vector<uint32_t> run(const std::string& file, std::span<const uint32_t> values) {
        std::ifstream stream(folder() / file, std::ios::binary);
        const std::vector<char> container((std::istreambuf_iterator<char>(stream)),
                                          std::istreambuf_iterator<char>());
        D3D12_COMPUTE_PIPELINE_STATE_DESC desc = {};
        desc.pRootSignature = rootSignature.Get();
        desc.CS = {container.data(), container.size()};
        const auto pipeline = create<ID3D12PipelineState>([&](REFIID riid, void** out) {
            return device->CreateComputePipelineState(&desc, riid, out);
        });
        if (!pipeline) return {};
        const auto workgroups = static_cast<UINT>((values.size() * values.size() + 63) / 64);
        const UINT64 size = UINT64{workgroups} * 64 * kResults * sizeof(uint32_t);
        const auto input = upload(familyInput(values));
        const auto output = createBuffer(D3D12_HEAP_TYPE_DEFAULT, size, kWritten,
                                         D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS);
        const auto result =
            createBuffer(D3D12_HEAP_TYPE_READBACK, size, D3D12_RESOURCE_STATE_COPY_DEST);
        restart();
        list->SetComputeRootSignature(rootSignature.Get());
        list->SetPipelineState(pipeline.Get());
        list->SetComputeRootUnorderedAccessView(0, input->GetGPUVirtualAddress());
        list->SetComputeRootUnorderedAccessView(1, output->GetGPUVirtualAddress());
        list->SetComputeRoot32BitConstants(2, std::size(kSystemValues), kSystemValues, 0);
        list->Dispatch(workgroups, 1, 1);
        transition(output.Get(), kWritten, D3D12_RESOURCE_STATE_COPY_SOURCE);
        list->CopyBufferRegion(result.Get(), 0, output.Get(), 0, size);
        execute(list.Get());
        return wordsOf(result.Get(), size);
    }

  private:
    // A buffer for shaders with those words.
    ComPtr<ID3D12Resource> upload(const std::vector<uint32_t>& words) {
        const UINT64 size = words.size() * sizeof(uint32_t);
        const auto staging =
            createBuffer(D3D12_HEAP_TYPE_UPLOAD, size, D3D12_RESOURCE_STATE_GENERIC_READ);
        void* mapped = nullptr;
        EXPECT_EQ(staging->Map(0, nullptr, &mapped), S_OK);
        std::ranges::copy(words, static_cast<uint32_t*>(mapped));
        staging->Unmap(0, nullptr);
        const auto buffer =
            createBuffer(D3D12_HEAP_TYPE_DEFAULT, size, D3D12_RESOURCE_STATE_COPY_DEST,
                         D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS);
        restart();
        list->CopyBufferRegion(buffer.Get(), 0, staging.Get(), 0, size);
        transition(buffer.Get(), D3D12_RESOURCE_STATE_COPY_DEST, kWritten);
        execute(list.Get());
        return buffer;
    }

    // The list is open when the fixture makes it, and closed once it was executed.
    void restart() {
        list->Close();
        ASSERT_EQ(allocator->Reset(), S_OK);
        ASSERT_EQ(list->Reset(allocator.Get(), nullptr), S_OK);
    }

    void transition(ID3D12Resource* resource, D3D12_RESOURCE_STATES from,
                    D3D12_RESOURCE_STATES to) {
        D3D12_RESOURCE_BARRIER barrier = {};
        barrier.Transition = {resource, D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES, from, to};
        list->ResourceBarrier(1, &barrier);
    }

    static std::vector<uint32_t> wordsOf(ID3D12Resource* buffer, UINT64 size) {
        void* mapped = nullptr;
        EXPECT_EQ(buffer->Map(0, nullptr, &mapped), S_OK);
        const auto* words = static_cast<const uint32_t*>(mapped);
        std::vector<uint32_t> result(words, words + size / sizeof(uint32_t));
        buffer->Unmap(0, nullptr);
        return result;
    }

    ComPtr<ID3D12RootSignature> rootSignature;
};

TEST_P(Opinion, Agrees) {
    const std::string name = GetParam();
    const std::span<const uint32_t> values = edgeValues(name);
    const auto ours = run(name + ".baker.dxil", values);
    const auto theirs = run(name + ".dxc.dxil", values);
    ASSERT_FALSE(ours.empty());
    ASSERT_EQ(ours.size(), theirs.size());
    EXPECT_GT(std::ranges::count_if(ours, [](uint32_t word) { return word != 0; }),
              std::ssize(values));
    int shown = 0;
    for (size_t i = 0; i < ours.size() && shown < 8; ++i) {
        if (ours[i] == theirs[i] || isWrongByDxc(name, i % kResults)) continue;
        if (name.starts_with("float") && isNan(ours[i]) && isNan(theirs[i])) continue;
        const size_t pair = i / kResults;
        ADD_FAILURE() << name << ": result " << i % kResults << std::hex << " of 0x"
                      << values[pair % values.size()] << " and 0x"
                      << values[std::min(pair / values.size(), values.size() - 1)] << " is 0x"
                      << ours[i] << ", by DXC 0x" << theirs[i];
        ++shown;
    }
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Opinion);
INSTANTIATE_TEST_SUITE_P(Shaders, Opinion, testing::ValuesIn(shaders()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace baker::host
