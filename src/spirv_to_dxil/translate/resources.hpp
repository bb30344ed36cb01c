// The D3D12 resources of the shader: register ranges declared on first use, and handles.
//
// Variables that share a Vulkan set and binding and are of one kind share the range. The constant
// buffers that the driver supplies (push constants, system values, dynamic offsets) are resources
// like any other.
#pragma once

#include <deque>

#include "spirv_to_dxil/dxil/builder.hpp"
#include "spirv_to_dxil/spirv/types.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker::translate {

class Translator;
struct Pointer;

struct Resource {
    dxil::Resource* range = nullptr;
    const DescriptorBinding* binding = nullptr;  // null for the driver's constant buffers
    size_t used = 0;                             // index in Reflection::bindings, when bound
    bool isSampled = false;                      // a sampler that is used
    dxil::Value* handle = nullptr;               // of the range's first element, once created

    dxil::Value* memory = nullptr;  // workgroup memory instead: an array of words
    bool isAddressSpace = false;    // what device addresses lead to
    bool startsAsZero = false;      // workgroup memory: zeroed before the shader begins
    uint32_t number = 0;            // unique, from 1

    bool isConstantBuffer() const {
        return range && range->resourceClass == ResourceClass::ConstantBuffer;
    }
    bool isWritable() const {
        return memory || range->resourceClass == ResourceClass::UnorderedAccess;
    }
    bool isArray() const { return range && range->range.count != 1; }
};

class Resources {
  public:
    explicit Resources(Translator& t) : t_(t) {}

    // The resource of a buffer variable; null after an error.
    Resource* ofVariable(spirv::Id variable);
    // Fills in the resource and sampler of an image or sampler variable.
    void ofOpaque(spirv::Id variable, const spirv::Type& type, Pointer& pointer);
    Resource& pushConstants();
    Resource& systemValues();
    Resource& dynamicOffsets();
    Resource& vertexFetch();
    Resource& bufferAddresses();
    // All Workgroup variables in one array of bytes; declared at the first call.
    Resource& workgroupMemory(uint32_t bytes);
    const Resource* declaredWorkgroupMemory() const { return workgroup_; }

    dxil::Value* handle(const Pointer& pointer);
    // D3D12 tells samplers that compare from others; a sampler is one or the other for good.
    dxil::Value* samplerHandle(const Pointer& pointer, bool isComparison);
    void markWritten(Resource& resource);

  private:
    const DescriptorBinding* findBinding(spirv::Id variable);
    Resource* opaque(spirv::Id variable, const DescriptorBinding& binding,
                     const dxil::Resource& range);
    Resource* bound(spirv::Id variable, uint32_t set, uint32_t binding);
    ResourceClass bufferClass(spirv::Id variable, const DescriptorBinding& binding) const;
    RegisterRange registersFor(const DescriptorBinding& binding, ResourceClass resourceClass);
    size_t usedBinding(const DescriptorBinding& binding, ResourceClass resourceClass);
    Resource& add(Resource resource);
    Resource& constantBuffer(Resource*& slot, const RegisterRange& range, uint64_t bytes);

    Translator& t_;
    std::deque<Resource> resources_;
    Resource* pushConstants_ = nullptr;
    Resource* systemValues_ = nullptr;
    Resource* dynamicOffsets_ = nullptr;
    Resource* vertexFetch_ = nullptr;
    Resource* bufferAddresses_ = nullptr;
    Resource* workgroup_ = nullptr;
};

}  // namespace baker::translate
