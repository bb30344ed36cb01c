#include "shader_binary.hpp"

#include <cstddef>
#include <cstring>

#include "shader_object.hpp"

namespace baker {
namespace {

struct Header {
    Uuid identity{};
    Digest digest{};  // of everything that follows
    uint32_t version = kShaderBinaryVersion;
    uint32_t stage = 0;
    uint32_t requiredSubgroupSize = 0;
    uint32_t varyingSubgroupSize = 0;
    uint32_t constants = 0;
    uint32_t nameBytes = 0;
    uint32_t words = 0;

    uint64_t bytes() const {
        return sizeof(Header) + uint64_t(constants) * sizeof(SpecializationConstant) + nameBytes +
               uint64_t(words) * 4;
    }
};
static_assert(std::has_unique_object_representations_v<Header>);

Digest contentDigest(std::span<const std::byte> binary) {
    return digestOf(binary.subspan(offsetof(Header, version)));
}

template <typename T>
std::byte* put(std::byte* out, const T* values, size_t count) {
    if (count) std::memcpy(out, values, count * sizeof(T));
    return out + count * sizeof(T);
}

template <typename T>
const std::byte* take(const std::byte* in, T* values, size_t count) {
    if (count) std::memcpy(values, in, count * sizeof(T));
    return in + count * sizeof(T);
}

}  // namespace

std::vector<std::byte> writeShaderBinary(const Uuid& identity, const ShaderSource& source) {
    Header header{.identity = identity,
                  .stage = static_cast<uint32_t>(source.stage),
                  .requiredSubgroupSize = source.requiredSubgroupSize,
                  .varyingSubgroupSize = source.varyingSubgroupSize,
                  .constants = static_cast<uint32_t>(source.specialization.size()),
                  .nameBytes = static_cast<uint32_t>(source.entryPoint.size()),
                  .words = static_cast<uint32_t>(source.spirv.words.size())};
    std::vector<std::byte> binary(header.bytes());
    std::byte* out = binary.data() + sizeof(header);
    // Member by member: the structure has padding.
    for (const SpecializationConstant& constant : source.specialization) {
        std::memcpy(out + offsetof(SpecializationConstant, id), &constant.id, sizeof(constant.id));
        std::memcpy(out + offsetof(SpecializationConstant, value), &constant.value,
                    sizeof(constant.value));
        out += sizeof(SpecializationConstant);
    }
    out = put(out, source.spirv.words.data(), header.words);
    put(out, source.entryPoint.data(), header.nameBytes);
    put(binary.data(), &header, 1);
    header.digest = contentDigest(binary);
    put(binary.data(), &header, 1);
    return binary;
}

std::optional<ShaderSource> readShaderBinary(const Uuid& identity, VkShaderStageFlagBits stage,
                                             std::span<const std::byte> data) {
    Header header;
    if (data.size() < sizeof(header)) return {};
    const std::byte* in = take(data.data(), &header, 1);
    if (header.identity != identity || header.version != kShaderBinaryVersion ||
        header.stage != static_cast<uint32_t>(stage) || header.bytes() > data.size())
        return {};
    if (contentDigest(data.first(header.bytes())) != header.digest) return {};
    ShaderSource source{.stage = stage,
                        .requiredSubgroupSize = header.requiredSubgroupSize,
                        .varyingSubgroupSize = header.varyingSubgroupSize != 0};
    source.specialization.resize(header.constants);
    in = take(in, source.specialization.data(), header.constants);
    auto words = std::make_shared<std::vector<uint32_t>>(header.words);
    in = take(in, words->data(), header.words);
    source.entryPoint.assign(reinterpret_cast<const char*>(in), header.nameBytes);
    source.spirv = spirvSource(std::move(words));
    return source;
}

}  // namespace baker
