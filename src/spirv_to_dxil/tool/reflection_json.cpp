#include "spirv_to_dxil/tool/reflection_json.hpp"

#include <array>
#include <iterator>
#include <sstream>

#include "spirv_to_dxil/entry_point.hpp"

namespace baker {
namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out += '\\';
        if (byte < 0x20) {
            constexpr char kHex[] = "0123456789abcdef";
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

const char* boolean(bool value) {
    return value ? "true" : "false";
}

constexpr const char* kSystemValues[] = {
    "baseWorkgroupX",   "baseWorkgroupY", "baseWorkgroupZ", "numWorkgroupsX", "numWorkgroupsY",
    "numWorkgroupsZ",   "baseVertex",     "baseInstance",   "drawIndex",      "viewIndex",
    "flippedViewports", "pixelWidth",     "pixelHeight",    "lineWidth"};
static_assert(std::size(kSystemValues) == static_cast<size_t>(SystemValue::Count));
constexpr const char* kDomains[] = {"unknown", "triangles", "quads", "isolines"};
constexpr const char* kSpacings[] = {"unknown", "equal", "fractionalEven", "fractionalOdd"};
constexpr const char* kOrders[] = {"unknown", "counterClockwise", "clockwise"};

// [a, b, ...] of what `each` writes; nothing for what it leaves out by returning an empty string.
template <typename Each>
std::string list(size_t count, Each each) {
    std::string text;
    for (size_t i = 0; i < count; ++i)
        if (const std::string item = each(i); !item.empty())
            text += (text.empty() ? "" : ", ") + item;
    return "[" + text + "]";
}

std::string systemValues(uint32_t mask) {
    return list(std::size(kSystemValues),
                [&](size_t i) { return mask >> i & 1 ? quoted(kSystemValues[i]) : std::string(); });
}

// Of each location that is read, its number and its components.
std::string locations(const std::array<uint8_t, 32>& masks) {
    return list(masks.size(), [&](size_t i) {
        if (!masks[i]) return std::string();
        std::string components;
        for (uint32_t c = 0; c < 4; ++c)
            if (masks[i] >> c & 1) components += "xyzw"[c];
        return "{\"location\": " + std::to_string(i) + ", \"components\": \"" + components + "\"}";
    });
}

std::string inputs(const StageInputs& in) {
    return "{\"locations\": " + locations(in.locations) +
           ", \"patchLocations\": " + locations(in.patchLocations) +
           ", \"pointSize\": " + boolean(in.pointSize) + "}";
}

std::string tessellation(const TessellationModes& m) {
    return std::string("{\"domain\": \"") + kDomains[static_cast<size_t>(m.domain)] +
           "\", \"spacing\": \"" + kSpacings[static_cast<size_t>(m.spacing)] + "\", \"order\": \"" +
           kOrders[static_cast<size_t>(m.order)] + "\", \"pointMode\": " + boolean(m.pointMode) +
           ", \"outputVertices\": " + std::to_string(m.outputVertices) + "}";
}

std::string streamOutput(const StreamOutput& s) {
    return "{\"stream\": " + std::to_string(s.stream) + ", \"semantic\": " + quoted(s.semantic) +
           ", \"semanticIndex\": " + std::to_string(s.semanticIndex) +
           ", \"startComponent\": " + std::to_string(s.startComponent) +
           ", \"componentCount\": " + std::to_string(s.componentCount) +
           ", \"buffer\": " + std::to_string(s.buffer) + "}";
}

bool isTessellation(ShaderStage stage) {
    return stage == ShaderStage::TessellationControl ||
           stage == ShaderStage::TessellationEvaluation;
}

// What graphics stages have beside the rest.
std::string graphics(const Reflection& r) {
    std::string text = ",\n  \"inputs\": " + inputs(r.inputs);
    if (isTessellation(r.stage)) text += ",\n  \"tessellation\": " + tessellation(r.tessellation);
    if (r.streamOutputs.empty()) return text;
    return text + ",\n  \"streamOutputs\": " +
           list(r.streamOutputs.size(),
                [&](size_t i) { return streamOutput(r.streamOutputs[i]); }) +
           ",\n  \"streamStrides\": " + list(r.streamStrides.size(), [&](size_t i) {
               return std::to_string(r.streamStrides[i]);
           });
}

}  // namespace

std::string reflectionJson(const Reflection& r) {
    std::ostringstream out;
    out << "{\n  \"stage\": \"" << stageName(r.stage)
        << "\",\n  \"entryPoint\": " << quoted(r.entryPoint) << ",\n  \"workgroupSize\": ["
        << r.workgroupSize[0] << ", " << r.workgroupSize[1] << ", " << r.workgroupSize[2]
        << "],\n  \"workgroupMemory\": " << r.workgroupMemory
        << ",\n  \"pushConstantSize\": " << r.pushConstantSize
        << ",\n  \"systemValues\": " << systemValues(r.systemValues)
        << ",\n  \"usesDynamicOffsets\": " << boolean(r.usesDynamicOffsets)
        << ",\n  \"usesBufferAddresses\": " << boolean(r.usesBufferAddresses)
        << ",\n  \"usesWaveOps\": " << boolean(r.usesWaveOps)
        << ",\n  \"usesDerivatives\": " << boolean(r.usesDerivatives)
        << ",\n  \"shaderFlags\": " << r.shaderFlags
        << (r.stage == ShaderStage::Compute ? "" : graphics(r)) << ",\n  \"bindings\": [";
    const char* separator = "\n";
    for (const UsedBinding& b : r.bindings) {
        out << separator << "    {\"set\": " << b.set << ", \"binding\": " << b.binding
            << ", \"class\": \"" << kResourceClassNames[static_cast<size_t>(b.resourceClass)]
            << "\", \"written\": " << boolean(b.written)
            << ", \"texelsAreWords\": " << boolean(b.texelsAreWords) << "}";
        separator = ",\n";
    }
    out << (r.bindings.empty() ? "]\n}\n" : "\n  ]\n}\n");
    return out.str();
}

}  // namespace baker
