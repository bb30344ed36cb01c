// shader-model 6.4
#version 460
#extension GL_EXT_fragment_shading_rate : require
void main() {
    gl_Position = vec4(0);
    gl_PrimitiveShadingRateEXT = gl_ShadingRateFlag2HorizontalPixelsEXT;
}
