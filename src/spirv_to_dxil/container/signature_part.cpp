#include "spirv_to_dxil/container/signature_part.hpp"

#include <algorithm>
#include <tuple>

#include "spirv_to_dxil/container/bytes.hpp"
#include "spirv_to_dxil/dxil/shader_flags.hpp"

namespace baker::dxil {
namespace {

constexpr size_t kHeaderSize = 8;
constexpr size_t kElementSize = 32;

// D3D_NAME of a tessellation factor, by domain; that of a line's first row differs from the second.
constexpr uint32_t kQuadEdge = 11, kQuadInside = 12, kTriEdge = 13, kTriInside = 14;
constexpr uint32_t kLineDetail = 15, kLineDensity = 16;

uint32_t tessFactorName(TessellatorDomain domain, bool inside) {
    switch (domain) {
        case TessellatorDomain::IsoLine:
            return inside ? 0 : kLineDensity;
        case TessellatorDomain::Tri:
            return inside ? kTriInside : kTriEdge;
        case TessellatorDomain::Quad:
            return inside ? kQuadInside : kQuadEdge;
        default:
            return 0;
    }
}

// The system value as D3D_NAME numbers it.
uint32_t systemValue(SemanticKind kind, TessellatorDomain domain) {
    switch (kind) {
        case SemanticKind::Position:
            return 1;
        case SemanticKind::ClipDistance:
            return 2;
        case SemanticKind::CullDistance:
            return 3;
        case SemanticKind::RenderTargetArrayIndex:
            return 4;
        case SemanticKind::ViewPortArrayIndex:
            return 5;
        case SemanticKind::VertexID:
            return 6;
        case SemanticKind::PrimitiveID:
            return 7;
        case SemanticKind::InstanceID:
            return 8;
        case SemanticKind::IsFrontFace:
            return 9;
        case SemanticKind::SampleIndex:
            return 10;
        case SemanticKind::TessFactor:
            return tessFactorName(domain, false);
        case SemanticKind::InsideTessFactor:
            return tessFactorName(domain, true);
        case SemanticKind::Barycentrics:
            return 23;
        case SemanticKind::ShadingRate:
            return 24;
        case SemanticKind::CullPrimitive:
            return 25;
        case SemanticKind::Target:
            return 64;
        case SemanticKind::Depth:
            return 65;
        case SemanticKind::Coverage:
            return 66;
        case SemanticKind::DepthGreaterEqual:
            return 67;
        case SemanticKind::DepthLessEqual:
            return 68;
        case SemanticKind::StencilRef:
            return 69;
        case SemanticKind::InnerCoverage:
            return 70;
        default:
            return 0;
    }
}

uint32_t minimumPrecision(ComponentType type) {
    switch (type) {
        case ComponentType::F16:
            return 1;
        case ComponentType::I16:
            return 4;
        case ComponentType::U16:
            return 5;
        default:
            return 0;
    }
}

struct Row {
    uint32_t stream, name, index, systemValue, component, reg;
    uint8_t mask, usage;
    uint32_t precision;
};

bool isAllocated(const SignatureElement& e) {
    return e.startRow != kNoRegister;
}

uint8_t columnMask(const SignatureElement& e) {
    const unsigned columns = (1u << e.columns) - 1;
    return uint8_t(isAllocated(e) ? columns << e.startColumn : columns);
}

class SignatureWriter {
  public:
    SignatureWriter(const Module& module, bool isInput)
        : module_(module), isInput_(isInput), isNew_(validatorMinor(module) >= 7) {}

    std::vector<std::byte> write(const Signature& signature) {
        size_t rows = 0;
        for (const SignatureElement& e : signature) rows += e.rows;
        namesAt_ = kHeaderSize + kElementSize * rows;
        for (const SignatureElement& e : signature) addRows(e);
        std::ranges::stable_sort(
            rows_, {}, [](const Row& row) { return std::tuple(row.stream, row.reg, row.name); });
        ByteWriter out;
        out.u32(uint32_t(rows_.size()));
        out.u32(kHeaderSize);
        for (const Row& row : rows_) writeRow(out, row);
        for (std::string_view name : names_) out.text(name);
        if (isNew_) out.align4();
        return out.take();
    }

  private:
    void addRows(const SignatureElement& e) {
        Row row{};
        row.stream = e.stream;
        row.name = nameOffset(e);
        row.systemValue = systemValue(e.kind, module_.tessellation.domain);
        row.component = signatureComponentType(e.component);
        row.reg = uint32_t(e.startRow);
        row.mask = columnMask(e);
        row.usage = uint8_t(isAllocated(e) ? e.usageMask << e.startColumn : e.usageMask);
        row.precision = module_.native16Bit ? 0 : minimumPrecision(e.component);
        for (uint32_t i = 0; i < e.rows; ++i) {
            row.index = e.semanticIndex + i;
            rows_.push_back(row);
            if (isAllocated(e)) ++row.reg;
            if (row.systemValue == kLineDensity) row.systemValue = kLineDetail;
        }
    }

    // Before validator 1.7 every element had a name of its own, but for system values.
    uint32_t nameOffset(const SignatureElement& e) {
        const std::string_view name = e.semantic;
        const bool isShared = isNew_ || e.kind != SemanticKind::Arbitrary;
        size_t at = namesAt_;
        for (std::string_view known : names_) {
            if (isShared && known == name) return uint32_t(at);
            at += known.size() + 1;
        }
        names_.push_back(name);
        return uint32_t(at);
    }

    void writeRow(ByteWriter& out, const Row& row) {
        out.u32(row.stream);
        out.u32(row.name);
        out.u32(row.index);
        out.u32(row.systemValue);
        out.u32(row.component);
        out.u32(row.reg);
        out.u8(row.mask);
        // Input: components always read. Output: components never written.
        out.u8(isInput_ ? row.usage : uint8_t(~row.usage & 0xf));
        out.u16(0);
        out.u32(row.precision);
    }

    const Module& module_;
    const bool isInput_;
    const bool isNew_;  // names are shared and the part is padded
    size_t namesAt_ = 0;
    std::vector<Row> rows_;
    std::vector<std::string_view> names_;
};

}  // namespace

uint32_t signatureComponentType(ComponentType type) {
    switch (type) {
        case ComponentType::I1:
        case ComponentType::U32:
            return 1;
        case ComponentType::I32:
            return 2;
        case ComponentType::F32:
        case ComponentType::SNormF32:
        case ComponentType::UNormF32:
            return 3;
        case ComponentType::U16:
            return 4;
        case ComponentType::I16:
            return 5;
        case ComponentType::F16:
        case ComponentType::SNormF16:
        case ComponentType::UNormF16:
            return 6;
        case ComponentType::U64:
            return 7;
        case ComponentType::I64:
            return 8;
        case ComponentType::F64:
            return 9;
        default:
            return 0;
    }
}

std::vector<std::byte> signaturePart(const Module& module, const Signature& signature,
                                     bool isInput) {
    return SignatureWriter(module, isInput).write(signature);
}

}  // namespace baker::dxil
