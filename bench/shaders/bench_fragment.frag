#version 450
layout(set = 0, binding = 0) buffer Data { uint data[]; };
layout(set = 0, binding = 1) buffer Moved { uint moved[]; };
void main() { data[0] = moved[0]; }
