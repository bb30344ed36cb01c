// Every pair of the input's values, one invocation each: `a` and `b` are their bits. An invocation
// writes what it computes with put(), in order.
layout(local_size_x = 64) in;
layout(set = 0, binding = 0) readonly buffer Input { uint count; uint results; uint values[]; };
layout(set = 0, binding = 1) buffer Output { uint outputs[]; };

uint pair = gl_GlobalInvocationID.x;
uint a = values[pair % count];
uint b = values[min(pair / count, count - 1)];
uint next = pair * results;

void put(uint value) { outputs[next++] = value; }
void put(int value) { put(uint(value)); }
void put(bool value) { put(uint(value)); }
void put(float value) { put(floatBitsToUint(value)); }
