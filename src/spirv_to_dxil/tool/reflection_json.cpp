#include "spirv_to_dxil/tool/reflection_json.hpp"

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

}  // namespace

std::string reflectionJson(const Reflection& r) {
    std::ostringstream out;
    out << "{\n  \"stage\": \"" << stageName(r.stage)
        << "\",\n  \"entryPoint\": " << quoted(r.entryPoint) << ",\n  \"workgroupSize\": ["
        << r.workgroupSize[0] << ", " << r.workgroupSize[1] << ", " << r.workgroupSize[2]
        << "],\n  \"workgroupMemory\": " << r.workgroupMemory
        << ",\n  \"pushConstantSize\": " << r.pushConstantSize
        << ",\n  \"systemValues\": " << r.systemValues
        << ",\n  \"usesDynamicOffsets\": " << boolean(r.usesDynamicOffsets)
        << ",\n  \"usesWaveOps\": " << boolean(r.usesWaveOps)
        << ",\n  \"usesDerivatives\": " << boolean(r.usesDerivatives)
        << ",\n  \"shaderFlags\": " << r.shaderFlags << ",\n  \"bindings\": [";
    const char* separator = "\n";
    for (const UsedBinding& b : r.bindings) {
        out << separator << "    {\"set\": " << b.set << ", \"binding\": " << b.binding
            << ", \"class\": \"" << kResourceClassNames[static_cast<size_t>(b.resourceClass)]
            << "\", \"written\": " << boolean(b.written) << "}";
        separator = ",\n";
    }
    out << (r.bindings.empty() ? "]\n}\n" : "\n  ]\n}\n");
    return out.str();
}

}  // namespace baker
