#version 450
// A small triangle for each instance, in a colour that is pushed.
layout(push_constant) uniform Pushed { vec4 pushed; };
layout(location = 0) out vec4 color;
void main() {
    int corner = gl_VertexIndex % 3;
    vec2 origin = vec2(-0.9 + 0.3 * float(gl_InstanceIndex), -0.5);
    gl_Position = vec4(origin + vec2(corner == 1 ? 0.27 : 0.0, corner == 2 ? 0.31 : 0.0), 0.0, 1.0);
    color = pushed;
}
