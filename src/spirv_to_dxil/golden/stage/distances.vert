#version 450
#extension GL_ARB_shader_viewport_layer_array : require
layout(location = 0) in vec4 position;
out float gl_ClipDistance[3];
out float gl_CullDistance[2];
void main() {
    gl_Position = position;
    for (int i = 0; i < 3; ++i) gl_ClipDistance[i] = position[i];
    gl_CullDistance[0] = position.x;
    gl_CullDistance[1] = position.w;
    gl_Layer = gl_InstanceIndex;
    gl_ViewportIndex = 1;
}
