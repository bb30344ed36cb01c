// The layout of a DXBC container, the envelope of DXIL: a header, the offsets of the parts, and
// the parts, each with a name of four characters and a size. Little-endian.
#pragma once

#include <cstddef>
#include <cstdint>

namespace baker::dxil {

constexpr uint32_t fourCc(const char (&name)[5]) {
    return uint32_t(uint8_t(name[0])) | uint32_t(uint8_t(name[1])) << 8 |
           uint32_t(uint8_t(name[2])) << 16 | uint32_t(uint8_t(name[3])) << 24;
}

inline constexpr uint32_t kContainerMagic = fourCc("DXBC");
inline constexpr uint32_t kDxilPart = fourCc("DXIL");
inline constexpr uint32_t kFeatureInfoPart = fourCc("SFI0");
inline constexpr uint32_t kInputSignaturePart = fourCc("ISG1");
inline constexpr uint32_t kOutputSignaturePart = fourCc("OSG1");
inline constexpr uint32_t kPatchConstantSignaturePart = fourCc("PSG1");
inline constexpr uint32_t kPipelineStatePart = fourCc("PSV0");

// Header: magic, hash (16 bytes), version (two u16), size, number of parts, offsets.
inline constexpr size_t kHashAt = 4;
inline constexpr size_t kHashedFrom = 20;
inline constexpr size_t kSizeAt = 24;
inline constexpr size_t kPartCountAt = 28;
inline constexpr size_t kOffsetsAt = 32;

}  // namespace baker::dxil
