// shader-model 6.1
#version 460
#extension GL_EXT_fragment_shader_barycentric : require
layout(location = 0) pervertexEXT in vec4 corners[3];
layout(location = 1) pervertexEXT in ivec2 numbers[3];
layout(location = 2) flat in int which;
layout(location = 0) out vec4 result;
void main() {
    result = corners[0] * gl_BaryCoordEXT.x + corners[1] * gl_BaryCoordEXT.y + corners[2] * gl_BaryCoordEXT.z;
    result.xy += vec2(numbers[which]) * gl_BaryCoordNoPerspEXT.xy;
}
