#include "spirv_to_dxil/translate/interface_layout.hpp"

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

constexpr uint32_t kColumns = 4;

struct Qualifiers {
    bool flat = false, noPerspective = false, centroid = false, sample = false;
};

class Layout {
  public:
    explicit Layout(Translator& t) : t_(t) {}

    std::vector<InterfaceScalar> run(Id variable, const Type& type) {
        read(variable, spirv::kNoMember);
        if (isBuiltIn(variable, spirv::kNoMember))
            builtIn(type, 0);
        else
            located(type);
        return std::move(scalars_);
    }

  private:
    const uint32_t* operand(Id id, spv::Decoration kind, uint32_t member) const {
        const auto* d = t_.module.decoration(id, kind, member);
        return d && !d->operands.empty() ? d->operands.data() : nullptr;
    }

    bool isBuiltIn(Id id, uint32_t member) {
        const uint32_t* number = operand(id, spv::Decoration::BuiltIn, member);
        if (number) builtIn_ = static_cast<spv::BuiltIn>(*number);
        return number != nullptr;
    }

    void read(Id id, uint32_t member) {
        const auto has = [&](spv::Decoration kind) {
            return t_.module.decoration(id, kind, member) != nullptr;
        };
        qualifiers_.flat |= has(spv::Decoration::Flat);
        qualifiers_.noPerspective |= has(spv::Decoration::NoPerspective);
        qualifiers_.centroid |= has(spv::Decoration::Centroid);
        qualifiers_.sample |= has(spv::Decoration::Sample);
        component_ = 0;
        if (const uint32_t* c = operand(id, spv::Decoration::Component, member)) component_ = *c;
        if (const uint32_t* l = operand(id, spv::Decoration::Location, member)) {
            location_ = *l;
            hasLocation_ = true;
        }
        if (const uint32_t* i = operand(id, spv::Decoration::Index, member)) index_ = *i;
    }

    void builtIn(const Type& type, uint32_t group) {
        const Type* scalar = &type;
        while (scalar->element && !scalar->isScalar()) scalar = scalar->element;
        for (uint32_t i = 0; i < type.scalars; ++i) {
            InterfaceScalar s;
            s.type = scalar;
            s.isBuiltIn = true;
            s.builtIn = builtIn_;
            s.group = group;
            s.component = i;
            s.count = type.scalars;
            scalars_.push_back(s);
        }
    }

    void located(const Type& type) {
        if (type.kind != TypeKind::Struct) {
            if (!hasLocation_)
                return t_.fail("an interface variable has neither Location nor BuiltIn");
            return walk(type);
        }
        block(type);
    }

    void block(const Type& type) {
        const Qualifiers outer = qualifiers_;
        for (uint32_t m = 0; m < type.members.size() && !t_.failed(); ++m) {
            qualifiers_ = outer;
            read(type.id, m);
            if (isBuiltIn(type.id, m)) {
                builtIn(*type.members[m].type, type.members[m].firstGroup);
                continue;
            }
            if (!hasLocation_)
                return t_.fail("an interface variable has neither Location nor BuiltIn");
            walk(*type.members[m].type);
        }
        qualifiers_ = outer;
    }

    void walk(const Type& type) {
        if (t_.failed()) return;
        if (type.isScalar()) return vector(type, 1);
        if (type.kind == TypeKind::Vector) return vector(*type.element, type.count);
        if (type.kind == TypeKind::Struct) return block(type);
        if (type.kind != TypeKind::Matrix && type.kind != TypeKind::Array)
            return t_.fail("an interface variable of this type is not supported");
        const uint32_t component = component_;
        for (uint32_t i = 0; i < type.count && !t_.failed(); ++i) {
            component_ = component;
            walk(*type.element);
        }
    }

    void vector(const Type& scalar, uint32_t count) {
        const uint32_t words = scalar.width == 64 ? 2 : 1;
        for (uint32_t c = 0; c < count; ++c) {
            const uint32_t word = component_ + c * words;
            InterfaceScalar s;
            s.type = &scalar;
            s.location = location_ + word / kColumns;
            s.component = word % kColumns;
            s.index = index_;
            s.interpolation = interpolation(scalar);
            if (s.component + words > kColumns || s.location >= kMaxInterfaceLocations)
                return t_.fail("an interface variable lies beyond the last location");
            scalars_.push_back(s);
        }
        location_ += (component_ + count * words + kColumns - 1) / kColumns;
    }

    dxil::Interpolation interpolation(const Type& scalar) const {
        using enum dxil::Interpolation;
        if (qualifiers_.flat || scalar.kind != TypeKind::Float || scalar.width == 64)
            return Constant;
        if (qualifiers_.sample)
            return qualifiers_.noPerspective ? LinearNoperspectiveSample : LinearSample;
        if (qualifiers_.centroid)
            return qualifiers_.noPerspective ? LinearNoperspectiveCentroid : LinearCentroid;
        return qualifiers_.noPerspective ? LinearNoperspective : Linear;
    }

    Translator& t_;
    std::vector<InterfaceScalar> scalars_;
    Qualifiers qualifiers_;
    spv::BuiltIn builtIn_{};
    uint32_t location_ = 0;
    uint32_t component_ = 0;
    uint32_t index_ = 0;
    bool hasLocation_ = false;
};

}  // namespace

std::vector<InterfaceScalar> interfaceLayout(Translator& t, Id variable, const Type& type) {
    return Layout(t).run(variable, type);
}

}  // namespace baker::translate
