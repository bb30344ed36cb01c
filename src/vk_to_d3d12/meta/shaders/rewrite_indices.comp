// Indices that D3D12 lacks, as indices of 32 bits: those of one byte, those that another index than
// the largest restarts, and those of triangle fans, whose triangles become three indices each.
#version 450
layout(local_size_x = 64) in;

layout(set = 0, binding = 2) writeonly buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Indices {
    uint firstByte;  // in source
    uint indexBytes;
    uint count;  // of source
    uint restart;  // whether restartIndex does
    uint restartIndex;
    uint fan;
    uint lastProvokes;
};

const uint kRestart = 0xffffffff;

// No vertex has the number kRestart.
uint sourceIndex(uint i) {
    const uint at = firstByte + i * indexBytes;
    uint value = source[at / 4] >> (8 * (at & 3));
    if (indexBytes < 4) value &= (1u << (8 * indexBytes)) - 1;
    if (restart == 0) return value;
    return value == restartIndex ? kRestart : min(value, kRestart - 1);
}

void main() {
    const uint i = (gl_WorkGroupID.y * 65535 + gl_WorkGroupID.x) * 64 + gl_LocalInvocationIndex;
    if (fan == 0) {
        if (i < count) target[i] = sourceIndex(i);
        return;
    }
    // A triangle ends at each index but the first two since the last restart.
    if (i + 2 >= count) return;
    const uint last = i + 2;
    uint first = last;
    bool whole = true;
    if (restart != 0) {
        if (sourceIndex(last) == kRestart) whole = false;
        while (whole && first > 0 && sourceIndex(first - 1) != kRestart) --first;
        if (last - first < 2) whole = false;
    } else {
        first = 0;
    }
    // The fan's first vertex does not provoke.
    const uint at = lastProvokes != 0 ? 1 : 0;
    target[3 * i + at] = whole ? sourceIndex(last - 1) : 0;
    target[3 * i + at + 1] = whole ? sourceIndex(last) : 0;
    target[3 * i + (at != 0 ? 0 : 2)] = whole ? sourceIndex(first) : 0;
}
