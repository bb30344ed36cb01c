// Exchanging proxies for the objects inside, in arguments, arrays and structures. What must change
// is copied into a Scratch, which lives for the length of one call; clients' memory is never
// written.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "proxies.hpp"

namespace baker::host {

// Memory for one call: the first kilobyte is on the stack.
class Scratch {
  public:
    template <class T>
    T* allocate(size_t count) {
        return reinterpret_cast<T*>(allocateBytes(count * sizeof(T)));
    }
    std::byte* allocateBytes(size_t size) {
        size = (size + kAlignment - 1) & ~(kAlignment - 1);
        if (size <= sizeof(stack_) - used_) return stack_ + std::exchange(used_, used_ + size);
        return heap_.emplace_back(new std::byte[size]).get();
    }

  private:
    static constexpr size_t kAlignment = 16;
    alignas(kAlignment) std::byte stack_[1024];
    size_t used_ = 0;
    std::vector<std::unique_ptr<std::byte[]>> heap_;
};

template <class P, class Interface>
void* innerOf(Interface* object) {
    return object ? static_cast<P*>(object)->inner() : nullptr;
}

// For interfaces that several kinds of proxies share.
template <class Interface>
void* innerOfAny(Interface* object) {
    void* inner = nullptr;
    if (object) object->QueryInterface(kInnerObject, &inner);
    return inner;
}

inline D3D12_HEAP_FLAGS flagsOf(ID3D12Heap* heap) {
    return heap ? heap->GetDesc().Flags : D3D12_HEAP_FLAG_NONE;
}

inline AlphaFactors alphaFactorsOf(ID3D12PipelineState* pipeline) {
    return pipeline ? static_cast<PipelineStateProxy*>(pipeline)->alphaFactors : AlphaFactors{};
}
AlphaFactors alphaFactorsOf(const D3D12_PIPELINE_STATE_STREAM_DESC& stream);
inline VkLineRasterizationModeEXT linesOf(ID3D12PipelineState* pipeline,
                                          const DeviceExtensions& extensions) {
    return pipeline && extensions.lines ? static_cast<PipelineStateProxy*>(pipeline)->lines
                                        : VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT;
}

// The type that a structure of DirectX-Headers gives to the pointer inside.
template <class Interface>
Interface* asInterface(void* inner) {
    return static_cast<Interface*>(inner);
}

template <class Interface>
void* const* innerArray(Scratch& scratch, Interface* const* objects, size_t count,
                        void* (*convert)(Interface*)) {
    if (!objects) return nullptr;
    void** inner = scratch.allocate<void*>(count);
    for (size_t i = 0; i < count; ++i) inner[i] = convert(objects[i]);
    return inner;
}

// A shader container: signed if it has no hash and experimental shader models are enabled.
void unwrap(D3D12_SHADER_BYTECODE& code, Scratch& scratch);
void unwrap(D3D12_PIPELINE_STATE_STREAM_DESC& stream, Scratch& scratch);
// Gaps, which have no semantic name, get an empty one: vkd3d 2.1 compares all.
void unwrap(D3D12_STREAM_OUTPUT_DESC& desc, Scratch& scratch);

template <class T>
const T* unwrapped(Scratch& scratch, const T* values, size_t count) {
    if (!values) return nullptr;
    T* copies = scratch.allocate<T>(count);
    std::memcpy(static_cast<void*>(copies), values, count * sizeof(T));
    for (size_t i = 0; i < count; ++i) unwrap(copies[i], scratch);
    return copies;
}

// A row of the table of pipeline state stream subobjects: the payload that follows the type, and
// what to do to it.
struct Subobject {
    UINT type;  // D3D12_PIPELINE_STATE_SUBOBJECT_TYPE
    size_t size;
    size_t alignment;
    void (*unwrap)(void* payload, Scratch& scratch);  // NULL: nothing
};
extern const Subobject kSubobjects[];
extern const size_t kSubobjectCount;

template <class T>
void unwrapPayload(void* payload, Scratch& scratch) {
    unwrap(*static_cast<T*>(payload), scratch);
}

template <class Interface, class P>
void unwrapPointer(void* payload, Scratch&) {
    auto*& pointer = *static_cast<Interface**>(payload);
    pointer = asInterface<Interface>(innerOf<P>(pointer));
}

}  // namespace baker::host
