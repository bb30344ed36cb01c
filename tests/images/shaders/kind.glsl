// KIND: the type of a texel's numbers: 0 float, 1 signed, 2 unsigned.
#if KIND == 0
#define TEXEL vec4
#define TYPED(name) name
#define BITS(value) floatBitsToUint(value)
#define FROM_BITS(bits) uintBitsToFloat(bits)
#elif KIND == 1
#define TEXEL ivec4
#define TYPED(name) i##name
#define BITS(value) uvec4(value)
#define FROM_BITS(bits) ivec4(bits)
#else
#define TEXEL uvec4
#define TYPED(name) u##name
#define BITS(value) value
#define FROM_BITS(bits) bits
#endif
