// A geometry shader that hands on what it gets, as SPIR-V.
#include <bit>
#include <map>
#include <optional>
#include <string_view>

#include "spirv_to_dxil/spirv_to_dxil.hpp"
#include "spirv_to_dxil/translate/signature_elements.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker {
namespace {

using spv::Op;

// Of vkCreateGraphicsPipelines' transform feedback: where a component goes.
struct Captured {
    uint32_t buffer = 0, offset = 0, stride = 0;
};
using CapturedColumns = std::array<std::optional<Captured>, 4>;
using CapturedOutputs = std::map<std::pair<std::string_view, uint32_t>, CapturedColumns>;

CapturedOutputs capturedOutputs(const PassThrough& passThrough) {
    constexpr uint32_t kWord = 4;
    CapturedOutputs outputs;
    std::array<uint32_t, 4> end{};
    for (const StreamOutput& entry : passThrough.captured) {
        CapturedColumns& columns = outputs[{entry.semantic, entry.semanticIndex}];
        for (uint32_t c = 0; c < entry.componentCount; ++c, end[entry.buffer] += kWord)
            if (!entry.semantic.empty())
                columns[entry.startComponent + c] = {entry.buffer, end[entry.buffer],
                                                     passThrough.strides[entry.buffer]};
    }
    return outputs;
}

// Of the interface: what each vertex has in both of two variables, or an input alone (vertices: 0).
struct Item {
    uint32_t type = 0;
    spv::Decoration decoration{};
    uint32_t number = 0;  // of the location or the built-in
    bool perVertex = true;
    uint32_t component = 0;
    std::optional<Captured> captured;
    uint32_t in = 0, out = 0;
};

// Vertices of the input, and which of them are the primitive's.
struct Assembly {
    spv::ExecutionMode input, output;
    uint32_t inputs, outputs;
    std::array<uint32_t, 3> vertices;
};
constexpr Assembly kAssemblies[] = {
    {spv::ExecutionMode::InputPoints, spv::ExecutionMode::OutputPoints, 1, 1, {0}},
    {spv::ExecutionMode::InputLines, spv::ExecutionMode::OutputLineStrip, 2, 2, {0, 1}},
    {spv::ExecutionMode::InputLinesAdjacency, spv::ExecutionMode::OutputLineStrip, 4, 2, {1, 2}},
    {spv::ExecutionMode::Triangles, spv::ExecutionMode::OutputTriangleStrip, 3, 3, {0, 1, 2}},
    {spv::ExecutionMode::InputTrianglesAdjacency,
     spv::ExecutionMode::OutputTriangleStrip,
     6,
     3,
     {0, 2, 4}}};

class Writer {
  public:
    explicit Writer(const PassThrough& passThrough)
        : assembly_(kAssemblies[static_cast<size_t>(passThrough.input)]),
          captured_(capturedOutputs(passThrough)) {
        addTypes();
        addItems(passThrough.read, passThrough.written);
        addVariables();
        addBody();
    }

    std::vector<uint32_t> words() const {
        constexpr uint32_t kVersion = 0x00010000;
        std::vector<uint32_t> all{spv::MagicNumber, kVersion, 0, next_, 0};
        const auto append = [&](const std::vector<uint32_t>& more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        append(header());
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

    void builtIn(spv::BuiltIn number, uint32_t type, bool perVertex = true,
                 std::optional<Captured> captured = {}) {
        items_.push_back({type, spv::Decoration::BuiltIn, static_cast<uint32_t>(number), perVertex,
                          0, captured});
    }
    std::optional<Captured> capturedOf(std::string_view semantic, uint32_t index = 0) const {
        const auto found = captured_.find({semantic, index});
        return found == captured_.end() ? std::nullopt : found->second[0];
    }
    void distances(spv::BuiltIn number, std::string_view semantic, uint32_t count) {
        if (count) builtIn(number, arrayOf(scalars_[0], count), true, capturedOf(semantic));
    }
    void addItems(const StageInputs& read, const StageOutputs& written) {
        using translate::kCaptureSemantic;
        builtIn(spv::BuiltIn::Position, vectors_[0][4], true, capturedOf("SV_Position"));
        const auto size = capturedOf(kCaptureSemantic, translate::kPointSizeCapture);
        if (written.pointSize || size) builtIn(spv::BuiltIn::PointSize, scalars_[0], true, size);
        distances(spv::BuiltIn::ClipDistance, "SV_ClipDistance", written.clipDistances);
        distances(spv::BuiltIn::CullDistance, "SV_CullDistance", written.cullDistances);
        if (written.layer) builtIn(spv::BuiltIn::Layer, int_);
        if (written.viewportIndex) builtIn(spv::BuiltIn::ViewportIndex, int_);
        if (read.primitiveId) builtIn(spv::BuiltIn::PrimitiveId, int_, false);
        for (uint32_t location = 0; location < kMaxInterfaceLocations; ++location)
            addLocation(location, read, written);
    }

    // A variable for what is read alone, and for each run of components that are captured.
    void addLocation(uint32_t location, const StageInputs& read, const StageOutputs& written) {
        const auto found = captured_.find({translate::kLocationSemantic, location});
        const CapturedColumns none, &columns = found == captured_.end() ? none : found->second;
        const uint8_t mask = read.locations[location];
        const auto& types = mask ? read.locationTypes : written.locationTypes;
        const size_t kind = std::min<size_t>(types[location], 2);
        auto end = static_cast<uint32_t>(std::bit_width(mask));
        for (uint32_t c = 0; c < columns.size(); ++c)
            if (columns[c]) end = std::max(end, c + 1);
        for (uint32_t first = 0, next = 0; first < end; first = next) {
            next = first + 1;
            while (next < end && goesOn(columns[next - 1], columns[next])) ++next;
            items_.push_back({vectorOf(kind, next - first), spv::Decoration::Location, location,
                              true, first, columns[first]});
        }
    }
    static bool goesOn(const std::optional<Captured>& a, const std::optional<Captured>& b) {
        if (!a || !b) return !a && !b;
        return a->buffer == b->buffer && a->offset + 4 == b->offset;
    }

    uint32_t variable(const Item& item, spv::StorageClass storage, uint32_t type) {
        const auto where = static_cast<uint32_t>(storage);
        const uint32_t pointer = global(Op::OpTypePointer, {where, type});
        const uint32_t id = global(Op::OpVariable, {pointer, where}, 1);
        put(decorations_, Op::OpDecorate,
            {id, static_cast<uint32_t>(item.decoration), item.number});
        const auto decorate = [&](spv::Decoration decoration, uint32_t value) {
            put(decorations_, Op::OpDecorate, {id, static_cast<uint32_t>(decoration), value});
        };
        if (item.component) decorate(spv::Decoration::Component, item.component);
        if (item.captured && storage == spv::StorageClass::Output) {
            decorate(spv::Decoration::XfbBuffer, item.captured->buffer);
            decorate(spv::Decoration::XfbStride, item.captured->stride);
            decorate(spv::Decoration::Offset, item.captured->offset);
        }
        interface_.push_back(id);
        return id;
    }
    void addVariables() {
        for (Item& item : items_) {
            const uint32_t type = item.perVertex ? arrayOf(item.type, assembly_.inputs) : item.type;
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
        for (uint32_t v = 0; v < assembly_.outputs; ++v)
            numbers.push_back(constant(assembly_.vertices[v]));
        main_ = make(body_, Op::OpFunction, {void_, 0, function_}, 1);
        make(body_, Op::OpLabel, {}, 0);
        for (const uint32_t number : numbers) {
            for (size_t i = 0; i < items_.size(); ++i) copy(items_[i], pointers[i], number);
            put(body_, Op::OpEmitVertex, {});
        }
        put(body_, Op::OpReturn, {});
        put(body_, Op::OpFunctionEnd, {});
    }

    Words header() const {
        Words words;
        for (const auto capability : {spv::Capability::Geometry, spv::Capability::GeometryPointSize,
                                      spv::Capability::ClipDistance, spv::Capability::CullDistance,
                                      spv::Capability::TransformFeedback})
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
        if (!captured_.empty()) mode(spv::ExecutionMode::Xfb);
        mode(assembly_.input);
        mode(assembly_.output);
        mode(spv::ExecutionMode::Invocations, {1});
        mode(spv::ExecutionMode::OutputVertices, {assembly_.outputs});
        return words;
    }

    const Assembly& assembly_;
    const CapturedOutputs captured_;
    uint32_t next_ = 1;
    Words decorations_, globals_, body_, interface_;
    std::vector<Item> items_;
    uint32_t void_ = 0, function_ = 0, int_ = 0, main_ = 0;
    uint32_t scalars_[3] = {}, vectors_[3][5] = {};
};

}  // namespace

std::vector<uint32_t> passThroughGeometry(const PassThrough& passThrough) {
    return Writer(passThrough).words();
}

}  // namespace baker
