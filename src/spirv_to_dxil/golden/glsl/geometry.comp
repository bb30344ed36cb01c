#version 450
layout(binding = 0) buffer B { vec3 f[16]; mat3 m[2]; };
void main() {
    vec3 a = f[0], b = f[1], c = f[2];
    f[3] = vec3(length(a), distance(a, b), length(a.x));
    f[4] = cross(a, b) + normalize(c);
    f[5] = faceforward(a, b, c) + reflect(a, b);
    f[6] = refract(a, b, c.x);
    f[7].x = determinant(m[0]);
    m[1] = inverse(m[0]);
}
