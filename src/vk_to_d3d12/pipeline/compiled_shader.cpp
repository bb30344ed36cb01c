#include "compiled_shader.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace baker {
namespace {

constexpr uint32_t kMaxStreamOutputs = 1024;
constexpr uint32_t kMaxSemantic = 64;

// The two archives take a shader's members in the same order: describe().
class Writer {
  public:
    template <typename T>
    void number(T value) {
        const auto raw = std::as_bytes(std::span(&value, 1));
        bytes.insert(bytes.end(), raw.begin(), raw.end());
    }
    template <typename T>
    void upTo(T value, T) {
        number(value);
    }
    void flag(bool value) { number(uint8_t(value)); }
    template <typename Container>
    void elements(const Container& container, uint32_t) {
        number(static_cast<uint32_t>(container.size()));
    }
    void raw(std::span<const char> text) {
        const auto raw = std::as_bytes(text);
        bytes.insert(bytes.end(), raw.begin(), raw.end());
    }
    void raw(std::span<const std::byte> data) {
        bytes.insert(bytes.end(), data.begin(), data.end());
    }

    std::vector<std::byte> bytes;
};

class Reader {
  public:
    explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <typename T>
    void number(T& value) {
        raw(std::span(reinterpret_cast<std::byte*>(&value), sizeof(value)));
    }
    // Numbers and enumerations.
    template <typename T>
    void upTo(T& value, T last) {
        if constexpr (std::is_enum_v<T>) {
            std::underlying_type_t<T> raw{};
            upTo(raw, static_cast<std::underlying_type_t<T>>(last));
            value = static_cast<T>(raw);
        } else {
            number(value);
            if (value > last) fail(value);
        }
    }
    void flag(bool& value) {
        uint8_t raw = 0;
        upTo(raw, uint8_t(1));
        value = raw != 0;
    }
    template <typename Container>
    void elements(Container& container, uint32_t most) {
        uint32_t count = 0;
        upTo(count,
             std::min(most, static_cast<uint32_t>(std::min<size_t>(bytes_.size(), UINT32_MAX))));
        container.resize(count);
    }
    template <typename Byte>
    void raw(std::span<Byte> to) {
        if (to.size() > bytes_.size()) {
            good_ = false;
            bytes_ = {};
            return;
        }
        if (!to.empty()) std::memcpy(to.data(), bytes_.data(), to.size());
        bytes_ = bytes_.subspan(to.size());
    }
    bool finished() const { return good_ && bytes_.empty(); }

  private:
    template <typename T>
    void fail(T& value) {
        value = {};
        good_ = false;
    }

    std::span<const std::byte> bytes_;
    bool good_ = true;
};

template <typename Archive, typename Modes>
void describeTessellation(Archive& archive, Modes& modes) {
    archive.upTo(modes.domain, TessellationDomain::Isolines);
    archive.upTo(modes.spacing, TessellationSpacing::FractionalOdd);
    archive.upTo(modes.order, TessellationOrder::Clockwise);
    archive.flag(modes.pointMode);
    archive.number(modes.outputVertices);
}

template <typename Archive, typename Inputs, typename Outputs>
void describeInterface(Archive& archive, Inputs& inputs, Outputs& outputs) {
    archive.number(inputs.locations);
    archive.number(inputs.patchLocations);
    for (auto& type : inputs.locationTypes) archive.upTo(type, uint8_t(2));
    for (auto& flat : inputs.flat) archive.flag(flat);
    archive.flag(inputs.pointSize);
    archive.flag(inputs.viewIndex);
    archive.flag(inputs.primitiveId);
    archive.flag(inputs.pointCoordinate);
    archive.flag(inputs.line);
    archive.flag(inputs.layer);
    archive.flag(inputs.viewportIndex);
    archive.upTo(outputs.clipDistances, uint8_t(8));
    archive.upTo(outputs.cullDistances, uint8_t(8));
    archive.flag(outputs.layer);
    archive.flag(outputs.viewportIndex);
    archive.flag(outputs.pointSize);
    archive.upTo(outputs.primitiveVertices, uint8_t(3));
    for (auto& type : outputs.locationTypes) archive.upTo(type, uint8_t(2));
}

template <typename Archive, typename Outputs>
void describeStreams(Archive& archive, Outputs& outputs) {
    archive.number(outputs.strides);
    archive.elements(outputs.entries, kMaxStreamOutputs);
    for (auto& output : outputs.entries) {
        archive.upTo(output.stream, 3u);
        archive.elements(output.semantic, kMaxSemantic);
        archive.raw(std::span(output.semantic));
        archive.number(output.semanticIndex);
        archive.upTo(output.startComponent, uint8_t(3));
        archive.number(output.componentCount);
        archive.upTo(output.buffer, uint8_t(3));
    }
}

template <typename Archive, typename Shader>
void describe(Archive& archive, Shader& shader) {
    auto& info = shader.info;
    archive.upTo(info.systemValues, (1u << static_cast<uint32_t>(SystemValue::Count)) - 1);
    archive.number(info.pushConstantSize);
    for (auto& size : info.workgroupSize) archive.number(size);
    archive.number(info.workgroupMemory);
    describeTessellation(archive, info.tessellation);
    describeInterface(archive, info.inputs, info.outputs);
    describeStreams(archive, shader.streamOutputs);
    archive.elements(shader.container, UINT32_MAX);
    archive.raw(std::span(shader.container));
}

}  // namespace

std::vector<std::byte> serialize(const CompiledShader& shader) {
    Writer writer;
    writer.bytes.reserve(shader.container.size() + 256);
    describe(writer, shader);
    return std::move(writer.bytes);
}

CompiledShaderRef deserializeShader(std::span<const std::byte> bytes, const Digest& key) {
    auto shader = std::make_shared<CompiledShader>();
    Reader reader(bytes);
    describe(reader, *shader);
    if (!reader.finished()) return nullptr;
    shader->key = key;
    return shader;
}

}  // namespace baker
