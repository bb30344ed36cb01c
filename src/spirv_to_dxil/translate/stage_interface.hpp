// The signatures of graphics stages: Input and Output variables by location, and the built-in ones
// that D3D12 passes through signatures as well. spirv_to_dxil.hpp says which register is whose.
//
// Elements are made of 32-bit components: 64-bit scalars are two, 16-bit ones are widened. An
// output is a variable inside the shader until the vertex is emitted (geometry shaders) or the
// invocation ends; all of them are stored there. Inputs that every vertex of a primitive or patch
// has (interface_layout.hpp, isPerVertex) are read where they are used, others once at the start.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <tuple>

#include "spirv_to_dxil/dxil/signature.hpp"
#include "spirv_to_dxil/translate/pointer.hpp"
#include "spirv_to_dxil/translate/vertex_fetch.hpp"

namespace baker::translate {

class Translator;

// One scalar of an interface variable (per vertex: of what each vertex has).
struct InterfaceScalar {
    const spirv::Type* type = nullptr;
    bool isBuiltIn = false;
    spv::BuiltIn builtIn{};
    bool patch = false;
    uint32_t group = 0;      // the scalar's leaf group in the variable, and
    uint32_t element = 0;    // its place in the group
    uint32_t location = 0;   // built-in: 0
    uint32_t component = 0;  // column, 0 to 3; built-in: position among its `count` components
    uint32_t count = 1;
    uint32_t index = 0;  // fragment outputs: 1 is the second source of blending
    uint8_t stream = 0;  // geometry shader outputs
    dxil::Interpolation interpolation = dxil::Interpolation::Undefined;
    // Transform feedback: what is captured of the scalar, in bytes.
    bool captured = false;
    uint32_t captureBuffer = 0;
    uint32_t captureOffset = 0;
    uint32_t captureStride = 0;
};

using InterfaceScalars = std::vector<InterfaceScalar>;

// What transform feedback captures of the outputs.
class Capture {
  public:
    void add(const InterfaceScalar& scalar, uint32_t element, uint32_t column);
    void describe(const dxil::Signature& outputs, Reflection& reflection) const;

  private:
    struct Component {
        uint32_t element = 0, column = 0, stride = 0;
    };
    std::map<std::pair<uint32_t, uint32_t>, Component> components_;  // by buffer and byte offset
};

// Where vertices are read from.
enum class VertexSource : uint8_t { Input, OutputControlPoint };

class StageInterface {
  public:
    explicit StageInterface(Translator& t) : t_(t), fetch_(t) {}

    // The scalars of an Input variable, in order, each loaded.
    std::vector<dxil::Value*> loadInput(spirv::Id variable, const spirv::Type& type);
    // What each vertex has of a variable of the type `vertexType`, for loadOfVertex.
    const InterfaceScalars& perVertex(spirv::Id variable, const spirv::Type& vertexType);
    // One scalar of a vertex; `element` (i32) may be any value.
    dxil::Value* loadOfVertex(const InterfaceScalars& scalars, uint32_t group, dxil::Value* element,
                              dxil::Value* vertex, VertexSource source);
    // A component of a built-in that has `count` and is an element of the input signature.
    dxil::Value* loadBuiltIn(spv::BuiltIn builtIn, uint32_t component, uint32_t count);
    // Likewise, of the first vertex.
    dxil::Value* loadBuiltInOfVertex(spv::BuiltIn builtIn);
    // A tessellation factor; 0 for one that the domain lacks.
    dxil::Value* loadTessFactor(spv::BuiltIn builtIn, uint32_t component);
    // Puts it in the signature; its value comes from elsewhere.
    void declareBuiltIn(spv::BuiltIn builtIn, uint32_t component);

    void addOutput(spirv::Id variable, const Pointer& pointer);
    // What the outputs of the stream hold, at the end of the shader or of a vertex.
    void storeOutputs(uint32_t stream = 0);
    // Of geometry shaders: emits the vertex, or what it becomes; ends the primitive.
    void emitVertex(uint32_t stream);
    void endPrimitive(uint32_t stream);
    // Gives the elements that no other stage must agree on their registers.
    void allocate();
    // What the shader reads, and what transform feedback captures.
    void reflect();

  private:
    struct Output {
        Pointer pointer;
        InterfaceScalars scalars;
        const spirv::Type* type = nullptr;  // of what one vertex has
        bool perVertex = false;
    };
    struct Place {
        bool patch;
        uint32_t element, row;
        auto operator<=>(const Place&) const = default;
    };
    // The components of one row of an output element.
    using Row = std::array<dxil::Value*, 4>;
    bool isStored(const Output& output, const InterfaceScalar& scalar) const;
    bool isTransformed(const InterfaceScalar& scalar) const;
    bool isStoredHere(const InterfaceScalar& scalar, uint32_t stream) const;
    void collect(const Output& output, uint32_t stream);
    void notePointSize(dxil::Value* size);
    void loadOwn(const Output& output, std::span<dxil::Value*> values);
    void storeScalar(const InterfaceScalar& scalar, dxil::Value* value);
    void put(const Place& place, uint32_t column, dxil::Value* value);
    void completeTessFactors();
    void storeView();
    void transformPosition();
    using Rows = std::map<Place, Row>;
    void captureApart(const InterfaceScalar& scalar, std::span<dxil::Value* const> words);
    void collectRows(uint32_t stream);

    // Expansion (primitive_assembly.cpp, primitive_expansion.cpp).
    struct Vertex {
        Rows rows;
        dxil::Value* pointSize = nullptr;  // null: not written
    };
    struct Primitive {
        std::array<Vertex, 3> vertices;
        uint32_t size = 0;
        const Vertex* provoking = nullptr;
        dxil::Value* isBack = nullptr;  // i1, of triangles
    };
    // One corner of what a vertex becomes.
    struct Corner {
        std::array<dxil::Value*, 2> offset{};      // of x and y, in clip space
        std::array<dxil::Value*, 2> coordinate{};  // PointCoord; null: none
        std::array<dxil::Value*, 3> line{};        // LINE; null: none
    };
    bool isAssembled(uint32_t stream) const;
    void assembleVertex();
    void assemblePrimitive(dxil::Value* count);
    Leaf leafOf(uint32_t age, const Place& place, uint32_t column, const dxil::Type* type);
    Vertex keptVertex(uint32_t age);
    void keepVertex(uint32_t age, const Vertex& vertex);
    Vertex chosen(dxil::Value* condition, const Vertex& a, const Vertex& b);
    Vertex withFlat(Vertex vertex, const Vertex& provoking) const;
    bool isFlat(const Place& place) const;
    void emitRows(const Rows& rows);
    void emitNative(const Primitive& primitive);
    void emitShape(Primitive& primitive);
    void emitFacing(Primitive& primitive);
    void emitPoint(const Vertex& vertex, dxil::Value* isBack);
    // Of a line on the screen, in pixels.
    struct Direction {
        dxil::Value* across[2];  // half the width to one side
        dxil::Value* beyond[2];  // beyond either end
        dxil::Value* length = nullptr;
    };
    Direction directionOf(const Vertex& from, const Vertex& to);
    Direction bresenham(dxil::Value* x, dxil::Value* y);
    void emitLine(const Vertex& from, const Vertex& to, dxil::Value* isBack);
    void emitCorner(Rows rows, const Corner& corner);
    dxil::Value* positionOf(const Rows& rows, uint32_t component);
    void finishTargets();
    bool isDualSource() const;
    static void reorder(Row& row, const TargetOrder& order);
    void coverByAlpha(dxil::Value* alpha);
    dxil::Value* lineCoverage();
    void storeRows();
    Row* rowOf(dxil::SemanticKind kind);

    dxil::Value* loadScalar(const InterfaceScalar& scalar, dxil::Value* vertex,
                            VertexSource source);
    dxil::Value* loadComponent(const InterfaceScalar& scalar, uint32_t word, dxil::Value* vertex,
                               VertexSource source);

    Translator& t_;
    VertexFetch fetch_;
    std::deque<Output> outputs_;
    std::map<spirv::Id, InterfaceScalars> perVertex_;
    Rows rows_;
    Capture capture_;
    dxil::Value* pointSize_ = nullptr;  // of the vertex at hand; null: not written
    // Assembly: what the last vertices had, by age, and how many the strip has had (i32).
    std::map<std::tuple<uint32_t, Place, uint32_t>, Leaf> kept_;
    std::optional<Leaf> count_;
};

}  // namespace baker::translate
