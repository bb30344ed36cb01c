#include "spirv_to_dxil/translate/vertex_fetch.hpp"

#include <bit>
#include <numeric>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/half.hpp"
#include "spirv_to_dxil/translate/translator.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"

namespace baker::translate {
namespace {

using dxil::BinaryOp;
using dxil::CastOp;
using dxil::Predicate;
using Component = AttributeFormat::Component;
using Words = std::span<Value* const>;

constexpr uint32_t kWordBits = 32;
constexpr uint32_t kAlpha = 3;

// --- what bits stand for

Value* signedBits(Translator& t, Words words, Component c) {
    Value* word = words[c.offset / kWordBits];
    if (c.bits == kWordBits) return word;
    Value* highest = t.build.shl(word, t.dx.i32(kWordBits - c.offset % kWordBits - c.bits));
    return t.build.ashr(highest, t.dx.i32(kWordBits - c.bits));
}

Value* unsignedBits(Translator& t, Words words, Component c) {
    Value* word = words[c.offset / kWordBits];
    if (c.bits == kWordBits) return word;
    Value* lowest = t.build.lshr(word, t.dx.i32(c.offset % kWordBits));
    return t.build.bitAnd(lowest, t.dx.i32((1u << c.bits) - 1));
}

Value* signedNumber(Translator& t, Words words, Component c) {
    return t.build.cast(CastOp::SIToFP, signedBits(t, words, c), t.dx.types().f32());
}

Value* unsignedNumber(Translator& t, Words words, Component c) {
    return t.build.cast(CastOp::UIToFP, unsignedBits(t, words, c), t.dx.types().f32());
}

float greatest(uint32_t bits) {
    return static_cast<float>((1u << bits) - 1);
}

Value* unorm(Translator& t, Words words, Component c) {
    return t.build.fdiv(unsignedNumber(t, words, c), t.dx.f32(greatest(c.bits)));
}

// The least number of two is -1 too.
Value* snorm(Translator& t, Words words, Component c) {
    Value* least = t.dx.f32(-1);
    Value* value = t.build.fdiv(signedNumber(t, words, c), t.dx.f32(greatest(c.bits - 1u)));
    return t.build.select(t.build.compare(Predicate::FcmpOlt, value, least), least, value);
}

// Those of 11 and 10 bits have the exponent of a half and the highest bits of its mantissa.
Value* floatNumber(Translator& t, Words words, Component c) {
    constexpr uint32_t kUnsignedHalfBits = 15;
    Value* bits = unsignedBits(t, words, c);
    if (c.bits == kWordBits) return bits;
    if (c.bits < kUnsignedHalfBits) bits = t.build.shl(bits, t.dx.i32(kUnsignedHalfBits - c.bits));
    return halfValue(t, bits);
}

// The numbers count units of 2^(exponent - 24), a float's exponent being biased by 127.
Value* sharedExponent(Translator& t, Words words, Component c) {
    constexpr uint32_t kExponent = 27, kBias = 127 - 24, kMantissa = 23;
    Value* exponent = t.build.lshr(words[0], t.dx.i32(kExponent));
    Value* unit = t.build.shl(t.build.add(exponent, t.dx.i32(kBias)), t.dx.i32(kMantissa));
    return t.build.fmul(unsignedNumber(t, words, c), t.build.bitcast(unit, t.dx.types().f32()));
}

using Decode = Value* (*)(Translator&, Words, Component);

// By NumberEncoding.
constexpr Decode kDecoders[] = {unorm,        snorm,      unsignedNumber, signedNumber,
                                unsignedBits, signedBits, floatNumber,    sharedExponent};
static_assert(std::size(kDecoders) == static_cast<size_t>(NumberEncoding::SharedExponent) + 1);

bool isInteger(NumberEncoding encoding) {
    return encoding == NumberEncoding::Uint || encoding == NumberEncoding::Sint;
}

Value* decoded(Translator& t, const AttributeFormat& format, Words words, uint32_t number) {
    const Component c = format.components[number];
    if (c.bits) return kDecoders[static_cast<size_t>(format.encoding)](t, words, c);
    if (number != kAlpha) return t.dx.i32(0);
    return isInteger(format.encoding) ? t.dx.i32(1) : t.dx.f32(1);
}

bool isWide(const AttributeFormat& format) {
    return format.components[0].bits == 2 * kWordBits;
}

// --- where they are

// The words of an element that begins `shift` bits above the first of `raw`, which has one more.
std::vector<Value*> shifted(Translator& t, Words raw, Value* shift) {
    Value* others = t.build.bitXor(shift, t.dx.i32(kWordBits - 1));  // 31 - shift
    std::vector<Value*> words;
    for (size_t i = 0; i + 1 < raw.size(); ++i) {
        Value* low = t.build.lshr(raw[i], shift);
        Value* high = t.build.shl(t.build.shl(raw[i + 1], t.dx.i32(1)), others);
        words.push_back(t.build.bitOr(low, high));
    }
    return words;
}

}  // namespace

std::optional<VertexFetch::Place> VertexFetch::find(uint32_t location) const {
    const auto attributes = t_.options.fetchedAttributes;
    for (uint32_t i = 0; i < attributes.size(); ++i) {
        if (attributes[i].location == location) return Place{i, 0};
        if (attributes[i].location + 1 == location && isWide(attributes[i].format))
            return Place{i, 2};
    }
    return {};
}

bool VertexFetch::has(uint32_t location) const {
    return t_.dx.kind == dxil::ShaderKind::Vertex && find(location);
}

Value* VertexFetch::component(uint32_t location, uint32_t column) {
    const std::optional<Place> place = find(location);
    if (!place) return t_.dx.i32(0);
    const AttributeFormat& format = t_.options.fetchedAttributes[place->attribute].format;
    if (!isWide(format)) return decoded(t_, format, words(place->attribute), column);
    const Component c = format.components[place->firstComponent + column / 2];
    if (!c.bits) return t_.dx.i32(0);
    return words(place->attribute)[c.offset / kWordBits + column % 2];
}

Value* VertexFetch::element(const FetchedAttribute& attribute) {
    if (!attribute.perInstance) return loadComponent(t_, spv::BuiltIn::VertexIndex, 0, 1);
    Value* first = systemValue(t_, SystemValue::BaseInstance);
    if (attribute.divisor == 0) return first;
    Value* instance = loadComponent(t_, spv::BuiltIn::InstanceIndex, 0, 1);
    if (attribute.divisor == 1) return instance;
    Value* steps = t_.build.binary(BinaryOp::UDiv, t_.build.sub(instance, first),
                                   t_.dx.i32(attribute.divisor));
    return t_.build.add(first, steps);
}

std::array<Value*, 4> VertexFetch::row(uint32_t attribute) {
    Pointer pointer;
    pointer.resource = &t_.resources.vertexFetch();
    std::array<uint32_t, 4> numbers;
    std::iota(numbers.begin(), numbers.end(), 4 * attribute);
    std::array<Value*, 4> words;
    loadWords(t_, pointer, numbers, words);
    return words;
}

std::vector<Value*> VertexFetch::load(uint32_t number) {
    const FetchedAttribute& attribute = t_.options.fetchedAttributes[number];
    dxil::Builder& b = t_.build;
    Value* index = element(attribute);
    const auto [window, start, count, stride] = row(number);
    Value* inside = b.compare(Predicate::IcmpUlt, index, count);
    Value* distance = b.mul(index, stride);
    Value* address = b.select(inside, b.add(start, distance), t_.dx.i32(0));
    Pointer pointer;
    pointer.resource = &t_.resources.bufferAddresses();
    pointer.element = window;
    pointer.offset = b.bitAnd(address, t_.dx.i32(~3u));
    // Only 64-bit components are sure to begin with a word.
    const bool aligned = isWide(attribute.format);
    std::vector<uint32_t> numbers((attribute.format.bytes + 3u) / 4 + (aligned ? 0 : 1));
    std::iota(numbers.begin(), numbers.end(), 0);
    std::vector<Value*> words(numbers.size());
    loadWords(t_, pointer, numbers, words);
    if (!aligned) words = shifted(t_, words, b.shl(b.bitAnd(address, t_.dx.i32(3)), t_.dx.i32(3)));
    for (Value*& word : words) word = b.select(inside, word, t_.dx.i32(0));
    return words;
}

const std::vector<Value*>& VertexFetch::words(uint32_t attribute) {
    const auto known = words_.find(attribute);
    if (known != words_.end()) return known->second;
    return words_[attribute] = load(attribute);
}

}  // namespace baker::translate
