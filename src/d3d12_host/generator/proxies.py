#!/usr/bin/env python3
"""Generates the COM proxies of the host: DirectX-Headers' interfaces outside, vkd3d's objects inside.

Outside, the System V C++ ABI of WSL: the proxies are C++ classes that derive from DirectX-Headers' interfaces, so the
compiler makes their vtables and their structure returns. Inside, the Microsoft ABI: every method is called through its
vtable slot with a function type of ms_abi, structures are returned through a second argument. Interface pointers
in arguments, arrays and structures are exchanged for the objects inside; objects that come out are wrapped.

usage: proxies.py OUTPUT.hpp OUTPUT.cpp VKD3D_D3D12_H IDL...
"""

import re
import sys

import idl as reader

# One proxy class per kind of object, deriving from the newest interface that is forwarded.
KINDS = {
    "Device": "ID3D12Device9",
    "CommandQueue": "ID3D12CommandQueue",
    "CommandAllocator": "ID3D12CommandAllocator",
    "GraphicsCommandList": "ID3D12GraphicsCommandList6",
    "DescriptorHeap": "ID3D12DescriptorHeap",
    "Heap": "ID3D12Heap1",
    "Resource": "ID3D12Resource2",
    "RootSignature": "ID3D12RootSignature",
    "PipelineState": "ID3D12PipelineState",
    "PipelineLibrary": "ID3D12PipelineLibrary1",
    "QueryHeap": "ID3D12QueryHeap",
    "CommandSignature": "ID3D12CommandSignature",
    "Fence": "ID3D12Fence1",
    "ProtectedResourceSession": "ID3D12ProtectedResourceSession1",
    "MetaCommand": "ID3D12MetaCommand",
    "ShaderCacheSession": "ID3D12ShaderCacheSession",
    "Blob": "ID3D10Blob",
    "RootSignatureDeserializer": "ID3D12RootSignatureDeserializer",
    "VersionedRootSignatureDeserializer": "ID3D12VersionedRootSignatureDeserializer",
}

# The kind that a method puts out, where the riid alone may name a base interface. ANY: by the riid.
ANY = "ANY"
CREATES = {
    "CreateCommandQueue": "CommandQueue",
    "CreateCommandQueue1": "CommandQueue",
    "CreateCommandAllocator": "CommandAllocator",
    "CreateGraphicsPipelineState": "PipelineState",
    "CreateComputePipelineState": "PipelineState",
    "CreatePipelineState": "PipelineState",
    "CreateCommandList": "GraphicsCommandList",
    "CreateCommandList1": "GraphicsCommandList",
    "CreateDescriptorHeap": "DescriptorHeap",
    "CreateRootSignature": "RootSignature",
    "CreateCommittedResource": "Resource",
    "CreateCommittedResource1": "Resource",
    "CreateCommittedResource2": "Resource",
    "CreatePlacedResource": "Resource",
    "CreatePlacedResource1": "Resource",
    "CreateReservedResource": "Resource",
    "CreateReservedResource1": "Resource",
    "CreateHeap": "Heap",
    "CreateHeap1": "Heap",
    "OpenExistingHeapFromAddress": "Heap",
    "OpenExistingHeapFromFileMapping": "Heap",
    "OpenSharedHandle": ANY,
    "CreateFence": "Fence",
    "CreateQueryHeap": "QueryHeap",
    "CreateCommandSignature": "CommandSignature",
    "CreatePipelineLibrary": "PipelineLibrary",
    "LoadGraphicsPipeline": "PipelineState",
    "LoadComputePipeline": "PipelineState",
    "LoadPipeline": "PipelineState",
    "CreateMetaCommand": "MetaCommand",
    "CreateProtectedResourceSession": "ProtectedResourceSession",
    "CreateProtectedResourceSession1": "ProtectedResourceSession",
    "GetProtectedResourceSession": "ProtectedResourceSession",
    "GetStatusFence": "Fence",
    "CreateShaderCacheSession": "ShaderCacheSession",
}

# Declared here, defined by hand: events are eventfds outside (proxy/events.hpp), and what vkd3d refuses though it
# can be done with what it has (proxy/device_proxy.cpp, proxy/feature_proxy.cpp, proxy/list_proxy.cpp, proxy/share_proxy.cpp,
# proxy/tile_proxy.cpp).
BY_HAND = {"SetEventOnCompletion", "SetEventOnMultipleFenceCompletion", "SetBackgroundProcessingMode",
           "CreateCommandQueue1", "CreateReservedResource1", "EnqueueMakeResident", "CopyTextureRegion",
           "DiscardResource", "IASetPrimitiveTopology", "DrawInstanced", "DrawIndexedInstanced", "ExecuteIndirect",
           "CheckFeatureSupport", "CreateReservedResource", "GetResourceTiling", "UpdateTileMappings",
           "CopyTileMappings", "CreateSharedHandle", "OpenSharedHandle", "GetCopyableFootprints"}

# What the calls of Vulkan that vkd3d makes of a method are told beside what vkd3d tells them (src/d3d12_host/vulkan).
EXTENSIONS = "static_cast<DeviceProxy*>(device())->extensions"
SCOPES = {
    "SetComputeRoot32BitConstant": "const RootConstants constants(VK_PIPELINE_BIND_POINT_COMPUTE);",
    "SetComputeRoot32BitConstants": "const RootConstants constants(VK_PIPELINE_BIND_POINT_COMPUTE);",
    "SetGraphicsRoot32BitConstant": "const RootConstants constants(VK_PIPELINE_BIND_POINT_GRAPHICS);",
    "SetGraphicsRoot32BitConstants": "const RootConstants constants(VK_PIPELINE_BIND_POINT_GRAPHICS);",
    "CreateCommittedResource": f"const MemoryScope memory({EXTENSIONS}, HeapFlags);",
    "CreateCommittedResource1": f"const MemoryScope memory({EXTENSIONS}, HeapFlags);",
    "CreateCommittedResource2": f"const MemoryScope memory({EXTENSIONS}, HeapFlags);",
    "CreateHeap": f"const MemoryScope memory({EXTENSIONS}, pDesc->Flags);",
    "CreateHeap1": f"const MemoryScope memory({EXTENSIONS}, pDesc->Flags);",
    "CreatePlacedResource": f"const MemoryScope memory({EXTENSIONS}, flagsOf(pHeap));",
    "CreatePlacedResource1": f"const MemoryScope memory({EXTENSIONS}, flagsOf(pHeap));",
    "CreateCommandList": "const AlphaFactorScope factors(alphaFactorsOf(pInitialState));",
    "CreateGraphicsPipelineState": "const AlphaFactorScope factors(alphaFactorsOf(pDesc->BlendState));",
    "CreatePipelineState": "const AlphaFactorScope factors(alphaFactorsOf(*pDesc));",
    "CreateSampler": f"const BorderColor border({EXTENSIONS}, pDesc); pDesc = border.desc();",
    "CreateUnorderedAccessView": f"const ViewSlices slices({EXTENSIONS}, pDesc);",
    "ClearState": f"alphaFactors_ = alphaFactorsOf(pPipelineState); lines_ = linesOf(pPipelineState, {EXTENSIONS});",
    "GraphicsCommandList.Reset": f"alphaFactors_ = alphaFactorsOf(pInitialState); lines_ = linesOf(pInitialState, {EXTENSIONS});",
    "SetPipelineState": f"alphaFactors_ = alphaFactorsOf(pPipelineState); lines_ = linesOf(pPipelineState, {EXTENSIONS});",
    "IASetIndexBuffer": f"const IndexBufferSize size({EXTENSIONS}, pView);",
    "IASetVertexBuffers": f"const VertexBufferSizes sizes({EXTENSIONS}, pViews, NumViews);",
}

# Members of the proxies, for what is done by hand.
MEMBERS = {
    "GraphicsCommandList": ["D3D12_PRIMITIVE_TOPOLOGY topology_ = D3D_PRIMITIVE_TOPOLOGY_UNDEFINED;",
                            "AlphaFactors alphaFactors_ = madeWithAlphaFactors();  // of the pipeline",
                            "VkLineRasterizationModeEXT lines_ = VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT;"],
    "CommandQueue": ["TileQueue* tileQueue();  // made on the first call; NULL out of memory", "std::once_flag tileQueueMade_;", "std::unique_ptr<TileQueue> tileQueue_;"],
}

# Members that other proxies use: what the host has enabled of Vulkan for a device, the Vulkan memory that vkd3d has just
# made for a heap, and what is known of the tiles of a reserved resource.
PUBLIC_MEMBERS = {
    "Device": ["const DeviceExtensions extensions = lastDeviceExtensions();"],
    "PipelineState": ["const AlphaFactors alphaFactors = madeWithAlphaFactors();",
                      "const VkLineRasterizationModeEXT lines = takeLines();"],
    "Heap": ["const Memory vulkan = lastMemory();"],
    "Resource": ["std::unique_ptr<TiledResource> tiled;  // of reserved resources"],
}

# Not forwarded: vkd3d has no ray tracing and no lifetime tracking, and their structures name client objects.
REFUSED = {"CreateStateObject", "AddToStateObject", "CreateLifetimeTracker"}

# Which member of a structure's unnamed union is live, by the value of a field.
TAGGED_UNIONS = {
    "D3D12_RESOURCE_BARRIER": ("Type", {
        "D3D12_RESOURCE_BARRIER_TYPE_TRANSITION": "Transition",
        "D3D12_RESOURCE_BARRIER_TYPE_ALIASING": "Aliasing",
        "D3D12_RESOURCE_BARRIER_TYPE_UAV": "UAV",
    }),
    "D3D12_RENDER_PASS_ENDING_ACCESS": ("Type", {
        "D3D12_RENDER_PASS_ENDING_ACCESS_TYPE_RESOLVE": "Resolve",
    }),
}

# Structures that are prepared by hand (unwrap.hpp) wherever they appear.
PREPARED = {"D3D12_SHADER_BYTECODE", "D3D12_PIPELINE_STATE_STREAM_DESC", "D3D12_STREAM_OUTPUT_DESC"}

ALIASES = {"ID3DBlob": "ID3D10Blob"}
IN_BASE_CLASS = {"ID3D12Object", "ID3D12DeviceChild"}  # implemented by the templates of proxy.hpp


def guid(uuid):
    a, b, c, d, e = uuid.split("-")
    tail = ", ".join("0x" + (d + e)[i:i + 2] for i in range(0, 16, 2))
    return f"{{0x{a}, 0x{b}, 0x{c}, {{{tail}}}}}"


class Generator:
    def __init__(self, idl):
        self.idl = idl
        self.kind_of = {}
        for kind, leaf in KINDS.items():
            for interface in idl.chain(leaf):
                self.kind_of.setdefault(interface.name, []).append(kind)
        self.cache = {}

    # ---- types

    def interface(self, name):
        name = ALIASES.get(name, name)
        return name if name in self.idl.interfaces else None

    def is_struct(self, name):
        return name in self.idl.structs or name == "LUID"

    def needs_unwrap(self, name):
        """Whether a structure holds an interface pointer or shader code, at any depth."""
        if name in PREPARED:
            return True
        if name not in self.idl.structs:
            return False
        if name not in self.cache:
            self.cache[name] = False
            self.cache[name] = any(self.field_needs_unwrap(f) for f in self.idl.structs[name])
        return self.cache[name]

    def field_needs_unwrap(self, field):
        if field.union is not None:
            return any(self.field_needs_unwrap(member) for member in field.union)
        if field.pointers:
            return self.interface(field.base) is not None
        return self.needs_unwrap(field.base)

    def inner(self, name):
        """The template that exchanges a pointer of an interface for the object inside."""
        kinds = self.kind_of.get(self.interface(name), [])
        return f"innerOf<{kinds[0]}Proxy>" if len(kinds) == 1 else "innerOfAny"

    # ---- structures

    def unwrap_struct(self, name):
        lines = []
        for field in self.idl.structs[name]:
            if field.union is not None:
                lines += self.unwrap_union(name, field)
            elif self.field_needs_unwrap(field):
                if field.pointers:
                    lines.append(f"    value.{field.name} = "
                                 f"asInterface<{field.base}>({self.inner(field.base)}(value.{field.name}));")
                else:
                    lines.append(f"    unwrap(value.{field.name}, scratch);")
        scratch = "Scratch& scratch" if any("scratch" in line for line in lines) else "Scratch&"
        return [f"static void unwrap({name}& value, {scratch}) {{", *lines, "}"]

    def unwrap_union(self, name, union):
        live = [member for member in union.union if self.field_needs_unwrap(member)]
        if not live:
            return []
        tag, members = TAGGED_UNIONS[name]
        missing = {member.name for member in live} - set(members.values())
        if missing:
            raise SystemExit(f"{name}: no tag rule for {missing}")
        lines = []
        for value, member in members.items():
            lines.append(f"    if (value.{tag} == {value}) unwrap(value.{member}, scratch);")
        return lines

    def structs_in_use(self):
        """The structures to unwrap that the forwarded methods reach, innermost first."""
        order = []

        def visit(name):
            if name in order or name in PREPARED or not self.needs_unwrap(name):
                return
            for field in self.idl.structs[name]:
                for member in field.union or [field]:
                    if not member.pointers:
                        visit(member.base)
            order.append(name)

        for _, _, method in self.methods():
            if method.name not in BY_HAND:
                for parameter in method.parameters:
                    visit(parameter.base)
        return order

    def subobjects(self):
        """Rows of the table that walks a pipeline state stream (proxy/unwrap.hpp)."""
        for subobject, payload in self.idl.subobjects.items():
            base = payload.replace("*", "")
            if self.interface(base):
                action = f"unwrapPointer<{base}, {self.inner(base).split('<')[1][:-1]}>"
            else:
                action = f"unwrapPayload<{payload}>" if self.needs_unwrap(payload) else "nullptr"
            yield f"    {{{subobject}, sizeof({payload}), alignof({payload}), {action}}},"

    # ---- methods

    def methods(self):
        for kind, leaf in KINDS.items():
            for slot, interface, method in self.idl.slots(leaf):
                if interface.name not in IN_BASE_CLASS and method.name not in REFUSED:
                    yield kind, slot, method

    def argument(self, parameter):
        """(type inside, expression, needs scratch)"""
        interface = self.interface(parameter.base)
        name = parameter.name
        if interface and parameter.pointers == 1:
            return "void*", f"{self.inner(interface)}({name})", False
        if interface and parameter.pointers == 2 and "const" in parameter.type:
            convert = self.inner(interface)
            return "void* const*", f"innerArray(scratch, {name}, {parameter.count}, {convert}<{interface}>)" \
                if convert == "innerOfAny" else \
                f"innerArray(scratch, {name}, {parameter.count}, {convert[:-1]}, {interface}>)", True
        if interface and parameter.pointers == 2:
            return "void**", f"reinterpret_cast<void**>({name})", False
        if self.needs_unwrap(parameter.base) and parameter.pointers == 1:
            return parameter.type, f"unwrapped(scratch, {name}, {parameter.count or 1})", True
        return parameter.decayed, name, False

    def output(self, method):
        """The wrapper of what a method puts out, as a format of its result, or None."""
        parameters = method.parameters
        for before, parameter in zip([None] + parameters, parameters):
            if self.interface(parameter.base) == "ID3D10Blob" and parameter.pointers == 2:
                return f"wrap<BlobProxy>({{}}, reinterpret_cast<void**>({parameter.name}), nullptr)"
            if parameter.type == "void**" and before is not None and before.type == "REFIID":
                kind = CREATES[method.name]
                if kind == ANY:
                    return f"wrapAny({{}}, {before.name}, {parameter.name}, device())"
                return f"wrap<{kind}Proxy>({{}}, {parameter.name}, device())"
        return None

    def body(self, kind, slot, method):
        arguments = [self.argument(parameter) for parameter in method.parameters]
        types, values = ["void*"], ["inner_"]
        returns, lines = method.returns, []
        aggregate = self.is_struct(returns)
        if aggregate:
            returns = f"{method.returns}*"
            types.append(returns)
            values.append("&result")
            lines.append(f"    {method.returns} result;")
        types += [a[0] for a in arguments]
        values += [a[1] for a in arguments]
        if any(a[2] for a in arguments):
            lines.append("    Scratch scratch;")
        lines.insert(0, f"    using Function = {returns}(HOST_MS_ABI*)({', '.join(types)});")
        call = f"reinterpret_cast<Function>(slot({slot}))({', '.join(values)})"
        output = self.output(method)
        scope = SCOPES.get(f"{kind}.{method.name}") or SCOPES.get(method.name)
        if scope:
            lines.append("    " + scope)
        if aggregate:
            lines += [f"    {call};", "    return result;"]
        elif output:
            lines.append("    return " + output.format(call) + ";")
        else:
            lines.append(f"    return {call};")
        return lines

    def proxy_class(self, kind, leaf):
        chain = [interface.name for interface in self.idl.chain(leaf)]
        base = "Proxy"
        if "ID3D12DeviceChild" in chain:
            base = "DeviceChildProxy"
        elif "ID3D12Object" in chain:
            base = "ObjectProxy"
        lines = [f"class {kind}Proxy final : public {base}<{leaf}> {{", "  public:",
                 f"    using {base}::{base};",
                 "    static const GUID kInterfaces[];", ""]
        if kind == "Device":
            lines += ["    ~DeviceProxy() override;", "    IUnknown* device() { return this; }"]
        if kind == "Fence":
            lines.append("    ~FenceProxy() override;")
        for _, interface, method in self.idl.slots(leaf):
            if interface.name not in IN_BASE_CLASS:
                parameters = ", ".join(p.declaration for p in method.parameters)
                lines.append(f"    {method.returns} STDMETHODCALLTYPE {method.name}({parameters}) override;")
        lines += ["    " + member for member in PUBLIC_MEMBERS.get(kind, [])]
        lines += ["", "  private:", "    bool lists(REFIID riid) const override;"]
        lines += ["    " + member for member in MEMBERS.get(kind, [])]
        lines += ["};"]
        return lines

    def proxy_methods(self, kind, leaf):
        iids = ["{0x00000000, 0x0000, 0x0000, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}},  // IUnknown"]
        iids += [f"{guid(i.uuid)},  // {i.name}" for i in self.idl.chain(leaf)]
        lines = [f"const GUID {kind}Proxy::kInterfaces[] = {{", *("    " + row for row in iids), "};",
                 f"bool {kind}Proxy::lists(REFIID riid) const {{ return contains(kInterfaces, riid); }}", ""]
        for slot, interface, method in self.idl.slots(leaf):
            if interface.name in IN_BASE_CLASS or method.name in BY_HAND:
                continue
            refused = method.name in REFUSED
            parameters = ", ".join(p.type if refused else p.declaration for p in method.parameters)
            lines.append(f"{method.returns} STDMETHODCALLTYPE {kind}Proxy::{method.name}({parameters}) {{")
            lines += ["    return E_NOTIMPL;"] if refused else self.body(kind, slot, method)
            lines += ["}", ""]
        return lines

    def header(self):
        lines = ["// Generated from d3d12.idl by generator/proxies.py.", "#pragma once", "",
                 "#include <memory>", "#include <mutex>", "", '#include "proxy/proxy.hpp"',
                 '#include "proxy/tile_queue.hpp"', '#include "proxy/tiled_resource.hpp"',
                 '#include "vulkan/device_extensions.hpp"', '#include "vulkan/line_support.hpp"',
                 '#include "vulkan/vkd3d_blending.hpp"', '#include "vulkan/vkd3d_memory.hpp"', "", "namespace baker::host {", ""]
        for kind, leaf in KINDS.items():
            lines += self.proxy_class(kind, leaf) + [""]
        lines += ["// Wraps an object of the kind that `riid` names.",
                  "HRESULT wrapAny(HRESULT result, REFIID riid, void** out, IUnknown* device);", "",
                  "}  // namespace baker::host", ""]
        return "\n".join(lines)

    def source(self):
        lines = ["// Generated from d3d12.idl by generator/proxies.py.", '#include "proxies.hpp"',
                 '#include "proxy/unwrap.hpp"', '#include "vulkan/vkd3d_bindings.hpp"', '#include "vulkan/vkd3d_constants.hpp"',
                 '#include "vulkan/vkd3d_samplers.hpp"', '#include "vulkan/vkd3d_views.hpp"', "", "namespace baker::host {", ""]
        for name in self.structs_in_use():
            lines += self.unwrap_struct(name) + [""]
        lines += ["const Subobject kSubobjects[] = {", *self.subobjects(), "};",
                  "const size_t kSubobjectCount = std::size(kSubobjects);", ""]
        for kind, leaf in KINDS.items():
            lines += self.proxy_methods(kind, leaf)
        lines += ["HRESULT wrapAny(HRESULT result, REFIID riid, void** out, IUnknown* device) {"]
        for kind, leaf in KINDS.items():
            if any(i.name == "ID3D12DeviceChild" for i in self.idl.chain(leaf)):
                lines.append(f"    if (contains({kind}Proxy::kInterfaces, riid)) "
                             f"return wrap<{kind}Proxy>(result, out, device);")
        lines += ["    return result;", "}", "", "}  // namespace baker::host", ""]
        return "\n".join(lines)


def check_slots(idl, vkd3d_header):
    """Both sides must agree on the order of methods: the names in vkd3d's C vtables against the IDL."""
    with open(vkd3d_header, encoding="utf-8") as file:
        text = file.read()
    for leaf in KINDS.values():
        vtable = re.search(r"typedef struct %sVtbl \{(.*?)\} %sVtbl;" % (leaf, leaf), text, re.S)
        if vtable is None:
            continue  # the blob lies in another header; a newer interface is only reached if QueryInterface grants it
        names = re.findall(r"\(STDMETHODCALLTYPE \*(\w+)\)\(", vtable.group(1))
        expected = ["QueryInterface", "AddRef", "Release"] + [m.name for _, _, m in idl.slots(leaf)]
        if names != expected:
            raise SystemExit(f"{leaf}: vkd3d's vtable differs from d3d12.idl:\n{names}\n{expected}")


def main():
    header, source, vkd3d_header, *idls = sys.argv[1:]
    idl = reader.parse(*idls)
    check_slots(idl, vkd3d_header)
    generator = Generator(idl)
    with open(header, "w", encoding="utf-8") as file:
        file.write(generator.header())
    with open(source, "w", encoding="utf-8") as file:
        file.write(generator.source())


if __name__ == "__main__":
    main()
