#version 460
#extension GL_EXT_nonuniform_qualifier : require
// Run-time arrays of descriptors of every kind, indexed by values that differ between invocations.
layout(local_size_x = 64) in;
layout(set = 0, binding = 0) buffer Storage { uint value[]; } storages[];
layout(set = 1, binding = 0) uniform Uniform { uvec4 value; } uniforms[];
layout(set = 2, binding = 0) uniform samplerBuffer texels[];
layout(set = 3, binding = 0, r32ui) uniform uimageBuffer storageTexels[];
layout(set = 4, binding = 0) uniform texture2D images[];
layout(set = 5, binding = 0) uniform sampler samplers[];
layout(set = 6, binding = 0, rgba8) uniform image2D storageImages[];
layout(set = 7, binding = 0) buffer Result { vec4 result[]; };
void main() {
    const uint i = gl_GlobalInvocationID.x;
    const uint which = i * 7 & 15;
    vec4 sum = vec4(storages[nonuniformEXT(which)].value[i] + uniforms[nonuniformEXT(which)].value.y);
    sum += texelFetch(texels[nonuniformEXT(which)], int(i));
    sum += imageLoad(storageTexels[nonuniformEXT(which)], int(i));
    sum += textureLod(nonuniformEXT(sampler2D(images[which], samplers[which])), vec2(0.5), 0);
    sum += imageLoad(storageImages[nonuniformEXT(which)], ivec2(i));
    atomicAdd(storages[nonuniformEXT(which + 1)].value[0], storages[nonuniformEXT(which)].value.length());
    result[i] = sum + texelFetch(texels[gl_WorkGroupID.x], 3);
}
