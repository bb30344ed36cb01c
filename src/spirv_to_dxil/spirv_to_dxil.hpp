// spirv_to_dxil: translates one entry point of a SPIR-V module (Vulkan environment) into a signed
// DXIL container.
//
// The library knows neither Vulkan's nor D3D12's headers: where a resource, a push constant or a
// driver-supplied value lives in D3D12's register spaces is said by `Options`; what the shader
// turned out to need is said by `Reflection`. It keeps no global state: any number of threads may
// translate at once.
//
// Sources: SPIR-V specification 1.6, Vulkan environment for SPIR-V, DXIL.rst of
// DirectXShaderCompiler.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace baker {

enum class ShaderStage : uint8_t {
    Vertex,
    TessellationControl,
    TessellationEvaluation,
    Geometry,
    Fragment,
    Compute,
    Task,
    Mesh,
};

// Shader model of the container, 6.0 to 6.7. Native forms are used from the model that brings them;
// below it, the lowering is used where one exists.
struct ShaderModel {
    uint8_t major = 6;
    uint8_t minor = 0;
    friend constexpr auto operator<=>(const ShaderModel&, const ShaderModel&) = default;
};

// The component of a fragment output that each component of D3D12's takes; 4 and more: none, 0.
using TargetOrder = std::array<uint8_t, 4>;
inline constexpr uint32_t kMaxTargets = 8;
inline constexpr std::array<TargetOrder, kMaxTargets> kSameTargetOrders = [] {
    std::array<TargetOrder, kMaxTargets> orders{};
    orders.fill({0, 1, 2, 3});
    return orders;
}();

// The D3D12 class through which a Vulkan descriptor is reached.
enum class ResourceClass : uint8_t {
    ShaderResource,   // t registers: sampled images, uniform texel buffers; raw buffers for dynamic
                      // uniform buffers
    UnorderedAccess,  // u registers: storage buffers (raw, 4-byte words), storage images, storage
                      // texel buffers
    ConstantBuffer,   // b registers: uniform buffers
    Sampler,          // s registers
};

// A range of registers: b/t/u/s by class, `space` as in HLSL's `register(t0, space1)`.
struct RegisterRange {
    uint32_t space = 0;
    uint32_t base = 0;
    uint32_t count = 1;  // kUnboundedCount for an array without an upper bound
    friend constexpr bool operator==(const RegisterRange&, const RegisterRange&) = default;
};
inline constexpr uint32_t kUnboundedCount = UINT32_MAX;
inline constexpr uint32_t kKindSpaceStride = 16;
inline constexpr uint32_t kNoDynamicOffset = UINT32_MAX;
inline constexpr uint32_t kAddressWindowBits = 28;
inline constexpr uint32_t kAddressWindow = 1u << kAddressWindowBits;

// The conversion of a combined image sampler whose immutable sampler has one
// (VkSamplerYcbcrConversionCreateInfo). The planes of an image are descriptors of their own: plane
// p of element i is register `resource.base` + i * n + p, where n is the most planes that a
// conversion of the binding has. All planes are sampled with the one sampler of the element. A
// single plane holds R, G, B and A; the second of two planes holds Cb and Cr, of three the second
// holds Cb and the third Cr.
struct YcbcrConversion {
    enum class Model : uint8_t { RgbIdentity, YcbcrIdentity, Ycbcr709, Ycbcr601, Ycbcr2020 };
    static constexpr uint8_t kZero = 4, kOne = 5;

    Model model = Model::RgbIdentity;
    bool narrowRange = false;  // VK_SAMPLER_YCBCR_RANGE_ITU_NARROW
    uint8_t bits = 8;          // of a component, at least 8
    uint8_t texelBits = 8;     // that hold it, in the highest: 16 for 10 and 12 bits
    uint8_t planes = 1;        // 1 to 3
    // Chroma planes of half the size, and whether their texels lie on luma texels (cosited even) or
    // between two (midpoint).
    bool halfWidth = false, halfHeight = false;
    bool cositedX = false, cositedY = false;
    std::array<uint8_t, 4> components{0, 1, 2, 3};  // 0 to 3: R, G, B, A; else kZero, kOne
};

// Where one Vulkan binding lives. A combined image sampler uses both `resource` and `sampler`.
struct DescriptorBinding {
    uint32_t set = 0;
    uint32_t binding = 0;
    ResourceClass resourceClass = ResourceClass::UnorderedAccess;
    bool isMutable = false;  // of any class: the variable's type decides
    RegisterRange resource;
    RegisterRange sampler;
    // Variables of one class and different kinds (raw buffer, texel buffer, dimension, component
    // type) cannot share registers in DXIL: the i-th kind that the shader uses has its in the space
    // `resource.space` + i * kKindSpaceStride, for i below `kinds`.
    uint32_t kinds = 1;
    // For dynamic uniform and storage buffers: index of the pair of 32-bit words in
    // `Options::dynamicOffsets` that is element 0's (element i uses pair index + i): the byte
    // offset, which the shader adds to every address, and how many bytes the descriptor has from
    // there on. A dynamic uniform buffer is a raw ShaderResource. kNoDynamicOffset otherwise.
    uint32_t dynamicOffset = kNoDynamicOffset;
    // The samplers take coordinates in texels (unnormalizedCoordinates), which D3D12's cannot: the
    // shader divides by the image's size. Known of immutable samplers.
    bool unnormalizedCoordinates = false;
    // Of each element; of a single one, all elements'. Empty: none. Elements with different
    // conversions are chosen by constants, as Vulkan demands.
    std::span<const YcbcrConversion> conversions;
};

// Values that Vulkan defines and D3D12 has no source for at the shader model; the driver supplies
// them as 32-bit words of the constant buffer `Options::systemValues`. The enumerator is the word's
// index.
enum class SystemValue : uint32_t {
    BaseWorkgroupX,
    BaseWorkgroupY,
    BaseWorkgroupZ,  // vkCmdDispatchBase; added to SV_GroupID
    NumWorkgroupsX,
    NumWorkgroupsY,
    NumWorkgroupsZ,
    BaseVertex,        // of a draw: firstVertex, or vertexOffset when indexed; added to SV_VertexID
    BaseInstance,      // firstInstance; added to SV_InstanceID
    DrawIndex,         // of a multi-draw
    ViewIndex,         // of multiview
    FlippedViewports,  // bit i: what viewport i shows is flipped (YFlip::PerViewport)
    PixelWidth,        // floats: the clip space of the first viewport is 2 wide and 2 high,
    PixelHeight,       // a pixel of it is this
    LineWidth,         // float, pixels
    Count,
};

struct SpecializationConstant {
    uint32_t id = 0;     // SpecId
    uint64_t value = 0;  // the constant's bits, zero-extended; booleans are 0 or 1
};

// How the signatures of graphics stages are laid out, so that shaders translated apart fit together
// in D3D12, which wants an output and the input that reads it in the same register.
//
// Vertex inputs: location n is semantic LOC<n>, the element of the input layout that feeds it.
// Between stages: location n is LOC<n> in register kFirstLocationRegister + n; locations 28 to 30
// take the registers 2, 1 and 3 where built-in variables leave them free. Component is the column,
// a 64-bit number takes two; an element ends with its last declared column. Built-in variables have
// the registers below: position 0; the eight clip and cull distances 1 and 2, clip distances from
// the front and cull distances from the back; 3 layer, viewport, primitive and, one column each,
// the facing (fragment inputs) or the point size (PSIZE, where NextStage reads it). VIEW, the
// number of the view of multiview, takes the layer's column in front of the stage that writes the
// layer. Every output of a location is declared, whether written or not, unless NextStage does not
// read it; of the built-in outputs those that are written. Fragment outputs: SV_Target<location>;
// index 1 of location 0 (dual source blending) is SV_Target1.
//
// Per patch: location n is PATCH<n> in register n; the tessellation factors are column 3 of
// registers 26 to 29 (outer) and 30 and 31 (inner), and locations 26 to 29 share the columns that
// they leave.
inline constexpr uint32_t kFirstLocationRegister = 4;
inline constexpr uint32_t kMaxInterfaceLocations = 31;
inline constexpr uint32_t kFirstFactorRegister = 26;
inline constexpr uint32_t kMaxPatchLocations = 30;

// What a stage reads of the one before it.
struct StageInputs {
    std::array<uint8_t, 32> locations{};       // bit c: component c is read
    std::array<uint8_t, 32> patchLocations{};  // likewise, per patch
    // By location: 0 float, 1 signed, 2 unsigned.
    std::array<uint8_t, 32> locationTypes{};
    std::array<bool, 32> flat{};  // by location: not interpolated (fragment shaders)
    bool pointSize = false;
    bool viewIndex = false;  // VIEW
    bool primitiveId = false;
    bool pointCoordinate = false;
    bool line = false;  // LINE
    // Of the driver's own geometry shaders: LAYER and VIEWPORT, in the places of the built-ins,
    // which D3D12 gives to rasterisation alone.
    bool layer = false, viewportIndex = false;
};

// What a stage writes for rasterisation, beside the position.
struct StageOutputs {
    uint8_t clipDistances = 0, cullDistances = 0;
    bool layer = false, viewportIndex = false;
    bool pointSize = false;  // other than 1
    // Geometry shaders: what primitives are made of, 1, 2 or 3 vertices; else 0.
    uint8_t primitiveVertices = 0;
    std::array<uint8_t, 32> locationTypes{};  // as in StageInputs
};

// An entry of D3D12_SO_DECLARATION_ENTRY[], in the order of buffers and offsets.
struct StreamOutput {
    uint32_t stream = 0;
    std::string semantic;  // empty: a gap
    uint32_t semanticIndex = 0;
    uint8_t startComponent = 0;  // counted from the element's first column
    uint8_t componentCount = 0;
    uint8_t buffer = 0;
};

// What D3D12 would draw otherwise than Vulkan, and geometry shaders put out in another form.
enum class PrimitiveShape : uint8_t {
    Native,
    Points,       // squares of PointSize around the vertices
    Lines,        // rectangles of SystemValue::LineWidth along the edges
    Bresenham,    // parallelograms, as wide along the axis to which the edge is nearer to square
    SmoothLines,  // rectangles half a pixel larger, with LINE
};
struct PrimitiveExpansion {
    PrimitiveShape shape = PrimitiveShape::Native;
    // The last vertex provokes, D3D12's is the first: that gets what the last one has of the inputs
    // that are flat. The order within captured triangles is that of Vulkan.
    bool lastProvokes = false;
    // Triangles that become points or lines: which way round they are culled and which way they are
    // the front, on the screen. What is left of the back has the back as its face.
    bool cullsClockwise = false, cullsCounterClockwise = false, clockwiseIsFront = false;

    explicit operator bool() const { return shape != PrimitiveShape::Native || lastProvokes; }
    friend bool operator==(const PrimitiveExpansion&, const PrimitiveExpansion&) = default;
};

enum class PrimitiveInput : uint8_t {
    Points,
    Lines,
    LinesWithAdjacency,
    Triangles,
    TrianglesWithAdjacency,
};

// A geometry shader that hands on the primitives that it gets: what the stage before it writes and
// captures, and what the fragment shader reads.
struct PassThrough {
    PrimitiveInput input = PrimitiveInput::Triangles;
    StageInputs read;
    StageOutputs written;
    std::span<const StreamOutput> captured;
    std::array<uint32_t, 4> strides{};
};
// Its words, entry point "main". It is to be translated with an expansion.
std::vector<uint32_t> passThroughGeometry(const PassThrough& passThrough);

// Vulkan's clip space has y pointing down, D3D12's has it pointing up; a viewport of negative
// height (which D3D12 lacks) turns it over once more.
enum class YFlip : uint8_t {
    None,
    Always,
    PerViewport,  // where SystemValue::FlippedViewports has the bit of the vertex's viewport
};

// What Vulkan says in the execution modes of either tessellation shader, and D3D12 asks of both.
enum class TessellationDomain : uint8_t { Unknown, Triangles, Quads, Isolines };
enum class TessellationSpacing : uint8_t { Unknown, Equal, FractionalEven, FractionalOdd };
enum class TessellationOrder : uint8_t { Unknown, CounterClockwise, Clockwise };
struct TessellationModes {
    TessellationDomain domain = TessellationDomain::Unknown;
    TessellationSpacing spacing = TessellationSpacing::Unknown;
    TessellationOrder order = TessellationOrder::Unknown;
    bool pointMode = false;
    uint32_t outputVertices = 0;  // control points of an output patch, 0: unknown
};

// The modes of the tessellation entry point `entryPoint` (empty: the only one) alone; all unknown
// for a module without one.
TessellationModes tessellationModes(std::span<const uint32_t> words, std::string_view entryPoint);

struct TessellationOptions {
    // What the other tessellation shader says; the shader's own modes come first. What neither says
    // is triangles, equal spacing, counter-clockwise.
    TessellationModes other;
    // Of the pipeline: control points of an input patch (control shader; 0: as many as it puts
    // out).
    uint32_t patchControlPoints = 0;
    // VK_TESSELLATION_DOMAIN_ORIGIN_LOWER_LEFT: clockwise and counter-clockwise change places.
    bool lowerLeftOrigin = false;
};

// What the D3D12 device can execute natively, beyond the shader model's own guarantees.
struct TargetFeatures {
    bool native16Bit = false;  // 16-bit arithmetic and storage (SM 6.2 and D3D12_OPTIONS4); else
                               // lowered to 32 bits
    bool int64 = true;         // D3D12_OPTIONS1.Int64ShaderOps
    bool float64 = true;       // D3D12_OPTIONS.DoublePrecisionFloatShaderOps
    bool waveOps = true;       // D3D12_OPTIONS1.WaveOps
    // vkd3d 2.1 takes two wave operations of one operand for the same value, even where fewer lanes
    // are active at the second: give each an operand of its own. Compilers of real devices see
    // through it.
    bool distinctWaveOperands = true;
    // vkd3d 2.1 does atomic operations through a non-uniform descriptor on the first invocation's
    // alone: those of one descriptor at a time.
    bool uniformAtomics = true;
    // llvmpipe (LLVM 21) aborts where it cannot see that the index of a descriptor is the same in
    // all invocations: read the first one's.
    bool scalarIndices = true;
    // vkd3d 2.1 refuses QuadReadLaneAt of a lane that is no constant: read the lane of the wave.
    bool constantQuadLane = true;
    // vkd3d 2.1 takes two conversions of one operand for the same value, even where they are to
    // types of different widths: give each width an operand of its own.
    bool distinctConversions = true;
    // vkd3d 2.1 writes the phis of a loop one after the other, before it branches: give the edges
    // that lead back blocks of their own, and phis that change places copies.
    bool separateLoopPhis = true;
    // vkd3d 2.1 refuses switches in hull shaders: compare with one case after the other.
    bool hullSwitchesAsComparisons = true;
    // vkd3d 2.1 compares and exchanges the first word of a groupshared array, whatever the index:
    // operations on arrays take turns there.
    bool lockSharedExchange = true;
    // vkd3d 2.1 converts floats from 2^31 on to the largest 64-bit integer: shift their bits.
    bool wideConversionsByBits = true;
    // From shader model 6.7 on: integers are sampled, texel offsets are computed, comparisons are
    // made at any level (D3D12_OPTIONS14.AdvancedTextureOpsSupported).
    bool advancedTextureOps = true;
    // The status of sparse resources and the level clamp of samples (tiled resources tier 2; vkd3d
    // has neither). Without them every texel counts as resident, and clamped levels are computed.
    bool residency = true;
    bool levelClamp = true;
    // vkd3d 2.1 refuses EvalSnapped: interpolate at an offset by derivatives.
    bool snapByDerivatives = true;
    // vkd3d 2.1 has no geometry shader instances: run the invocations one after the other in one,
    // whose limit of 1024 vertices is theirs together; D3D12's limit of 1024 components, which
    // vkd3d does not know, is not kept then.
    bool joinGeometryInvocations = true;
};

// How a vertex attribute lies in memory.
enum class NumberEncoding : uint8_t {
    Unorm,
    Snorm,
    Uscaled,
    Sscaled,
    Uint,
    Sint,
    Float,           // of 64, 32 or 16 bits; of 11 or 10, without a sign
    SharedExponent,  // 9 bits of a number, whose exponent is the highest 5 bits of the word
};
struct AttributeFormat {
    struct Component {
        uint8_t offset = 0;  // of the lowest bit; a component lies within a 32-bit word, or is 64
                             // bits at a multiple of 64
        uint8_t bits = 0;    // 0: absent
        friend constexpr bool operator==(const Component&, const Component&) = default;
    };
    NumberEncoding encoding = NumberEncoding::Float;
    uint8_t bytes = 0;
    std::array<Component, 4> components{};  // red, green, blue, alpha
    friend constexpr bool operator==(const AttributeFormat&, const AttributeFormat&) = default;
};

// An attribute that the vertex shader reads from memory itself, because D3D12's input assembler
// cannot: its format, place or type.
struct FetchedAttribute {
    uint32_t location = 0;
    AttributeFormat format;
    bool perInstance = false;
    uint32_t divisor = 1;  // instances that share an element; 0: all
};

// Which layer of its view an input attachment is read at; views are of arrays.
enum class AttachmentLayer : uint8_t {
    First,
    Rendered,  // that of the fragment (Layer)
    View,      // that of the view (ViewIndex)
};

struct Options {
    std::string_view entryPoint;       // empty: the only entry point of `stage` (or the only one)
    std::optional<ShaderStage> stage;  // none: the entry point's own
    ShaderModel shaderModel;
    TargetFeatures features;
    std::span<const SpecializationConstant> specialization;
    std::span<const DescriptorBinding> bindings;
    // Constant buffers (root constants or root CBVs in D3D12): b register and space of each.
    RegisterRange pushConstants{.space = 1000, .base = 0};
    RegisterRange systemValues{.space = 1000, .base = 1};
    RegisterRange dynamicOffsets{.space = 1000, .base = 2};
    // The views of dynamic buffers reach beyond their descriptors: check every access against the
    // descriptor's size, reading zeros and writing nothing outside (robustBufferAccess2).
    bool checkDynamicBounds = false;
    // Where device addresses lead (PhysicalStorageBuffer): an array of raw UAVs, u registers. The
    // address a is byte a % kAddressWindow of the array's element a / kAddressWindow; each view
    // reaches at least another kAddressWindow beyond its first, so that no access is cut in two.
    RegisterRange bufferAddresses{.space = 1001, .base = 0, .count = kUnboundedCount};
    // Whether the shader may be dispatched from a base workgroup (vkCmdDispatchBase). If not, it
    // does not read the words BaseWorkgroup of the system values: they are 0.
    bool dispatchBase = true;
    // Required subgroup size of a compute shader (VK_EXT_subgroup_size_control), a power of two
    // from 4 to 128; 0: none. Demanded from shader model 6.6 on.
    uint32_t requiredSubgroupSize = 0;
    // The device's actual wave size range, D3D12_OPTIONS1.WaveLaneCountMin/Max.
    bool zeroInitializeWorkgroupMemory = false;

    // --- graphics
    // The fragment shader reads PointCoord as the input POINTCOORD in columns 0 and 1 of register
    // 31 (where the shading rate has column 2 and location 27 must be free), written by the
    // triangles that the driver draws for points. Otherwise points are one pixel: the coordinate is
    // 0.5.
    bool pointCoordinateInput = false;
    // The fragment shader multiplies component 3 of its outputs with how much a smooth line covers
    // the pixel, from the input LINE in columns 0 to 2 of register 31: the distance from the line,
    // that along it from where it begins, and its length, in pixels.
    bool lineCoverage = false;
    AttachmentLayer attachmentLayer = AttachmentLayer::First;
    // The fragment shader runs for each sample, and its inputs are those of the sample
    // (sampleShadingEnable).
    bool sampleShading = false;
    // Components 3 of the fragment outputs are 1 (alphaToOneEnable). `coverageSamples`: before
    // that, that of location 0 says how many of so many samples are covered, where D3D12's
    // alpha-to-coverage would see another value; 0: none.
    bool alphaToOne = false;
    uint8_t coverageSamples = 0;
    std::array<TargetOrder, kMaxTargets> targetOrders = kSameTargetOrders;  // by location
    // To the last stage before rasterisation.
    YFlip flipY = YFlip::None;
    bool negativeOneToOneDepth = false;  // clip space has z in [-w, w] (VK_EXT_depth_clip_control)
    // Vertex shaders: these attributes are no inputs. Row i of the constant buffer `vertexFetch`
    // says where attribute i is: the element of `bufferAddresses` (the same for all vertices), the
    // byte in it where the first element begins, how many elements there are, and the bytes from
    // one to the next. Elements beyond are zeros; components that the format lacks are 0, alpha 1.
    std::span<const FetchedAttribute> fetchedAttributes;
    RegisterRange vertexFetch{.space = 1000, .base = 3};
    // Multiview by instances: the draw has an instance for each view of each of Vulkan's, in that
    // order; bit i: view i. Every stage gets it; the layer is the view's number, which travels as
    // VIEW up to the stage that writes the layer. 0: ViewIndex is a word of the system values.
    uint32_t viewMask = 0;
    // Shaders read the device's index, 0, as ViewIndex; what is drawn to which layer stays the
    // same.
    bool viewIndexIsDevice = false;
    // What the next stage reads (its Reflection::inputs): other outputs by location are left out,
    // but for those that transform feedback captures. None: all are declared.
    std::optional<StageInputs> nextStage;
    TessellationOptions tessellation;
    PrimitiveExpansion expansion;  // of geometry shaders
};

// A Vulkan binding that the shader statically uses.
struct UsedBinding {
    uint32_t set = 0;
    uint32_t binding = 0;
    ResourceClass resourceClass = ResourceClass::UnorderedAccess;
    bool written = false;
    // A float storage image or texel buffer with atomic operations: the shader reads and writes its
    // 32-bit texels as integers, so the view must be of R32_UINT.
    bool texelsAreWords = false;
};

struct Reflection {
    ShaderStage stage = ShaderStage::Compute;
    std::string entryPoint;
    uint32_t workgroupSize[3] = {1, 1, 1};  // compute, task, mesh
    uint32_t workgroupMemory = 0;           // bytes of groupshared memory
    uint32_t pushConstantSize = 0;          // bytes read, 0 when unused
    uint32_t systemValues = 0;              // bit i: the word SystemValue(i) is read
    bool usesDynamicOffsets = false;
    bool usesBufferAddresses = false;
    bool usesWaveOps = false;
    bool usesDerivatives = false;
    uint64_t shaderFlags = 0;  // SFI0 bits (DXIL.rst, "Feature info")

    // --- graphics
    StageInputs inputs;
    StageOutputs outputs;
    TessellationModes tessellation;  // of the tessellation stages: with those of Options
    // Of the last stage before rasterisation, where the shader has the execution mode Xfb.
    std::vector<StreamOutput> streamOutputs;
    std::array<uint32_t, 4> streamStrides{};  // bytes, by buffer

    std::vector<UsedBinding> bindings;
};

struct Shader {
    std::vector<std::byte> container;  // signed
    Reflection reflection;
};

// Why a module was refused. `wordOffset` is the offset in 32-bit words of the instruction from the
// module's first word; 0 when the module as a whole is meant.
struct TranslationError {
    uint32_t wordOffset = 0;
    std::string message;
};

using TranslationResult = std::variant<Shader, TranslationError>;

// Thread-safe. `words` may be anything: whatever is not a valid module for Vulkan is refused with
// an error or translated to some valid container, in time and memory bounded by the input's size.
TranslationResult translateSpirv(std::span<const uint32_t> words, const Options& options);

}  // namespace baker
