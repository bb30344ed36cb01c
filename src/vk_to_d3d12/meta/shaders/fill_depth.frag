// Clears of depth by a draw; of stencil, where the depth is not written.
#version 450
layout(push_constant) uniform Fill { float depth; };
void main() { gl_FragDepth = depth; }
