#include "spirv_to_dxil/container/pipeline_state.hpp"

#include <algorithm>
#include <array>

#include "spirv_to_dxil/container/bytes.hpp"
#include "spirv_to_dxil/container/signature_part.hpp"
#include "spirv_to_dxil/dxil/dependencies.hpp"
#include "spirv_to_dxil/dxil/shader_flags.hpp"

namespace baker::dxil {
namespace {

constexpr size_t kStageInfoSize = 16;
constexpr size_t kStreams = 4;

enum class BindingType : uint32_t {
    Sampler = 1,
    Cbv = 2,
    SrvTyped = 3,
    SrvRaw = 4,
    SrvStructured = 5,
    UavTyped = 6,
    UavRaw = 7,
    UavStructured = 8,
    UavStructuredWithCounter = 9,
};

BindingType bindingType(const Resource& r) {
    const bool uav = r.resourceClass == ResourceClass::UnorderedAccess;
    switch (r.kind) {
        case ResourceKind::Sampler:
            return BindingType::Sampler;
        case ResourceKind::CBuffer:
            return BindingType::Cbv;
        case ResourceKind::RawBuffer:
            return uav ? BindingType::UavRaw : BindingType::SrvRaw;
        case ResourceKind::StructuredBuffer:
            if (!uav) return BindingType::SrvStructured;
            return r.counter ? BindingType::UavStructuredWithCounter : BindingType::UavStructured;
        default:
            return uav ? BindingType::UavTyped : BindingType::SrvTyped;
    }
}

bool has(const Signature& signature, auto... kinds) {
    return std::ranges::any_of(
        signature, [&](const SignatureElement& e) { return ((e.kind == kinds) || ...); });
}

bool isSampleFrequency(const SignatureElement& e) {
    return e.kind == SemanticKind::SampleIndex || e.interpolation == Interpolation::LinearSample ||
           e.interpolation == Interpolation::LinearNoperspectiveSample;
}

// Registers that the signature spans.
uint32_t vectors(const Signature& signature, unsigned stream = 0) {
    uint32_t end = 0;
    for (const SignatureElement& e : signature)
        if (e.startRow != kNoRegister && e.stream == stream)
            end = std::max(end, uint32_t(e.startRow) + e.rows);
    return end;
}

// Words of a mask of one bit for each component.
uint32_t maskWords(uint32_t vectorCount) {
    return (vectorCount + 7) / 8;
}

class PipelineStateWriter {
  public:
    PipelineStateWriter(const Module& module, uint64_t flags)
        : m_(module), viewId_(flags & kViewId), minor_(validatorMinor(module)) {}

    std::vector<std::byte> write() {
        collectTables();
        runtimeInfo();
        resources();
        out_.u32(uint32_t((strings_.size() + 3) & ~size_t{3}));
        out_.raw(strings_.bytes());
        out_.align4();
        out_.u32(uint32_t(indices_.size()));
        out_.words(indices_);
        elements();
        dependencies();
        return out_.take();
    }

  private:
    bool isGeometry() const { return m_.kind == ShaderKind::Geometry; }

    // --- strings and semantic indices, shared by the elements

    void collectTables() {
        strings_.u8(0);
        for (const Signature* signature : {&m_.inputs, &m_.outputs, &m_.patchConstants})
            for (const SignatureElement& e : *signature) {
                names_.push_back(addName(e));
                firstIndices_.push_back(addIndices(e));
            }
    }

    uint32_t addName(const SignatureElement& e) {
        if (e.kind != SemanticKind::Arbitrary || e.semantic.empty()) return 0;
        const auto at = uint32_t(strings_.size());
        strings_.text(e.semantic);
        return at;
    }

    uint32_t addIndices(const SignatureElement& e) {
        std::vector<uint32_t> sequence;
        for (uint32_t row = 0; row < e.rows; ++row) sequence.push_back(e.semanticIndex + row);
        auto known = std::ranges::search(indices_, sequence).begin();
        const auto at = uint32_t(known - indices_.begin());
        if (known == indices_.end())
            indices_.insert(indices_.end(), sequence.begin(), sequence.end());
        return at;
    }

    // --- runtime info

    void runtimeInfo() {
        const bool numThreads = minor_ >= 6;
        out_.u32(numThreads ? 48 : 36);
        stageInfo();
        const uint32_t wave = m_.compute.waveSize;
        out_.u32(wave);
        out_.u32(wave ? wave : UINT32_MAX);
        out_.u8(uint8_t(m_.kind));
        out_.u8(viewId_);
        stageLimits();
        out_.u8(uint8_t(m_.inputs.size()));
        out_.u8(uint8_t(m_.outputs.size()));
        out_.u8(uint8_t(m_.patchConstants.size()));
        out_.u8(uint8_t(vectors(m_.inputs)));
        for (unsigned stream = 0; stream < kStreams; ++stream)
            out_.u8(uint8_t(vectors(m_.outputs, stream)));
        if (!numThreads) return;
        const bool threads = m_.kind == ShaderKind::Compute || m_.kind == ShaderKind::Mesh ||
                             m_.kind == ShaderKind::Amplification;
        for (uint32_t n : m_.compute.numThreads) out_.u32(threads ? n : 0);
    }

    void stageInfo() {
        const size_t end = out_.size() + kStageInfoSize;
        const bool position = has(m_.outputs, SemanticKind::Position);
        const TessellationState& t = m_.tessellation;
        switch (m_.kind) {
            case ShaderKind::Vertex:
                out_.u8(position);
                break;
            case ShaderKind::Hull:
                out_.u32(t.inputControlPoints);
                out_.u32(t.outputControlPoints);
                out_.u32(uint32_t(t.domain));
                out_.u32(uint32_t(t.output));
                break;
            case ShaderKind::Domain:
                out_.u32(t.inputControlPoints);
                out_.u8(position);
                out_.zeros(3);
                out_.u32(uint32_t(t.domain));
                break;
            case ShaderKind::Geometry:
                out_.u32(uint32_t(m_.geometry.input));
                out_.u32(uint32_t(m_.geometry.topology));
                out_.u32(m_.geometry.streamMask ? m_.geometry.streamMask : 1);
                out_.u8(position);
                break;
            case ShaderKind::Pixel:
                out_.u8(has(m_.outputs, SemanticKind::Depth, SemanticKind::DepthLessEqual,
                            SemanticKind::DepthGreaterEqual));
                out_.u8(std::ranges::any_of(m_.inputs, isSampleFrequency));
                break;
            case ShaderKind::Mesh:
                out_.u32(groupSharedBytes());
                out_.u32(0);
                out_.u32(m_.mesh.payloadSize);
                out_.u16(uint16_t(m_.mesh.maxVertexCount));
                out_.u16(uint16_t(m_.mesh.maxPrimitiveCount));
                break;
            case ShaderKind::Amplification:
                out_.u32(m_.mesh.payloadSize);
                break;
            case ShaderKind::Compute:
                break;
        }
        out_.zeros(end - out_.size());
    }

    void stageLimits() {
        if (isGeometry()) return out_.u16(uint16_t(m_.geometry.maxVertexCount));
        out_.u8(hasPatchConstants(m_.kind) ? uint8_t(vectors(m_.patchConstants)) : 0);
        out_.u8(m_.kind == ShaderKind::Mesh ? uint8_t(m_.mesh.topology) : 0);
    }

    static uint32_t sizeOf(const Type* type) {
        if (type->kind == TypeKind::Array) return type->count * sizeOf(type->element());
        uint32_t size = (type->bits + 7u) / 8u;
        for (const Type* member : type->elements) size += sizeOf(member);
        return size;
    }

    uint32_t groupSharedBytes() const {
        uint32_t size = 0;
        for (const GlobalVariable* g : m_.globals())
            if (g->type->addressSpace == AddressSpace::GroupShared) size += sizeOf(g->valueType);
        return size;
    }

    // --- resources

    void resources() {
        out_.u32(uint32_t(m_.resources().size()));
        if (m_.resources().empty()) return;
        out_.u32(minor_ >= 6 ? 24 : 16);
        for (ResourceClass cls : {ResourceClass::ConstantBuffer, ResourceClass::Sampler,
                                  ResourceClass::ShaderResource, ResourceClass::UnorderedAccess})
            for (const Resource* r : m_.resources())
                if (r->resourceClass == cls) resource(*r);
    }

    void resource(const Resource& r) {
        const bool unbounded = r.range.count == kUnboundedCount;
        out_.u32(uint32_t(bindingType(r)));
        out_.u32(r.range.space);
        out_.u32(r.range.base);
        out_.u32(unbounded ? UINT32_MAX : r.range.base + r.range.count - 1);
        if (minor_ < 6) return;
        out_.u32(uint32_t(r.kind));
        out_.u32(r.atomic64);
    }

    // --- signatures

    void elements() {
        constexpr uint32_t kElementSize = 16;
        if (names_.empty()) return;
        out_.u32(kElementSize);
        size_t i = 0;
        for (const Signature* signature : {&m_.inputs, &m_.outputs, &m_.patchConstants})
            for (const SignatureElement& e : *signature) element(e, i++);
    }

    void element(const SignatureElement& e, size_t i) {
        constexpr uint8_t kAllocated = 0x40;
        const bool allocated = e.startRow != kNoRegister;
        out_.u32(names_[i]);
        out_.u32(firstIndices_[i]);
        out_.u8(e.rows);
        out_.u8(allocated ? uint8_t(e.startRow) : 0);
        out_.u8(uint8_t(e.columns | (allocated ? kAllocated | e.startColumn << 4 : 0)));
        out_.u8(uint8_t(e.kind));
        out_.u8(uint8_t(signatureComponentType(e.component)));
        out_.u8(uint8_t(e.interpolation));
        out_.u8(uint8_t(e.dynamicMask | e.stream << 4));
        out_.u8(0);
    }

    // --- which outputs depend on the view index, and on which inputs

    void dependencies() {
        const bool hull = m_.kind == ShaderKind::Hull, mesh = m_.kind == ShaderKind::Mesh;
        const unsigned streams = isGeometry() ? kStreams : 1;
        std::vector<uint32_t> words;
        if (viewId_) {
            for (unsigned s = 0; s < streams; ++s) viewMask(words, m_.outputs, s);
            if (hull || mesh) viewMask(words, m_.patchConstants);
        }
        if (!mesh)
            for (unsigned s = 0; s < streams; ++s) table(words, m_.inputs, m_.outputs, s);
        if (hull) table(words, m_.inputs, m_.patchConstants);
        if (m_.kind == ShaderKind::Domain) table(words, m_.patchConstants, m_.outputs);
        out_.words(words);
    }

    static void viewMask(std::vector<uint32_t>& words, const Signature& outputs,
                         unsigned stream = 0) {
        appendMask(words, scalarsOf(outputs, stream), maskWords(vectors(outputs, stream)));
    }

    static void table(std::vector<uint32_t>& words, const Signature& inputs,
                      const Signature& outputs, unsigned stream = 0) {
        appendDependencies(words, scalarsOf(inputs), scalarsOf(outputs, stream),
                           4 * vectors(inputs), maskWords(vectors(outputs, stream)));
    }

    const Module& m_;
    const bool viewId_;
    const uint8_t minor_;
    ByteWriter out_;
    ByteWriter strings_;
    std::vector<uint32_t> indices_;
    std::vector<uint32_t> names_;         // of every element, in the order written
    std::vector<uint32_t> firstIndices_;  // likewise
};

}  // namespace

std::vector<std::byte> pipelineStatePart(const Module& module, uint64_t shaderFlags) {
    return PipelineStateWriter(module, shaderFlags).write();
}

}  // namespace baker::dxil
