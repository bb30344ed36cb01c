// Indirect draws that need more than D3D12 hands on: for each a block of 64 words, the system
// values that its shaders read and its arguments, with an instance for each view. Draws beyond the
// count, which is the target's first word, get no instances.
#version 450
layout(local_size_x = 64) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Draws {
    uint drawCount, hasCount;
    uint argumentWords, strideWords;
    uint views;
    uint systemValueWords, argumentOffset;  // in a block
    uint baseVertexWord, rasterWord;
    uint raster0, raster1, raster2, raster3;
};

void main() {
    const uint draw = gl_WorkGroupID.x * 64 + gl_LocalInvocationIndex;
    if (draw >= drawCount) return;
    const uint from = draw * strideWords;
    const uint block = (draw + 1) * 64;
    const bool drawn = hasCount == 0 || draw < target[0];
    for (uint i = 0; i < systemValueWords; ++i) target[block + i] = 0;
    // Base vertex and base instance end both kinds of arguments; the index of the draw is next.
    target[block + baseVertexWord] = source[from + argumentWords - 2];
    target[block + baseVertexWord + 1] = source[from + argumentWords - 1];
    target[block + baseVertexWord + 2] = draw;
    target[block + rasterWord] = raster0;
    target[block + rasterWord + 1] = raster1;
    target[block + rasterWord + 2] = raster2;
    target[block + rasterWord + 3] = raster3;
    for (uint i = 0; i < argumentWords; ++i)
        target[block + argumentOffset + i] = source[from + i];
    target[block + argumentOffset + 1] = drawn ? source[from + 1] * views : 0;
}
