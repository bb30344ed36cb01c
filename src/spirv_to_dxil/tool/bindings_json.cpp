#include "spirv_to_dxil/tool/bindings_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "spirv_to_dxil/tool/reflection_json.hpp"

namespace baker {
namespace {

using Json = nlohmann::json;

// Thrown and caught here alone.
struct WrongFile : std::runtime_error {
    using std::runtime_error::runtime_error;
};

uint32_t number(const Json& value, const std::string& key) {
    if (!value.is_number_unsigned() || value.get<uint64_t>() > UINT32_MAX)
        throw WrongFile("\"" + key + "\" is no number of 32 bits");
    return value.get<uint32_t>();
}

template <typename Set>
void forEachMember(const Json& object, const std::string& what, const Set& set) {
    if (!object.is_object()) throw WrongFile(what + " is no object");
    for (const auto& [key, value] : object.items())
        if (!set(key, value)) throw WrongFile(what + " has no member \"" + key + "\"");
}

RegisterRange range(const Json& object, const std::string& name) {
    RegisterRange range;
    forEachMember(object, "\"" + name + "\"", [&](const std::string& key, const Json& value) {
        if (key == "space")
            range.space = number(value, key);
        else if (key == "base")
            range.base = number(value, key);
        else if (key == "count")
            range.count = value == "unbounded" ? kUnboundedCount : number(value, key);
        else
            return false;
        return true;
    });
    return range;
}

ResourceClass resourceClass(const Json& value) {
    for (size_t i = 0; i < kResourceClassNames.size(); ++i)
        if (value == kResourceClassNames[i]) return static_cast<ResourceClass>(i);
    throw WrongFile(
        "\"class\" is none of shaderResource, unorderedAccess, constantBuffer, sampler");
}

DescriptorBinding binding(const Json& object) {
    DescriptorBinding b;
    forEachMember(object, "a binding", [&](const std::string& key, const Json& value) {
        if (key == "set")
            b.set = number(value, key);
        else if (key == "binding")
            b.binding = number(value, key);
        else if (key == "class")
            b.resourceClass = resourceClass(value);
        else if (key == "resource")
            b.resource = range(value, key);
        else if (key == "sampler")
            b.sampler = range(value, key);
        else if (key == "dynamicOffset")
            b.dynamicOffset = number(value, key);
        else
            return false;
        return true;
    });
    return b;
}

void readFile(const Json& json, BindingsFile& file) {
    forEachMember(json, "the file", [&](const std::string& key, const Json& value) {
        if (key == "pushConstants")
            file.pushConstants = range(value, key);
        else if (key == "systemValues")
            file.systemValues = range(value, key);
        else if (key == "dynamicOffsets")
            file.dynamicOffsets = range(value, key);
        else if (key != "bindings")
            return false;
        else if (!value.is_array())
            throw WrongFile("\"bindings\" is no array");
        else
            std::ranges::transform(value, std::back_inserter(file.bindings), binding);
        return true;
    });
}

}  // namespace

std::string readBindings(const std::string& text, BindingsFile& file) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return "this is no JSON";
    try {
        readFile(json, file);
    } catch (const WrongFile& wrong) {
        return wrong.what();
    }
    return {};
}

}  // namespace baker
