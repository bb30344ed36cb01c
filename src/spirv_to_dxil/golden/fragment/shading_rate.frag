// shader-model 6.4
#version 460
#extension GL_EXT_fragment_shading_rate : require
layout(location = 0) out int result;
void main() {
    result = gl_ShadingRateEXT & gl_ShadingRateFlag2VerticalPixelsEXT;
}
