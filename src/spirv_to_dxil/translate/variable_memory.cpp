#include "spirv_to_dxil/translate/variable_memory.hpp"

#include "spirv_to_dxil/translate/leaf_group.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

constexpr uint32_t kWordBytes = 4;

// Longer groups are arrays even when only constants index them.
constexpr uint32_t kMaxSsaElements = 4096;

// Calls visit(group, index, scalar number) for every scalar of `type`, in the order of a value's
// scalars; and for a vector first visitVector with its own index and its first scalar's number,
// which may take all of it.
template <typename Visit, typename VisitVector>
void forEachScalar(Translator& t, const Type& type, uint32_t group, Value* index, uint32_t& scalar,
                   const Visit& visit, const VisitVector& visitVector) {
    if (type.isScalar()) return visit(group, index, scalar++);
    if (type.kind == TypeKind::Vector && visitVector(group, index, scalar, type.count)) {
        scalar += type.count;
        return;
    }
    if (type.isPointerValue()) {
        for (uint32_t i = 0; i < type.scalars; ++i) visit(group + i, index, scalar++);
        return;
    }
    if (type.kind == TypeKind::Struct) {
        for (const spirv::Member& member : type.members)
            forEachScalar(t, *member.type, group + member.firstGroup, index, scalar, visit,
                          visitVector);
        return;
    }
    if (!type.element) return;
    Value* first = t.build.mul(index, t.dx.i32(type.count));
    for (uint32_t i = 0; i < type.count; ++i)
        forEachScalar(t, *type.element, group, t.build.add(first, t.dx.i32(i)), scalar, visit,
                      visitVector);
}

// The element that a constant index names; null, with an error where the index is none, when it
// names nothing.
const uint64_t* constantIndex(Translator& t, const LeafGroup& group, Value* index) {
    const dxil::Constant* number = dxil::asNumber(index);
    if (!number) t.fail("a variable in SSA form is indexed by a value that is no constant");
    return number && number->bits < group.count ? &number->bits : nullptr;
}

// One of the fixed scalars, chosen by an index that may be dynamic.
Value* selectInput(Translator& t, const Variable& variable, uint32_t group, Value* index) {
    uint32_t first = 0;
    for (uint32_t g = 0; g < group; ++g) first += variable.groups[g].count;
    const uint32_t count = variable.groups[group].count;
    if (const dxil::Constant* number = dxil::asNumber(index))
        return variable.inputs[first + (number->bits < count ? number->bits : 0)];
    Value* value = variable.inputs[first];
    for (uint32_t i = 1; i < count; ++i)
        value = t.build.select(t.build.compare(dxil::Predicate::IcmpEq, index, t.dx.i32(i)),
                               variable.inputs[first + i], value);
    return value;
}

const dxil::Type* arrayType(Translator& t, const LeafGroup& group) {
    return t.dx.types().array(groupWordType(t, group), groupWords(group));
}

void placeInSsa(Translator& t, LeafGroup& group) {
    group.firstLeaf = t.ssa.addLeaf(carrier(t, *group.scalar));
    for (uint32_t i = 1; i < group.count; ++i) t.ssa.addLeaf(carrier(t, *group.scalar));
}

// The table of a variable that only ever holds `content`; null when that is not all numbers.
Value* constantTable(Translator& t, const LeafGroup& group, std::span<Value* const> content) {
    std::vector<uint64_t> data;
    std::vector<Value*> words;
    for (Value* scalar : content) {
        if (!dxil::asNumber(scalar)) return nullptr;
        words.clear();
        toWords(t, *group.scalar, scalar, words);
        for (Value* word : words) {
            const dxil::Constant* number = dxil::asNumber(word);
            if (!number) return nullptr;
            data.push_back(number->bits);
        }
    }
    return t.dx.addConstantTable("table", t.dx.constantData(arrayType(t, group), data));
}

bool placeInTable(Translator& t, Variable& variable, uint32_t group, Id content) {
    const Object& object = t.object(content);
    if (object.type != variable.type) return false;
    std::vector<Value*> elements(variable.groups[group].count);
    uint32_t scalar = 0;
    forEachScalar(
        t, *variable.type, 0, t.dx.i32(0), scalar,
        [&](uint32_t g, Value* index, uint32_t s) {
            const dxil::Constant* number = dxil::asNumber(index);
            if (g == group && number && number->bits < elements.size())
                elements[number->bits] = object.scalars[s];
        },
        [](uint32_t, Value*, uint32_t, uint32_t) { return false; });
    for (Value* element : elements)
        if (!element) return false;
    variable.groups[group].memory = constantTable(t, variable.groups[group], elements);
    variable.groups[group].constant = variable.groups[group].memory != nullptr;
    return variable.groups[group].constant;
}

bool hasWideAtomics(const Translator& t, const Type& scalar) {
    return scalar.kind == TypeKind::Int && scalar.width == 64 &&
           t.dx.shaderModel >= ShaderModel{6, 6} &&
           std::ranges::count(t.module.capabilities(), spv::Capability::Int64Atomics);
}

void place(Translator& t, Variable& variable, uint32_t index, Id id) {
    LeafGroup& group = variable.groups[index];
    if (variable.storage == spv::StorageClass::Workgroup) {
        group.isWide = hasWideAtomics(t, *group.scalar);
        const uint32_t wordBytes = group.isWide ? 2 * kWordBytes : kWordBytes;
        group.memory = t.dx.addGroupShared("shared", arrayType(t, group), wordBytes);
        t.reflection.workgroupMemory += groupWords(group) * wordBytes;
        return;
    }
    if (!t.indices.isDynamic(id, index) && group.count <= kMaxSsaElements)
        return placeInSsa(t, group);
    const Id content = t.indices.constantContent(id);
    if (content && placeInTable(t, variable, index, content)) return;
    group.memory = t.build.alloca_(arrayType(t, group), kWordBytes);
}

// `held` is the type of what the variable holds.
Pointer declare(Translator& t, const Instruction& inst, const Type& held, bool isFixed) {
    Pointer pointer;
    const Type& type = t.type(inst.word(1));
    pointer.pointee = type.element;
    pointer.storage = static_cast<spv::StorageClass>(inst.word(3));
    pointer.index = t.dx.i32(0);
    Variable& variable = t.variables.emplace_back();
    variable.id = inst.word(2);
    variable.type = &held;
    variable.storage = pointer.storage;
    pointer.variable = &variable;
    if (!collectGroups(held, variable.storage, variable.groups))
        t.fail("a variable of this type is not supported");
    for (uint32_t g = 0; g < variable.groups.size() && !t.failed(); ++g)
        if (!isFixed) place(t, variable, g, inst.word(2));
    return pointer;
}

}  // namespace

Pointer declareVariable(Translator& t, const Instruction& inst) {
    return declare(t, inst, *t.type(inst.word(1)).element, false);
}

Pointer declareFixed(Translator& t, const Instruction& inst, std::vector<Value*> scalars) {
    Pointer pointer = declare(t, inst, *t.type(inst.word(1)).element, true);
    pointer.variable->inputs = std::move(scalars);
    return pointer;
}

Pointer declarePerVertex(Translator& t, const Instruction& inst) {
    const bool isInput = static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::Input;
    const Type& vertex = *t.type(inst.word(1)).element->element;
    Pointer pointer = declare(t, inst, vertex, isInput);
    pointer.variable->perVertex = true;
    if (!t.failed()) pointer.variable->vertices = &t.signatures.perVertex(inst.word(2), vertex);
    return pointer;
}

namespace {

// Vertices that the primitive lacks are undefined.
void loadVertices(Translator& t, const Pointer& array, std::span<Value*> result) {
    const Type& vertex = *array.pointee->element;
    const uint32_t available = std::max(1u, t.vertexCount(*array.variable));
    for (uint32_t v = 0; v < array.pointee->count && !t.failed(); ++v) {
        Pointer pointer = array;
        pointer.pointee = &vertex;
        pointer.vertex = t.dx.i32(v < available ? v : 0);
        loadVariable(t, pointer, result.subspan(size_t{v} * vertex.scalars, vertex.scalars));
    }
}

// Where the vertices are not variables of this invocation.
std::optional<VertexSource> vertexSource(const Translator& t, const Variable& variable) {
    if (!variable.perVertex) return {};
    if (variable.storage == spv::StorageClass::Input) return VertexSource::Input;
    if (t.readsControlPoints()) return VertexSource::OutputControlPoint;
    return {};
}

}  // namespace

void loadVariable(Translator& t, const Pointer& pointer, std::span<Value*> result) {
    if (pointer.variable->perVertex && !pointer.vertex) return loadVertices(t, pointer, result);
    const auto source = vertexSource(t, *pointer.variable);
    uint32_t scalar = 0;
    forEachScalar(
        t, *pointer.pointee, pointer.group, pointer.index, scalar,
        [&](uint32_t g, Value* index, uint32_t s) {
            const LeafGroup& group = pointer.variable->groups[g];
            if (source) {
                result[s] = t.signatures.loadOfVertex(*pointer.variable->vertices, g, index,
                                                      pointer.vertex, *source);
            } else if (!pointer.variable->inputs.empty()) {
                result[s] = selectInput(t, *pointer.variable, g, index);
            } else if (group.memory) {
                result[s] = loadElement(t, group, index);
            } else {
                const uint64_t* at = constantIndex(t, group, index);
                result[s] =
                    at ? t.ssa.read(t.build.block(), group.firstLeaf + static_cast<Leaf>(*at))
                       : zero(t, *group.scalar);
            }
        },
        [&](uint32_t g, Value* index, uint32_t s, uint32_t count) {
            const LeafGroup& group = pointer.variable->groups[g];
            if (group.perWord == 1) return false;
            loadPacked(t, group, index, result.subspan(s, count));
            return true;
        });
}

void storeVariable(Translator& t, const Pointer& pointer, Scalars value) {
    if (pointer.variable->perVertex && !pointer.vertex)
        return t.fail("a store to the outputs of all invocations is not supported");
    uint32_t scalar = 0;
    forEachScalar(
        t, *pointer.pointee, pointer.group, pointer.index, scalar,
        [&](uint32_t g, Value* index, uint32_t s) {
            const LeafGroup& group = pointer.variable->groups[g];
            if (group.constant) return;
            if (group.memory) return storeElement(t, group, index, value[s]);
            if (const uint64_t* at = constantIndex(t, group, index))
                t.ssa.write(t.build.block(), group.firstLeaf + static_cast<Leaf>(*at), value[s]);
        },
        [&](uint32_t g, Value* index, uint32_t s, uint32_t count) {
            const LeafGroup& group = pointer.variable->groups[g];
            if (group.perWord == 1) return false;
            storePacked(t, group, index, value.subspan(s, count));
            return true;
        });
}

void clearVariable(Translator& t, const Pointer& pointer) {
    for (const LeafGroup& group : pointer.variable->groups) {
        if (group.memory) continue;
        for (uint32_t i = 0; i < group.count; ++i)
            t.ssa.write(t.build.block(), group.firstLeaf + i, zero(t, *group.scalar));
    }
}

Value* wordAddress(Translator& t, const Pointer& pointer, uint32_t word) {
    return elementAddress(t, pointer.variable->groups[pointer.group], pointer.index, word);
}

}  // namespace baker::translate
