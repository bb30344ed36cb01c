#version 450
layout(triangles, equal_spacing, ccw, point_mode) in;
void main() {
    gl_Position = vec4(0);
    for (int i = 0; i < 3; ++i) gl_Position += gl_in[i].gl_Position * gl_TessCoord[i];
    gl_Position.w *= gl_TessLevelOuter[2] + gl_TessLevelOuter[3];
    gl_PointSize = 2.0;
}
