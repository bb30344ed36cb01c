#include "event_words.hpp"

#include "device/device.hpp"

namespace baker {
namespace {

constexpr uint64_t kBlockSize = D3D12_DEFAULT_RESOURCE_PLACEMENT_ALIGNMENT;
constexpr uint32_t kWordsPerBlock = kBlockSize / sizeof(uint32_t);

constexpr D3D12_HEAP_PROPERTIES kWriteBack = {
    D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_BACK, D3D12_MEMORY_POOL_L0, 0, 0};

constexpr D3D12_RESOURCE_DESC kBlock = {D3D12_RESOURCE_DIMENSION_BUFFER,
                                        0,
                                        kBlockSize,
                                        1,
                                        1,
                                        1,
                                        DXGI_FORMAT_UNKNOWN,
                                        {1, 0},
                                        D3D12_TEXTURE_LAYOUT_ROW_MAJOR,
                                        D3D12_RESOURCE_FLAG_NONE};

}  // namespace

Result<std::unique_ptr<EventWords>> EventWords::create(Device& device) {
    auto words = std::make_unique<EventWords>(device);
    TRY_VK(words->createValues());
    return words;
}

EventWords::~EventWords() {
    for (const Block& block : blocks_) block.resource->Unmap(0, nullptr);
}

Result<EventWords::Block> EventWords::createBlock() {
    Block block;
    TRY_VK(device_.check(device_.d3d12()->CreateCommittedResource(
                             &kWriteBack, D3D12_HEAP_FLAG_NONE, &kBlock,
                             D3D12_RESOURCE_STATE_COMMON, nullptr, IID_PPV_ARGS(&block.resource)),
                         "ID3D12Device::CreateCommittedResource"));
    void* mapped = nullptr;
    TRY_VK(device_.check(block.resource->Map(0, nullptr, &mapped), "ID3D12Resource::Map"));
    block.mapped = static_cast<uint32_t*>(mapped);
    return block;
}

VkResult EventWords::createValues() {
    values_ = TRY(createBlock());
    const EventWord layout;
    values_.mapped[layout.resetOffset / sizeof(uint32_t)] = 0;
    values_.mapped[layout.setOffset / sizeof(uint32_t)] = 1;
    values_.resource->Unmap(0, nullptr);
    return VK_SUCCESS;
}

VkResult EventWords::grow() {
    const Block block = TRY(createBlock());
    for (uint32_t i = kWordsPerBlock; i-- > 0;)
        free_.push_back(
            {block.resource.Get(), i * sizeof(uint32_t), block.mapped + i, values_.resource.Get()});
    blocks_.push_back(block);
    return VK_SUCCESS;
}

Result<EventWord> EventWords::acquire() {
    std::lock_guard lock(mutex_);
    if (free_.empty()) TRY_VK(grow());
    const EventWord word = free_.back();
    free_.pop_back();
    return word;
}

void EventWords::release(const EventWord& word) {
    std::lock_guard lock(mutex_);
    free_.push_back(word);
}

}  // namespace baker
