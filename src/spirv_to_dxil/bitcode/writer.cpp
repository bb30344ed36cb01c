#include "spirv_to_dxil/bitcode/writer.hpp"

#include <bit>

#include "spirv_to_dxil/bitcode/bitstream.hpp"
#include "spirv_to_dxil/bitcode/codes.hpp"
#include "spirv_to_dxil/bitcode/function_writer.hpp"
#include "spirv_to_dxil/bitcode/numbering.hpp"

namespace baker::dxil {
namespace {

using namespace bitcode;

constexpr std::string_view kTriple = "dxil-ms-dx";
constexpr std::string_view kLayout =
    "e-m:e-p:32:32-i1:32-i8:32-i16:32-i32:32-i64:64-f16:32-f32:32-f64:64-n8:16:32:64";
constexpr std::string_view kNative16BitLayout =
    "e-m:e-p:32:32-i1:32-i8:8-i16:16-i32:32-i64:64-f16:16-f32:32-f64:64-n8:16:32:64";

// LLVM writes a signed number as its magnitude, shifted, with the sign in bit 0.
uint64_t signedInteger(uint64_t bits, unsigned width) {
    const int64_t value = int64_t(bits << (64 - width)) >> (64 - width);
    return value >= 0 ? uint64_t(value) << 1 : (uint64_t{0} - uint64_t(value)) << 1 | 1;
}

class ModuleWriter {
  public:
    ModuleWriter(Module& module, const MetadataTable& metadata)
        : module_(module), metadata_(metadata), numbering_(module, metadata) {}

    std::vector<uint32_t> write() {
        out_.fixed('B', 8);
        out_.fixed('C', 8);
        out_.fixed(0xdec0, 16);
        out_.enterBlock(kModuleBlock, 3);
        out_.record(kModuleVersion, {1});  // values are numbered relatively
        attributes();
        types();
        out_.record(kModuleTriple, {}, kTriple);
        out_.record(kModuleDataLayout, {}, module_.native16Bit ? kNative16BitLayout : kLayout);
        globals();
        functions();
        constants();
        metadata();
        symbols();
        bodies();
        out_.exitBlock();
        return out_.finish();
    }

  private:
    // --- attributes: one list for each FunctionAttribute that a used declaration has

    static std::vector<uint64_t> attributeKinds(FunctionAttribute attribute) {
        switch (attribute) {
            case FunctionAttribute::ReadNone:
                return {kNoUnwind, kReadNone};
            case FunctionAttribute::ReadOnly:
                return {kNoUnwind, kReadOnly};
            case FunctionAttribute::NoDuplicate:
                return {kNoDuplicate, kNoUnwind};
            default:
                return {kNoUnwind};
        }
    }

    static bool sameAttributes(FunctionAttribute a, FunctionAttribute b) {
        return attributeKinds(a) == attributeKinds(b);
    }

    // 1-based; 0 for a function of ours, which has none.
    uint32_t attributeList(const Function& function) const {
        if (!function.isDeclaration()) return 0;
        for (size_t i = 0; i < attributes_.size(); ++i)
            if (sameAttributes(attributes_[i], function.attribute)) return uint32_t(i + 1);
        return 0;
    }

    void attributes() {
        for (Function* function : numbering_.functions())
            if (function->isDeclaration() && !attributeList(*function))
                attributes_.push_back(function->attribute);
        if (attributes_.empty()) return;
        constexpr uint64_t kFunctionIndex = 0xffffffff;
        out_.enterBlock(kParamAttrGroupBlock, 3);
        for (size_t i = 0; i < attributes_.size(); ++i) {
            std::vector<uint64_t> record{i + 1, kFunctionIndex};
            for (uint64_t kind : attributeKinds(attributes_[i]))
                record.insert(record.end(), {0, kind});  // 0: an attribute without a value
            out_.record(kAttributeGroup, record);
        }
        out_.exitBlock();
        out_.enterBlock(kParamAttrBlock, 3);
        for (size_t i = 0; i < attributes_.size(); ++i) out_.record(kAttributeEntry, {i + 1});
        out_.exitBlock();
    }

    // --- types

    void types() {
        out_.enterBlock(kTypeBlock, 4);
        const auto all = std::as_const(module_).types().all();
        out_.record(kTypeNumEntry, {all.size()});
        for (const Type* type : all) writeType(*type);
        out_.exitBlock();
    }

    void writeType(const Type& type) {
        switch (type.kind) {
            case TypeKind::Void:
                return out_.record(kTypeVoid, {});
            case TypeKind::Label:
                return out_.record(kTypeLabel, {});
            case TypeKind::Metadata:
                return out_.record(kTypeMetadata, {});
            case TypeKind::Integer:
                return out_.record(kTypeInteger, {type.bits});
            case TypeKind::Float:
                return out_.record(type.bits == 16   ? kTypeHalf
                                   : type.bits == 32 ? kTypeFloat
                                                     : kTypeDouble,
                                   {});
            case TypeKind::Pointer:
                return out_.record(kTypePointer,
                                   {type.element()->index, uint64_t(type.addressSpace)});
            case TypeKind::Array:
                return out_.record(kTypeArray, {type.count, type.element()->index});
            case TypeKind::Vector:
                return out_.record(kTypeVector, {type.count, type.element()->index});
            case TypeKind::Function:
                return writeComposite(kTypeFunction, type);
            case TypeKind::Struct:
                if (type.name.empty()) return writeComposite(kTypeStructAnon, type);
                out_.record(kTypeStructName, {}, type.name);
                return writeComposite(kTypeStructNamed, type);
        }
    }

    void writeComposite(unsigned code, const Type& type) {
        std::vector<uint64_t> record{0};  // not packed, no variable arguments
        for (const Type* element : type.elements) record.push_back(element->index);
        out_.record(code, record);
    }

    // --- globals

    void globals() {
        constexpr uint64_t kExplicitType = 2;
        for (const GlobalVariable* g : numbering_.globals()) {
            const uint64_t space = uint64_t(g->type->addressSpace);
            const uint64_t initializer = g->initializer ? resolve(g->initializer)->id + 1 : 0;
            out_.record(kModuleGlobalVar,
                        {g->valueType->index, uint64_t(g->constant) | kExplicitType | space << 2,
                         initializer, g->initializer ? kLinkageInternal : kLinkageExternal,
                         uint64_t(std::bit_width(g->alignment)), 0});
        }
    }

    void functions() {
        for (const Function* f : numbering_.functions())
            out_.record(kModuleFunction,
                        {f->functionType->index, 0, uint64_t(f->isDeclaration()), kLinkageExternal,
                         attributeList(*f), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    // --- constants

    void constants() {
        if (numbering_.constants().empty()) return;
        out_.enterBlock(kConstantsBlock, 4);
        const Type* current = nullptr;
        for (const Value* constant : numbering_.constants()) {
            if (constant->type != current) {
                current = constant->type;
                out_.record(kConstantSetType, {current->index});
            }
            writeConstant(*constant);
        }
        out_.exitBlock();
    }

    void writeConstant(const Value& value) {
        switch (value.kind) {
            case ValueKind::Undef:
                return out_.record(kConstantUndef, {});
            case ValueKind::Null:
                return out_.record(kConstantNull, {});
            case ValueKind::ConstantData:
                return out_.record(kConstantData, static_cast<const ConstantData&>(value).elements);
            case ValueKind::ConstantAggregate:
                return writeAggregate(value);
            default:
                break;
        }
        const uint64_t bits = static_cast<const Constant&>(value).bits;
        if (bits == 0) return out_.record(kConstantNull, {});
        if (value.kind == ValueKind::ConstantFloat) return out_.record(kConstantFloat, {bits});
        out_.record(kConstantInteger, {signedInteger(bits, value.type->bits)});
    }

    void writeAggregate(const Value& value) {
        std::vector<uint64_t> record;
        for (Value* element : static_cast<const ConstantAggregate&>(value).elements)
            record.push_back(resolve(element)->id);
        out_.record(kConstantAggregate, record);
    }

    // --- metadata and symbols

    void metadata() {
        out_.enterBlock(kMetadataBlock, 3);
        for (const MetadataTable::Entry& entry : metadata_.entries()) writeMetadata(entry);
        for (const MetadataTable::Named& named : metadata_.named()) {
            out_.record(kMetadataName, {}, named.name);
            out_.record(kMetadataNamedNode,
                        std::vector<uint64_t>(named.operands.begin(), named.operands.end()));
        }
        out_.exitBlock();
    }

    void writeMetadata(const MetadataTable::Entry& entry) {
        if (entry.kind == MetadataTable::Kind::String)
            return out_.record(kMetadataString, {}, entry.text);
        if (entry.kind == MetadataTable::Kind::Value)
            return out_.record(kMetadataValue, {entry.value->type->index, entry.value->id});
        std::vector<uint64_t> record;
        for (MetadataTable::Id operand : entry.operands)
            record.push_back(operand == MetadataTable::kNull ? 0 : uint64_t(operand) + 1);
        out_.record(kMetadataNode, record);
    }

    void symbols() {
        out_.enterBlock(kValueSymtabBlock, 4);
        for (const GlobalVariable* g : numbering_.globals()) writeSymbol(g->id, g->name);
        for (const Function* f : numbering_.functions()) writeSymbol(f->id, f->name);
        out_.exitBlock();
    }

    void writeSymbol(uint64_t id, std::string_view name) {
        out_.record(kSymtabEntry, std::span(&id, 1), name);
    }

    void bodies() {
        const auto list = [this](const Function& f) { return attributeList(f); };
        for (Function* function : numbering_.functions()) {
            if (function->isDeclaration()) continue;
            numbering_.enter(*function);
            const auto first = numbering_.firstLocal() + uint32_t(function->arguments.size());
            writeFunctionBody(out_, *function, first, list);
        }
    }

    Module& module_;
    const MetadataTable& metadata_;
    Numbering numbering_;
    BitstreamWriter out_;
    std::vector<FunctionAttribute> attributes_;
};

}  // namespace

std::vector<uint32_t> writeBitcode(Module& module, const MetadataTable& metadata) {
    return ModuleWriter(module, metadata).write();
}

}  // namespace baker::dxil
