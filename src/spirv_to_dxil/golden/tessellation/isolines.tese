#version 450
layout(isolines, fractional_even_spacing) in;
layout(location = 3) patch in Row {
    float a;
    vec4 b[2];
} row;
out gl_PerVertex {
    vec4 gl_Position;
    float gl_CullDistance[3];
};
void main() {
    gl_Position = vec4(gl_TessCoord.xy, row.a, 1) + row.b[1];
    gl_CullDistance[2] = gl_TessLevelInner[0];
}
