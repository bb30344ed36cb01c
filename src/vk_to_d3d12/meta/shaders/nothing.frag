// A fragment shader that lets the rasteriser run.
#version 450
void main() {}
