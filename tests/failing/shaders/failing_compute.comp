#version 450
shared uint sum;
void main() {
    atomicAdd(sum, gl_GlobalInvocationID.x);
}
