// Indices of lists with primitive restart, and of triangle fans and strips: those of whole primitives,
// one behind the other, as lists that D3D12 draws. A workgroup for each indexed draw, whose arguments
// are copied in front of the indices.
#version 450
layout(local_size_x = 256) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Indices {
    uint firstByte;  // in source
    uint indexBytes;
    uint sourceCount;
    uint restart;  // whether restartIndex does
    uint restartIndex;
    uint size;  // of a primitive
    uint form;
    uint lastProvokes;
    // Words of target: the count of draws, or NONE; the draws' arguments; what becomes of them;
    // the indices, so many for each draw.
    uint countWord, argumentWord, strideWords, madeWord, indexWord, drawWords;
};

const uint kNone = 0xffffffff;
const uint kList = 0, kFan = 1, kStrip = 2, kStripWithAdjacency = 3;  // form

shared uint scan[256];

uint sourceIndex(uint i) {
    const uint at = firstByte + i * indexBytes;
    const uint value = source[at / 4] >> (8 * (at & 3));
    return indexBytes < 4 ? value & ((1u << (8 * indexBytes)) - 1) : value;
}

// scan[i] becomes the largest, or the sum, of those up to it.
void scanAll(bool isSum) {
    const uint i = gl_LocalInvocationIndex;
    barrier();
    for (uint reach = 1; reach < 256; reach *= 2) {
        const uint before = i >= reach ? scan[i - reach] : 0;
        barrier();
        scan[i] = isSum ? scan[i] + before : max(scan[i], before);
        barrier();
    }
}

void writeTriangle(uint to, uint a, uint b, uint c) {
    target[to] = sourceIndex(a);
    target[to + 1] = sourceIndex(b);
    target[to + 2] = sourceIndex(c);
}

// Whether a primitive ends with so many vertices since the start.
bool isComplete(uint vertices) {
    if (form == kList) return vertices % size == 0;
    if (form == kStripWithAdjacency) return vertices > 5 && vertices % 2 == 0;
    return vertices > 2;
}

// The primitive that ends at `last`. Of a fan the first vertex does not provoke, of a strip the last
// one does.
void writePrimitive(uint to, uint first, uint last) {
    const uint vertices = last + 1 - first;
    if (form == kList) {
        for (uint v = 0; v < size; ++v) target[to + v] = sourceIndex(last + 1 - size + v);
    } else if (form == kFan) {
        if (lastProvokes != 0)
            writeTriangle(to, first, last - 1, last);
        else
            writeTriangle(to, last - 1, last, first);
    } else {
        const uint reach = form == kStrip ? 1 : 2;
        const uint c = form == kStrip ? last : last - 1;
        const bool isOdd = ((form == kStrip ? vertices - 3 : vertices / 2 - 3) & 1) != 0;
        const uint a = c - 2 * reach, b = c - reach;
        writeTriangle(to, isOdd ? b : a, isOdd ? a : b, c);
    }
}

void main() {
    const uint draw = gl_WorkGroupID.x;
    const uint arguments = argumentWord + draw * strideWords;
    const uint first = target[arguments + 2];
    uint count = first < sourceCount ? min(target[arguments], sourceCount - first) : 0;
    if (countWord != kNone && draw >= target[countWord]) count = 0;
    const uint made = form == kList ? size : 3;
    const uint begin = draw * drawWords;
    uint start = 0;       // of the strip, behind the last restart
    uint primitives = 0;  // so far
    for (uint chunk = 0; chunk < count; chunk += 256) {
        const uint i = chunk + gl_LocalInvocationIndex;
        const bool restarts = i < count && restart != 0 && sourceIndex(first + i) == restartIndex;
        scan[gl_LocalInvocationIndex] = restarts ? i + 1 : 0;
        scanAll(false);
        const uint ownStart = max(start, scan[gl_LocalInvocationIndex]);
        start = max(start, scan[255]);
        barrier();
        const bool ends = i < count && !restarts && isComplete(i + 1 - ownStart);
        scan[gl_LocalInvocationIndex] = ends ? 1 : 0;
        scanAll(true);
        const uint primitive = primitives + scan[gl_LocalInvocationIndex] - 1;
        if (ends)
            writePrimitive(indexWord + begin + primitive * made, first + ownStart, first + i);
        primitives += scan[255];
        barrier();
    }
    if (gl_LocalInvocationIndex != 0) return;
    const uint to = madeWord + draw * 5;
    target[to] = primitives * made;
    target[to + 1] = target[arguments + 1];
    target[to + 2] = begin;
    target[to + 3] = target[arguments + 3];
    target[to + 4] = target[arguments + 4];
}
