#version 450
// A triangle in perspective that hands on its own position.
layout(location = 0) out vec3 clip;                // x, y and w
layout(location = 1) noperspective out vec2 place;  // x / w, y / w
void main() {
    const vec2 corners[] = {{-0.9, -0.8}, {0.85, -0.7}, {-0.6, 0.9}};
    const vec2 at = corners[gl_VertexIndex];
    const float w = 1.0 + 0.5 * float(gl_VertexIndex);
    gl_Position = vec4(at * w, 0.5 * w, w);
    clip = vec3(at * w, w);
    place = at;
}
