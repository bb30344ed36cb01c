#version 450
layout(binding = 0) buffer B { float f[32]; };
void main() {
    float x = f[0], y = f[1];
    f[2] = pow(x, y);
    f[3] = exp(x) + log(x) + exp2(y) + log2(y) + sqrt(x) + inversesqrt(y);
    f[4] = sin(x) + cos(x) + tan(x) + asin(y) + acos(y) + atan(y);
    f[5] = sinh(x) + cosh(x) + tanh(x);
    f[6] = asinh(x);
    f[7] = acosh(x);
    f[8] = atanh(x);
    f[9] = atan(y, x);
    f[10] = radians(x) + degrees(y);
}
