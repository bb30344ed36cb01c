#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { int n; int result; };
void main() {
    int value = 1;
    switch (n) {
        case -1: value = 10; break;
        case 2: value += 5;
        case 3: value *= 7; break;
        case 9: return;
        default: value = n;
    }
    result = value;
}
