#version 450
// Writes a value to each slice of a view, and its number of slices to the buffer.
layout(local_size_x = 4, local_size_y = 4) in;
layout(set = 0, binding = 0, r32ui) uniform uimage3D slices;
layout(set = 0, binding = 1) buffer Sizes { uint size; };
layout(push_constant) uniform Constants { uint value; };

void main() {
    size = uint(imageSize(slices).z);
    imageStore(slices, ivec3(gl_GlobalInvocationID), uvec4(value + gl_GlobalInvocationID.z));
}
