#version 450
#extension GL_EXT_nonuniform_qualifier : require
layout(local_size_x = 8) in;
layout(set = 0, binding = 0) buffer Data { uint n; uint data[]; } buffers[4];
layout(set = 1, binding = 0) uniform Constants { uint value; } constants[2];
layout(set = 2, binding = 3) buffer Unbounded { uint x; } unbounded[];
void main() {
    uint i = gl_LocalInvocationIndex;
    buffers[1].data[i] = buffers[nonuniformEXT(i & 3u)].n + constants[buffers[0].n].value;
    unbounded[nonuniformEXT(i)].x = buffers[2].data.length();
}
