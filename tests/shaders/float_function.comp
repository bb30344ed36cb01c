// result[i] = function(a[i], b[i], c[i])
#version 450
layout(local_size_x = 64) in;
layout(constant_id = 0) const int kFunction = 0;
layout(binding = 0) buffer Operands { vec4 operand[]; };
layout(binding = 1) buffer Results { float result[]; };

float whole;
int exponent;

float call(float a, float b, float c) {
    switch (kFunction) {
        case 0: return roundEven(a);
        case 1: return trunc(a);
        case 2: return floor(a);
        case 3: return ceil(a);
        case 4: return fract(a);
        case 5: return abs(a);
        case 6: return sign(a);
        case 7: return min(a, b);
        case 8: return max(a, b);
        case 9: return clamp(a, -b, c);
        case 10: return mix(a, b, c);
        case 11: return step(a, b);
        case 12: return smoothstep(a, a + 1 + abs(b), c);
        case 13: return fma(a, b, c);
        case 14: return radians(a);
        case 15: return degrees(a);
        case 16: return sin(a);
        case 17: return cos(a);
        case 18: return tan(a);
        case 19: return asin(a);
        case 20: return acos(a);
        case 21: return atan(a);
        case 22: return sinh(a);
        case 23: return cosh(a);
        case 24: return tanh(a);
        case 25: return asinh(a);
        case 26: return acosh(a);
        case 27: return atanh(a);
        case 28: return atan(a, b);
        case 29: return pow(a, b);
        case 30: return exp(a);
        case 31: return log(a);
        case 32: return exp2(a);
        case 33: return log2(a);
        case 34: return sqrt(a);
        case 35: return inversesqrt(a);
        case 36: return modf(a, whole) + 2 * whole;
        case 37: return frexp(a, exponent);
        case 38: frexp(a, exponent); return float(exponent);
        case 39: return ldexp(a, int(b));
        case 40: return length(vec3(a, b, c));
        case 41: return normalize(vec2(a, b)).y;
        case 42: return cross(vec3(a, b, c), vec3(c, a, b)).z;
        case 43: return reflect(vec2(a, b), vec2(0.6, 0.8)).x;
        case 44: return refract(vec2(0.6, -0.8), vec2(0, 1), c).x;
        case 45: return determinant(mat3(a, b, c, b, c, 1, c, 1, a));
        case 46: return inverse(mat2(a + 20, b, c, a + 20))[1].x;
        case 47: return float(packSnorm4x8(vec4(a, b, c, 1)) >> 8 & 0xffu);
        case 48: return unpackSnorm2x16(uint(int(a * 1000))).x;
        case 49: return unpackHalf2x16(packHalf2x16(vec2(a, b))).y;
    }
    return 0;
}

void main() {
    const vec3 x = operand[gl_GlobalInvocationID.x].xyz;
    result[gl_GlobalInvocationID.x] = call(x.x, x.y, x.z);
}
