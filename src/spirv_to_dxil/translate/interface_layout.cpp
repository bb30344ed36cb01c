#include "spirv_to_dxil/translate/interface_layout.hpp"

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

constexpr uint32_t kColumns = 4;

struct Qualifiers {
    bool flat = false, noPerspective = false, centroid = false, sample = false, patch = false;
};

// What transform feedback captures, and to where.
struct Capture {
    bool hasBuffer = false, hasOffset = false;
    uint32_t buffer = 0, offset = 0, stride = 0;
};

class Layout {
  public:
    explicit Layout(Translator& t) : t_(t) {}

    std::vector<InterfaceScalar> run(Id variable, const Type& type) {
        // Pointers may lead back to themselves.
        if (type.holdsPointer) return t_.fail("an interface variable holds a pointer"), scalars_;
        read(variable, spirv::kNoMember);
        if (isBuiltIn(variable, spirv::kNoMember))
            builtIn(type);
        else
            located(type);
        if (!t_.failed()) place(type, 0, 0);
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
        qualifiers_.flat |= has(spv::Decoration::Flat) || has(spv::Decoration::PerVertexKHR);
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
        qualifiers_.patch |= has(spv::Decoration::Patch);
        if (const uint32_t* s = operand(id, spv::Decoration::Stream, member)) stream_ = *s;
        readCapture(id, member);
    }

    void readCapture(Id id, uint32_t member) {
        if (const uint32_t* b = operand(id, spv::Decoration::XfbBuffer, member)) {
            capture_.buffer = *b;
            capture_.hasBuffer = true;
        }
        if (const uint32_t* s = operand(id, spv::Decoration::XfbStride, member))
            capture_.stride = *s;
        const uint32_t* offset = operand(id, spv::Decoration::Offset, member);
        if (offset) {
            capture_.offset = *offset;
            capture_.hasOffset = true;
        }
    }

    void add(InterfaceScalar s) {
        s.patch = qualifiers_.patch || s.builtIn == spv::BuiltIn::TessLevelOuter ||
                  s.builtIn == spv::BuiltIn::TessLevelInner;
        s.stream = stream_;
        if (capture_.hasBuffer && capture_.hasOffset) {
            const uint32_t bytes = s.type->width == 64 ? 8 : 4;
            capture_.offset = (capture_.offset + bytes - 1) / bytes * bytes;
            s.captured = true;
            s.captureBuffer = capture_.buffer + blockInstance_;
            s.captureOffset = capture_.offset;
            s.captureStride = capture_.stride;
            capture_.offset += bytes;
        }
        scalars_.push_back(s);
    }

    // Says where each scalar lies in the variable (pointer.hpp, LeafGroup).
    void place(const Type& type, uint32_t group, uint32_t element) {
        if (type.isScalar() && placed_ < scalars_.size()) {
            scalars_[placed_].group = group;
            scalars_[placed_++].element = element;
        } else if (type.kind == TypeKind::Struct) {
            for (const spirv::Member& m : type.members)
                place(*m.type, group + m.firstGroup, element);
        } else if (type.element) {
            for (uint32_t i = 0; i < type.count; ++i)
                place(*type.element, group, element * type.count + i);
        }
    }

    void builtIn(const Type& type) {
        const Type* scalar = &type;
        while (scalar->element && !scalar->isScalar()) scalar = scalar->element;
        if (!scalar->isScalar() || scalar->width == 64)
            return t_.fail("a built-in variable has a type that no built-in has");
        for (uint32_t i = 0; i < type.scalars; ++i) {
            InterfaceScalar s;
            s.type = scalar;
            s.isBuiltIn = true;
            s.builtIn = builtIn_;
            s.component = i;
            s.count = type.scalars;
            add(s);
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
        const bool isBlock = t_.module.decoration(type.id, spv::Decoration::Block) != nullptr;
        if (isBlock) blockInstance_ = blocks_++;
        for (uint32_t m = 0; m < type.members.size() && !t_.failed(); ++m) {
            qualifiers_ = outer;
            if (isBlock) capture_.hasOffset = false;  // each member has its own or none
            read(type.id, m);
            if (isBuiltIn(type.id, m)) {
                builtIn(*type.members[m].type);
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
            s.interpolation =
                qualifiers_.patch ? dxil::Interpolation::Undefined : interpolation(scalar);
            const uint32_t limit = qualifiers_.patch ? kMaxPatchLocations : kMaxInterfaceLocations;
            if (s.component + words > kColumns || s.location >= limit)
                return t_.fail("an interface variable lies beyond the last location");
            add(s);
        }
        location_ += (component_ + count * words + kColumns - 1) / kColumns;
    }

    dxil::Interpolation interpolation(const Type& scalar) const {
        using enum dxil::Interpolation;
        if (qualifiers_.flat || scalar.kind != TypeKind::Float || scalar.width == 64)
            return Constant;
        const bool perSample = t_.options.sampleShading && t_.dx.kind == dxil::ShaderKind::Pixel;
        if (qualifiers_.sample || (perSample && !qualifiers_.centroid))
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
    uint32_t stream_ = 0;
    Capture capture_;
    // Instances of an array of blocks are captured by buffers that follow one another.
    uint32_t blocks_ = 0;
    uint32_t blockInstance_ = 0;
    size_t placed_ = 0;
    bool hasLocation_ = false;
};

}  // namespace

namespace {

bool isMarkedPatch(const spirv::Module& module, Id id, const Type& type) {
    if (module.decoration(id, spv::Decoration::Patch)) return true;
    const Type* block = &type;
    while (block->isArray()) block = block->element;
    for (uint32_t m = 0; m < block->members.size(); ++m)
        if (module.decoration(block->id, spv::Decoration::Patch, m)) return true;
    return false;
}

bool isTessLevel(const spirv::Module& module, Id id) {
    const auto* d = module.decoration(id, spv::Decoration::BuiltIn);
    if (!d || d->operands.empty()) return false;
    const auto builtIn = static_cast<spv::BuiltIn>(d->operands[0]);
    return builtIn == spv::BuiltIn::TessLevelOuter || builtIn == spv::BuiltIn::TessLevelInner;
}

}  // namespace

bool isPerVertex(const spirv::Module& module, dxil::ShaderKind stage, bool isInput, Id variable,
                 const Type& type) {
    using enum dxil::ShaderKind;
    if (isInput && stage == Pixel)
        return type.isArray() && module.decoration(variable, spv::Decoration::PerVertexKHR);
    const bool arrayed =
        isInput ? stage == Geometry || stage == Hull || stage == Domain : stage == Hull;
    return arrayed && type.isArray() && !isTessLevel(module, variable) &&
           !isMarkedPatch(module, variable, type);
}

std::vector<InterfaceScalar> interfaceLayout(Translator& t, Id variable, const Type& type) {
    return Layout(t).run(variable, type);
}

}  // namespace baker::translate
