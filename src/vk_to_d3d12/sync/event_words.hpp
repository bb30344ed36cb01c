// The words of all events of a device: ranges of buffers in write-back memory, mapped for good.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

// A word of an event, 1 set, 0 reset; and where a command list finds these values to copy.
struct EventWord {
    ID3D12Resource* resource = nullptr;
    uint64_t offset = 0;
    volatile uint32_t* mapped = nullptr;
    ID3D12Resource* source = nullptr;
    uint64_t resetOffset = 0;
    uint64_t setOffset = sizeof(uint32_t);
};

class EventWords {
  public:
    static Result<std::unique_ptr<EventWords>> create(Device& device);
    ~EventWords();

    Result<EventWord> acquire();
    void release(const EventWord& word);

    explicit EventWords(Device& device) : device_(device) {}

  private:
    struct Block {
        ComPtr<ID3D12Resource> resource;
        uint32_t* mapped;
    };

    Result<Block> createBlock();
    VkResult createValues();
    VkResult grow();

    Device& device_;
    Block values_{};
    std::mutex mutex_;
    std::vector<Block> blocks_;
    std::vector<EventWord> free_;
};

}  // namespace baker
