// A geometry shader that hands on what it gets, as SPIR-V.
#include <bit>
#include <string_view>

#include "spirv_to_dxil/spirv_to_dxil.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker {
namespace {

using spv::Op;

// Of the interface: what each vertex has in both of two variables, or an input alone (vertices: 0).
struct Item {
    uint32_t type = 0;
    spv::Decoration decoration{};
    uint32_t number = 0;  // of the location or the built-in
    bool perVertex = true;
    uint32_t in = 0, out = 0;
};

class PassThrough {
  public:
    PassThrough(PrimitiveExpansion expansion, const StageInputs& read, const StageOutputs& written)
        : vertices_(expansion == PrimitiveExpansion::Points ? 1 : 2) {
        addTypes();
        addItems(read, written);
        addVariables();
        addBody();
    }

    std::vector<uint32_t> words(bool points) const {
        constexpr uint32_t kVersion = 0x00010000;
        std::vector<uint32_t> all{spv::MagicNumber, kVersion, 0, next_, 0};
        const auto append = [&](const std::vector<uint32_t>& more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        append(header(points));
        append(decorations_);
        append(globals_);
        append(body_);
        return all;
    }

  private:
    using Words = std::vector<uint32_t>;

    static void put(Words& words, Op op, const Words& operands) {
        words.push_back(static_cast<uint32_t>(operands.size() + 1) << 16 |
                        static_cast<uint32_t>(op));
        words.insert(words.end(), operands.begin(), operands.end());
    }
    // An instruction with a result, after `before` operands.
    uint32_t make(Words& words, Op op, Words operands, size_t before) {
        const uint32_t id = next_++;
        operands.insert(operands.begin() + static_cast<ptrdiff_t>(before), id);
        put(words, op, operands);
        return id;
    }
    uint32_t global(Op op, const Words& operands, size_t before = 0) {
        return make(globals_, op, operands, before);
    }
    uint32_t arrayOf(uint32_t element, uint32_t count) {
        return global(Op::OpTypeArray, {element, constant(count)});
    }
    uint32_t constant(uint32_t value) { return global(Op::OpConstant, {int_, value}, 1); }

    void addTypes() {
        void_ = global(Op::OpTypeVoid, {});
        function_ = global(Op::OpTypeFunction, {void_});
        scalars_[0] = global(Op::OpTypeFloat, {32});
        int_ = scalars_[1] = global(Op::OpTypeInt, {32, 1});
        scalars_[2] = global(Op::OpTypeInt, {32, 0});
        for (size_t kind = 0; kind < 3; ++kind)
            for (uint32_t count = 2; count <= 4; ++count)
                vectors_[kind][count] = global(Op::OpTypeVector, {scalars_[kind], count});
    }
    uint32_t vectorOf(size_t kind, uint32_t count) const {
        return count == 1 ? scalars_[kind] : vectors_[kind][count];
    }

    void builtIn(spv::BuiltIn number, uint32_t type, bool perVertex = true) {
        items_.push_back(
            {type, spv::Decoration::BuiltIn, static_cast<uint32_t>(number), perVertex});
    }
    void addItems(const StageInputs& read, const StageOutputs& written) {
        builtIn(spv::BuiltIn::Position, vectors_[0][4]);
        if (vertices_ == 1) builtIn(spv::BuiltIn::PointSize, scalars_[0]);
        if (written.clipDistances)
            builtIn(spv::BuiltIn::ClipDistance, arrayOf(scalars_[0], written.clipDistances));
        if (written.cullDistances)
            builtIn(spv::BuiltIn::CullDistance, arrayOf(scalars_[0], written.cullDistances));
        if (read.primitiveId) builtIn(spv::BuiltIn::PrimitiveId, int_, false);
        for (uint32_t location = 0; location < kMaxInterfaceLocations; ++location) {
            const auto count = static_cast<uint32_t>(std::bit_width(read.locations[location]));
            if (count == 0) continue;
            const size_t kind = std::min<size_t>(read.locationTypes[location], 2);
            items_.push_back({vectorOf(kind, count), spv::Decoration::Location, location});
        }
    }

    uint32_t variable(const Item& item, spv::StorageClass storage, uint32_t type) {
        const auto where = static_cast<uint32_t>(storage);
        const uint32_t pointer = global(Op::OpTypePointer, {where, type});
        const uint32_t id = global(Op::OpVariable, {pointer, where}, 1);
        put(decorations_, Op::OpDecorate,
            {id, static_cast<uint32_t>(item.decoration), item.number});
        interface_.push_back(id);
        return id;
    }
    void addVariables() {
        for (Item& item : items_) {
            const uint32_t type = item.perVertex ? arrayOf(item.type, vertices_) : item.type;
            item.in = variable(item, spv::StorageClass::Input, type);
            item.out = variable(item, spv::StorageClass::Output, item.type);
        }
    }

    void copy(const Item& item, uint32_t pointerType, uint32_t vertex) {
        uint32_t from = item.in;
        if (item.perVertex)
            from = make(body_, Op::OpAccessChain, {pointerType, item.in, vertex}, 1);
        const uint32_t value = make(body_, Op::OpLoad, {item.type, from}, 1);
        put(body_, Op::OpStore, {item.out, value});
    }
    void addBody() {
        std::vector<uint32_t> pointers, numbers;
        for (const Item& item : items_)
            pointers.push_back(global(
                Op::OpTypePointer, {static_cast<uint32_t>(spv::StorageClass::Input), item.type}));
        for (uint32_t v = 0; v < vertices_; ++v) numbers.push_back(constant(v));
        main_ = make(body_, Op::OpFunction, {void_, 0, function_}, 1);
        make(body_, Op::OpLabel, {}, 0);
        for (uint32_t v = 0; v < vertices_; ++v) {
            for (size_t i = 0; i < items_.size(); ++i) copy(items_[i], pointers[i], numbers[v]);
            put(body_, Op::OpEmitVertex, {});
        }
        put(body_, Op::OpReturn, {});
        put(body_, Op::OpFunctionEnd, {});
    }

    Words header(bool points) const {
        Words words;
        for (const auto capability : {spv::Capability::Geometry, spv::Capability::GeometryPointSize,
                                      spv::Capability::ClipDistance, spv::Capability::CullDistance})
            put(words, Op::OpCapability, {static_cast<uint32_t>(capability)});
        put(words, Op::OpMemoryModel, {0, 1});  // Logical GLSL450
        constexpr uint32_t kMain = 'm' | 'a' << 8 | 'i' << 16 | 'n' << 24;
        Words entry{static_cast<uint32_t>(spv::ExecutionModel::Geometry), main_, kMain, 0};
        entry.insert(entry.end(), interface_.begin(), interface_.end());
        put(words, Op::OpEntryPoint, entry);
        const auto mode = [&](spv::ExecutionMode kind, Words operands = {}) {
            operands.insert(operands.begin(), {main_, static_cast<uint32_t>(kind)});
            put(words, Op::OpExecutionMode, operands);
        };
        mode(points ? spv::ExecutionMode::InputPoints : spv::ExecutionMode::InputLines);
        mode(points ? spv::ExecutionMode::OutputPoints : spv::ExecutionMode::OutputLineStrip);
        mode(spv::ExecutionMode::Invocations, {1});
        mode(spv::ExecutionMode::OutputVertices, {vertices_});
        return words;
    }

    const uint32_t vertices_;
    uint32_t next_ = 1;
    Words decorations_, globals_, body_, interface_;
    std::vector<Item> items_;
    uint32_t void_ = 0, function_ = 0, int_ = 0, main_ = 0;
    uint32_t scalars_[3] = {}, vectors_[3][5] = {};
};

}  // namespace

std::vector<uint32_t> passThroughGeometry(PrimitiveExpansion expansion, const StageInputs& read,
                                          const StageOutputs& written) {
    const bool points = expansion == PrimitiveExpansion::Points;
    return PassThrough(expansion, read, written).words(points);
}

}  // namespace baker
