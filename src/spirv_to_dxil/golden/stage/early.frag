#version 450
#extension GL_EXT_demote_to_helper_invocation : require
layout(early_fragment_tests) in;
layout(location = 0) in flat dvec3 wide;
layout(location = 2) in Block { vec2 a; layout(location = 4) noperspective float b[2]; } block;
layout(location = 0) out float colour;
layout(set = 0, binding = 0) buffer B { uint count; };
float part(float x) {
    if (x > 3) discard;
    return x + block.b[1];
}
void main() {
    if (wide.x > 1) demote;
    atomicAdd(count, 1);
    colour = part(block.a.y) + float(wide.z);
}
