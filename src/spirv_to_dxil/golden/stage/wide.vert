#version 450
layout(location = 0) in dvec3 position;
layout(location = 0) flat out dvec3 wide;
layout(location = 2) out Block { vec2 a; layout(location = 4) noperspective float b[2]; } block;
void main() {
    wide = position * 2;
    block.a = vec2(position.xy);
    block.b = float[](1, 2);
    gl_Position = vec4(position, 1);
}
