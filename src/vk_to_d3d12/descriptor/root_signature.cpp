#include "root_signature.hpp"

#include <bit>
#include <vector>

#include "d3d12/runtime.hpp"
#include "device/device.hpp"

namespace baker {
namespace {

constexpr uint32_t kMaxRootWords = D3D12_MAX_ROOT_COST;
constexpr uint32_t kTableWords = 1;
constexpr uint32_t kRootDescriptorWords = 2;

// Collects root parameters; the descriptor ranges must not move once a parameter points to them.
class Builder {
  public:
    explicit Builder(const RootSignatureKey& key) {
        if (key.streamOutput) flags_ |= D3D12_ROOT_SIGNATURE_FLAG_ALLOW_STREAM_OUTPUT;
        rangeCapacity(key);
        addConstants(key);
        if (hasAddresses(key)) addAddresses();
        for (uint32_t set = 0; set < key.sets.size(); ++set)
            if (key.sets[set]) addTables(*key.sets[set], set);
    }

    Result<ComPtr<ID3DBlob>> serialize() const;
    const RootParameters& parameters() const { return parameters_; }

  private:
    static bool hasAddresses(const RootSignatureKey& key) {
        return key.bufferAddresses || key.vertexFetch;
    }
    void rangeCapacity(const RootSignatureKey& key);
    void addConstants(const RootSignatureKey& key);
    void addAddresses();
    void addTables(const SetLayoutInfo& layout, uint32_t set);
    uint8_t add(const D3D12_ROOT_PARAMETER& parameter) {
        root_.push_back(parameter);
        return static_cast<uint8_t>(root_.size() - 1);
    }
    uint8_t addRootConstants(uint32_t shaderRegister, uint32_t words) {
        return add({.ParameterType = D3D12_ROOT_PARAMETER_TYPE_32BIT_CONSTANTS,
                    .Constants = {shaderRegister, kRootSpace, words}});
    }
    uint8_t addRootBuffer(uint32_t shaderRegister) {
        return add({.ParameterType = D3D12_ROOT_PARAMETER_TYPE_CBV,
                    .Descriptor = {shaderRegister, kRootSpace}});
    }
    uint8_t addTable(size_t firstRange) {
        return add({.ParameterType = D3D12_ROOT_PARAMETER_TYPE_DESCRIPTOR_TABLE,
                    .DescriptorTable = {static_cast<UINT>(ranges_.size() - firstRange),
                                        ranges_.data() + firstRange}});
    }

    std::vector<D3D12_ROOT_PARAMETER> root_;
    std::vector<D3D12_DESCRIPTOR_RANGE> ranges_;
    RootParameters parameters_;
    D3D12_ROOT_SIGNATURE_FLAGS flags_ =
        D3D12_ROOT_SIGNATURE_FLAG_ALLOW_INPUT_ASSEMBLER_INPUT_LAYOUT;
};

void Builder::rangeCapacity(const RootSignatureKey& key) {
    size_t count = 0;
    for (const auto& set : key.sets) {
        if (!set) continue;
        for (const SetLayoutBinding& binding : set->bindings())
            count += 1 + kindsOf(binding) * std::popcount(binding.ranges);
    }
    ranges_.reserve(count + 1);
}

void Builder::addConstants(const RootSignatureKey& key) {
    uint32_t words = kRootDescriptorWords + (hasAddresses(key) ? kTableWords : 0);
    if (key.vertexFetch) words += kRootDescriptorWords;
    uint32_t dynamicOffsets = 0;
    for (const auto& set : key.sets) {
        if (!set) continue;
        words += (set->slots() ? kTableWords : 0) + (set->samplerSlots() ? kTableWords : 0);
        dynamicOffsets += set->dynamicCount();
    }
    words += kDynamicWords * dynamicOffsets;
    if (const uint32_t pushConstants = (key.pushConstantBytes + 3) / 4) {
        parameters_.pushConstantWords = static_cast<uint8_t>(pushConstants);
        parameters_.pushConstantsInBuffer = words + pushConstants > kMaxRootWords;
        parameters_.pushConstants = parameters_.pushConstantsInBuffer
                                        ? addRootBuffer(kPushConstantRegister)
                                        : addRootConstants(kPushConstantRegister, pushConstants);
    }
    parameters_.systemValues = addRootBuffer(kSystemValueRegister);
    if (key.vertexFetch) parameters_.vertexFetch = addRootBuffer(kVertexFetchRegister);
    if (dynamicOffsets) {
        const uint32_t count = kDynamicWords * dynamicOffsets;
        parameters_.dynamicOffsetWords = static_cast<uint8_t>(count);
        parameters_.dynamicOffsets = addRootConstants(kDynamicOffsetRegister, count);
    }
}

void Builder::addAddresses() {
    ranges_.push_back({.RangeType = D3D12_DESCRIPTOR_RANGE_TYPE_UAV,
                       .NumDescriptors = UINT_MAX,
                       .RegisterSpace = kAddressSpace});
    parameters_.bufferAddresses = addTable(ranges_.size() - 1);
}

void Builder::addTables(const SetLayoutInfo& layout, uint32_t set) {
    const size_t first = ranges_.size();
    for (const SetLayoutBinding& binding : layout.bindings()) {
        if (binding.slot == kNoSlot || binding.slots() == 0) continue;
        for (uint32_t left = binding.ranges; left; left &= left - 1)
            for (uint32_t kind = 0; kind < kindsOf(binding); ++kind)
                ranges_.push_back(
                    {.RangeType = static_cast<D3D12_DESCRIPTOR_RANGE_TYPE>(std::countr_zero(left)),
                     .NumDescriptors = binding.isVariable() ? UINT_MAX : binding.slots(),
                     .BaseShaderRegister = binding.slot,
                     .RegisterSpace = set + kind * kKindSpaceStride,
                     .OffsetInDescriptorsFromTableStart = binding.slot});
    }
    if (ranges_.size() > first) {
        parameters_.tables[set] = addTable(first);
        parameters_.tableMask |= 1u << set;
    }
    const size_t firstSampler = ranges_.size();
    for (const SetLayoutBinding& binding : layout.bindings()) {
        if (binding.samplerSlot == kNoSlot || binding.count == 0) continue;
        ranges_.push_back({.RangeType = D3D12_DESCRIPTOR_RANGE_TYPE_SAMPLER,
                           .NumDescriptors = binding.isVariable() ? UINT_MAX : binding.count,
                           .BaseShaderRegister = binding.samplerSlot,
                           .RegisterSpace = set,
                           .OffsetInDescriptorsFromTableStart = binding.samplerSlot});
    }
    if (ranges_.size() > firstSampler) {
        parameters_.samplerTables[set] = addTable(firstSampler);
        parameters_.samplerTableMask |= 1u << set;
    }
}

// Version 1.0: descriptors and data are volatile, as Vulkan's are.
Result<ComPtr<ID3DBlob>> Builder::serialize() const {
    const D3D12_VERSIONED_ROOT_SIGNATURE_DESC desc{
        .Version = D3D_ROOT_SIGNATURE_VERSION_1_0,
        .Desc_1_0 = {.NumParameters = static_cast<UINT>(root_.size()),
                     .pParameters = root_.data(),
                     .Flags = flags_}};
    ComPtr<ID3DBlob> blob, error;
    const HRESULT hr = Runtime::get().serializeVersionedRootSignature(&desc, &blob, &error);
    TRY_VK(checkHresult(hr, "D3D12SerializeVersionedRootSignature"));
    return blob;
}

}  // namespace

Result<std::unique_ptr<RootSignatureCache>> RootSignatureCache::create(Device& device) {
    return std::make_unique<RootSignatureCache>(device);
}

Result<const RootSignature*> RootSignatureCache::get(const RootSignatureKey& key) {
    const Builder builder(key);
    const ComPtr<ID3DBlob> blob = TRY(builder.serialize());
    std::string bytes(static_cast<const char*>(blob->GetBufferPointer()), blob->GetBufferSize());

    const std::lock_guard lock(mutex_);
    if (const auto it = bySerialized_.find(bytes); it != bySerialized_.end()) return &it->second;
    RootSignature signature{.digest = digestOf(std::as_bytes(std::span(bytes))),
                            .parameters = builder.parameters()};
    TRY_VK(device_.check(device_.d3d12()->CreateRootSignature(0, bytes.data(), bytes.size(),
                                                              IID_PPV_ARGS(&signature.d3d12)),
                         "ID3D12Device::CreateRootSignature"));
    return &bySerialized_.emplace(std::move(bytes), std::move(signature)).first->second;
}

}  // namespace baker
