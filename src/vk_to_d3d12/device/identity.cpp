#include "identity.hpp"

#include <elf.h>
#include <link.h>

#include <cstring>
#include <span>

#include "d3d12/workarounds.hpp"

namespace baker {
namespace {

// 128 bits of FNV-1a: two 64-bit hashes from different starts.
class Hash {
  public:
    void add(const void* data, size_t size) {
        for (size_t i = 0; i < size; ++i)
            for (uint64_t& word : words_)
                word = (word ^ static_cast<const uint8_t*>(data)[i]) * 0x100000001b3;
    }
    template <typename T>
    void add(const T& value) {
        add(&value, sizeof(value));
    }
    void add(const std::string& text) { add(text.data(), text.size()); }

    Uuid uuid() const {
        Uuid result;
        std::memcpy(result.data(), words_, sizeof(words_));
        result[6] = (result[6] & 0x0f) | 0x80;  // RFC 9562: version 8, custom
        result[8] = (result[8] & 0x3f) | 0x80;  // and its variant
        return result;
    }

  private:
    uint64_t words_[2] = {0xcbf29ce484222325, 0x6c62272e07bb0142};
};

void addNote(Hash& hash, const char* note, const char* end) {
    while (note + sizeof(ElfW(Nhdr)) <= end) {
        const auto* header = reinterpret_cast<const ElfW(Nhdr)*>(note);
        const char* name = note + sizeof(*header);
        const char* data = name + (header->n_namesz + 3) / 4 * 4;
        if (header->n_type == NT_GNU_BUILD_ID) hash.add(data, header->n_descsz);
        note = data + (header->n_descsz + 3) / 4 * 4;
    }
}

// Adds the build id of the library that this function is in.
int addBuildId(dl_phdr_info* info, size_t, void* hash) {
    const auto self = reinterpret_cast<ElfW(Addr)>(&addBuildId);
    bool isSelf = false;
    for (const auto& segment : std::span(info->dlpi_phdr, info->dlpi_phnum))
        isSelf |=
            segment.p_type == PT_LOAD && self - info->dlpi_addr - segment.p_vaddr < segment.p_memsz;
    if (!isSelf) return 0;
    for (const auto& segment : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
        if (segment.p_type != PT_NOTE) continue;
        const char* note = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
        addNote(*static_cast<Hash*>(hash), note, note + segment.p_memsz);
    }
    return 1;
}

Hash buildHash() {
    Hash hash;
    hash.add(std::string("Baker " BAKER_VERSION));
    dl_iterate_phdr(addBuildId, &hash);
    return hash;
}

}  // namespace

Uuid deviceUuid(const Adapter& adapter, uint32_t index) {
    Hash hash;
    hash.add(adapter.hardwareId);
    hash.add(adapter.description);
    hash.add(index);
    return hash.uuid();
}

Uuid driverUuid() {
    return buildHash().uuid();
}

Uuid pipelineCacheUuid(const Adapter& adapter) {
    Hash hash = buildHash();
    hash.add(adapter.hardwareId);
    hash.add(adapter.driverVersion);
    hash.add(enabledWorkarounds());  // they change what is compiled
    return hash.uuid();
}

}  // namespace baker
