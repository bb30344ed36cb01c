// Block ids, record codes and encodings of LLVM 3.7's bitcode (LLVMBitCodes.h of that release).
#pragma once

namespace baker::dxil::bitcode {

enum Block : unsigned {
    kModuleBlock = 8,
    kParamAttrBlock = 9,
    kParamAttrGroupBlock = 10,
    kConstantsBlock = 11,
    kFunctionBlock = 12,
    kValueSymtabBlock = 14,
    kMetadataBlock = 15,
    kTypeBlock = 17,
};

enum ModuleCode : unsigned {
    kModuleVersion = 1,
    kModuleTriple = 2,
    kModuleDataLayout = 3,
    kModuleGlobalVar = 7,
    kModuleFunction = 8,
};

enum AttributeCode : unsigned { kAttributeEntry = 2, kAttributeGroup = 3 };

enum AttributeKind : unsigned {
    kNoDuplicate = 12,
    kNoUnwind = 18,
    kReadNone = 20,
    kReadOnly = 21,
};

enum TypeCode : unsigned {
    kTypeNumEntry = 1,
    kTypeVoid = 2,
    kTypeFloat = 3,
    kTypeDouble = 4,
    kTypeLabel = 5,
    kTypeInteger = 7,
    kTypePointer = 8,
    kTypeHalf = 10,
    kTypeArray = 11,
    kTypeVector = 12,
    kTypeMetadata = 16,
    kTypeStructAnon = 18,
    kTypeStructName = 19,
    kTypeStructNamed = 20,
    kTypeFunction = 21,
};

enum ConstantCode : unsigned {
    kConstantSetType = 1,
    kConstantNull = 2,
    kConstantUndef = 3,
    kConstantInteger = 4,
    kConstantFloat = 6,
    kConstantAggregate = 7,
    kConstantData = 22,
};

enum MetadataCode : unsigned {
    kMetadataString = 1,
    kMetadataValue = 2,
    kMetadataNode = 3,
    kMetadataName = 4,
    kMetadataNamedNode = 10,
};

enum SymtabCode : unsigned { kSymtabEntry = 1 };

enum FunctionCode : unsigned {
    kDeclareBlocks = 1,
    kBinop = 2,
    kCast = 3,
    kReturn = 10,
    kBranch = 11,
    kSwitch = 12,
    kUnreachable = 15,
    kPhi = 16,
    kAlloca = 19,
    kLoad = 20,
    kExtractValue = 26,
    kCompare = 28,
    kSelect = 29,
    kCall = 34,
    kAtomicRmw = 38,
    kGetElementPtr = 43,
    kStore = 44,
    kCmpXchg = 46,
};

inline constexpr unsigned kLinkageExternal = 0;
inline constexpr unsigned kLinkageInternal = 3;
inline constexpr unsigned kOrderingSequentiallyConsistent = 6;
inline constexpr unsigned kScopeCrossThread = 1;

}  // namespace baker::dxil::bitcode
