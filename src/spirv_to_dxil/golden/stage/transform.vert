#version 450
layout(location = 0) in vec3 position;
layout(location = 1) in ivec2 id;
layout(location = 2) in mat2 turn;
layout(location = 0) out vec2 uv;
layout(location = 1, component = 1) flat out ivec2 passed;
layout(location = 2) out vec4 colours[2];
layout(location = 5) out vec3 unwritten;
layout(push_constant) uniform P { mat4 view; };
void main() {
    gl_Position = view * vec4(position, 1);
    gl_PointSize = 2;
    uv = turn * position.xy;
    passed = id + ivec2(gl_VertexIndex, gl_InstanceIndex);
    colours[gl_VertexIndex & 1] = vec4(1);
}
