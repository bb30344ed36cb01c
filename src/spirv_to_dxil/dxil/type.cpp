#include "spirv_to_dxil/dxil/type.hpp"

#include <algorithm>
#include <cassert>

namespace baker::dxil {
namespace {

size_t mix(size_t hash, size_t value) {
    return (hash ^ value) * 0x9e3779b97f4a7c15ull + (hash >> 29);
}

size_t hashOf(const Type& type) {
    size_t hash = mix(size_t(type.kind), type.bits | size_t(type.addressSpace) << 8);
    hash = mix(hash, type.count);
    if (!type.name.empty()) {  // a named structure is its name
        for (char c : type.name) hash = mix(hash, uint8_t(c));
    } else {
        for (const Type* element : type.elements) hash = mix(hash, element->index);
    }
    return hash ^ (hash >> 32);
}

bool same(const Type& a, const Type& b) {
    if (a.kind != b.kind || a.name != b.name) return false;
    if (!a.name.empty()) return true;
    return a.bits == b.bits && a.addressSpace == b.addressSpace && a.count == b.count &&
           std::ranges::equal(a.elements, b.elements);
}

}  // namespace

TypeTable::TypeTable(Arena& arena) : arena_(arena), slots_(256) {
    const auto simple = [&](TypeKind kind, uint8_t bits = 0) {
        return intern({.kind = kind, .bits = bits});
    };
    void_ = simple(TypeKind::Void);
    label_ = simple(TypeKind::Label);
    metadata_ = simple(TypeKind::Metadata);
    i1_ = simple(TypeKind::Integer, 1);
    i8_ = simple(TypeKind::Integer, 8);
    i16_ = simple(TypeKind::Integer, 16);
    i32_ = simple(TypeKind::Integer, 32);
    i64_ = simple(TypeKind::Integer, 64);
    half_ = simple(TypeKind::Float, 16);
    float_ = simple(TypeKind::Float, 32);
    double_ = simple(TypeKind::Float, 64);
}

const Type* TypeTable::integer(unsigned bits) const {
    switch (bits) {
        case 1:
            return i1_;
        case 8:
            return i8_;
        case 16:
            return i16_;
        case 32:
            return i32_;
        default:
            assert(bits == 64);
            return i64_;
    }
}

const Type* TypeTable::floating(unsigned bits) const {
    switch (bits) {
        case 16:
            return half_;
        case 32:
            return float_;
        default:
            assert(bits == 64);
            return double_;
    }
}

const Type* TypeTable::pointer(const Type* element, AddressSpace space) {
    return intern({.kind = TypeKind::Pointer, .addressSpace = space, .elements = {&element, 1}});
}

const Type* TypeTable::array(const Type* element, uint32_t count) {
    return intern({.kind = TypeKind::Array, .count = count, .elements = {&element, 1}});
}

const Type* TypeTable::vector(const Type* element, uint32_t count) {
    return intern({.kind = TypeKind::Vector, .count = count, .elements = {&element, 1}});
}

const Type* TypeTable::literalStruct(std::span<const Type* const> members) {
    return intern({.kind = TypeKind::Struct, .elements = members});
}

const Type* TypeTable::structure(std::string_view name, std::span<const Type* const> members) {
    assert(!name.empty());
    return intern({.kind = TypeKind::Struct, .elements = members, .name = name});
}

const Type* TypeTable::function(const Type* returnType, std::span<const Type* const> parameters) {
    std::vector<const Type*> elements{returnType};
    elements.insert(elements.end(), parameters.begin(), parameters.end());
    return intern({.kind = TypeKind::Function, .elements = elements});
}

const Type* TypeTable::intern(const Type& key) {
    const size_t mask = slots_.size() - 1;
    size_t slot = hashOf(key) & mask;
    for (; slots_[slot]; slot = (slot + 1) & mask)
        if (same(*slots_[slot], key)) return slots_[slot];
    const Type* type = add(key);
    slots_[slot] = type;
    if (types_.size() * 2 > slots_.size()) rehash(slots_.size() * 2);
    return type;
}

const Type* TypeTable::add(const Type& key) {
    Type* type = arena_.make<Type>(key);
    type->index = uint32_t(types_.size());
    type->elements = arena_.copy(std::span<const Type* const>(key.elements));
    type->name = arena_.copy(key.name);
    types_.push_back(type);
    return type;
}

void TypeTable::rehash(size_t size) {
    slots_.assign(size, nullptr);
    for (const Type* type : types_) {
        size_t slot = hashOf(*type) & (size - 1);
        while (slots_[slot]) slot = (slot + 1) & (size - 1);
        slots_[slot] = type;
    }
}

}  // namespace baker::dxil
