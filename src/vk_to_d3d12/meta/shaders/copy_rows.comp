// Copies rows of bytes between buffers at any alignment. An invocation makes one word of a row of
// the target; a word that the row fills in part is changed by atomics, since its other bytes may be
// another row's.
#version 450
layout(local_size_x = 64) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
// Bytes, but for the counts.
layout(push_constant) uniform Rows {
    uint targetOffset, targetPitch, targetSlicePitch;
    uint sourceOffset, sourcePitch, sourceSlicePitch;
    uint rowBytes;
};

// The bytes of the source from `first` on, of which those in [begin, end) may be read.
uint sourceWord(int first, uint begin, uint end) {
    const uint shift = uint(first & 3) * 8;
    const int word = first >> 2;
    uint low = 0, high = 0;
    if ((word + 1) * 4 > int(begin) && word * 4 < int(end)) low = source[word];
    if (shift != 0 && (word + 2) * 4 > int(begin) && (word + 1) * 4 < int(end))
        high = source[word + 1] << (32 - shift);
    return (low >> shift) | high;
}

void main() {
    const uint y = gl_WorkGroupID.y, z = gl_WorkGroupID.z;
    const uint begin = targetOffset + y * targetPitch + z * targetSlicePitch;
    const uint from = sourceOffset + y * sourcePitch + z * sourceSlicePitch;
    const uint word = begin / 4 + gl_WorkGroupID.x * 64 + gl_LocalInvocationIndex;
    const uint end = begin + rowBytes;
    if (word * 4 >= end) return;

    const uint value =
        sourceWord(int(from) + int(word * 4) - int(begin), from, from + rowBytes);
    const uint skipped = begin > word * 4 ? begin - word * 4 : 0;
    const uint kept = min(end - word * 4, 4);
    if (skipped == 0 && kept == 4) {
        target[word] = value;
        return;
    }
    const uint mask = (kept == 4 ? 0xffffffff : (1u << (kept * 8)) - 1) & (0xffffffff << (skipped * 8));
    atomicAnd(target[word], ~mask);
    atomicOr(target[word], value & mask);
}
