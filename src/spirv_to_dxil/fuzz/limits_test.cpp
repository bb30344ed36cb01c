// Modules made to exhaust time, memory or the stack: each ends in an error or a container while the
// memory allocated stays within a bound. A test that hangs or overflows its stack fails by meson's
// time limit or by its crash.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <functional>

#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/testing/assemble.hpp"

namespace baker {
namespace {

using baker::testing::SpirvAssembler;
using spv::Op;

constexpr uint32_t kVoid = 1, kFunctionType = 2, kUint = 3, kZero = 4, kOne = 5, kBool = 6,
                   kTrue = 7, kMain = 10, kFirst = 100;
constexpr uint32_t kFunctionStorage = 7, kPrivateStorage = 6, kWorkgroupStorage = 4;

struct Shape {
    const char* name;
    std::function<void(SpirvAssembler&)> globals;
    std::function<void(SpirvAssembler&)> body;       // of main, without its label and return
    std::function<void(SpirvAssembler&)> functions;  // behind main
};

std::vector<uint32_t> assemble(const Shape& shape) {
    SpirvAssembler a(4'000'000);
    a.computeEntry(kMain).op(Op::OpTypeVoid, {kVoid}).op(Op::OpTypeFunction, {2, kVoid});
    a.op(Op::OpTypeInt, {kUint, 32, 0}).op(Op::OpConstant, {kUint, kZero, 0});
    a.op(Op::OpConstant, {kUint, kOne, 1});
    a.op(Op::OpTypeBool, {kBool}).op(Op::OpConstantTrue, {kBool, kTrue});
    if (shape.globals) shape.globals(a);
    a.op(Op::OpFunction, {kVoid, kMain, 0, kFunctionType}).op(Op::OpLabel, {11});
    if (shape.body) shape.body(a);
    a.op(Op::OpReturn).op(Op::OpFunctionEnd);
    if (shape.functions) shape.functions(a);
    return a.words();
}

void function(SpirvAssembler& a, uint32_t id, std::initializer_list<uint32_t> callees) {
    a.op(Op::OpFunction, {kVoid, id, 0, kFunctionType}).op(Op::OpLabel, {id + 1});
    uint32_t result = id + 2;
    for (const uint32_t callee : callees) a.op(Op::OpFunctionCall, {kVoid, result++, callee});
    a.op(Op::OpReturn).op(Op::OpFunctionEnd);
}

void callChain(SpirvAssembler& a, uint32_t length, int callsEach) {
    for (uint32_t i = 0; i < length; ++i) {
        const uint32_t id = kFirst + i * 10;
        if (i + 1 == length)
            function(a, id, {});
        else if (callsEach == 1)
            function(a, id, {id + 10});
        else
            function(a, id, {id + 10, id + 10});
    }
}

void callFirst(SpirvAssembler& a) {
    a.op(Op::OpFunctionCall, {kVoid, 12, kFirst});
}

void deepStructures(SpirvAssembler& a) {
    a.op(Op::OpTypeStruct, {kFirst, kUint});
    for (uint32_t i = 1; i < 100'000; ++i) a.op(Op::OpTypeStruct, {kFirst + i, kFirst + i - 1});
}

void doublingStructures(SpirvAssembler& a) {
    a.op(Op::OpTypeStruct, {kFirst, kUint, kUint});
    for (uint32_t i = 1; i < 60; ++i)
        a.op(Op::OpTypeStruct, {kFirst + i, kFirst + i - 1, kFirst + i - 1});
}

// An array of 65,536 words, and a pointer 102 to one in `storage`.
void largeArray(SpirvAssembler& a, uint32_t storage, uint32_t length = 65536) {
    a.op(Op::OpConstant, {kUint, kFirst, length}).op(Op::OpTypeArray, {101, kUint, kFirst});
    a.op(Op::OpTypePointer, {102, storage, 101}).op(Op::OpTypePointer, {103, storage, kUint});
    a.op(Op::OpConstantNull, {101, 104});
}

void nestedSelections(SpirvAssembler& a) {
    constexpr uint32_t kDepth = 50'000;
    for (uint32_t i = 0; i < kDepth; ++i) {
        const uint32_t id = kFirst + 2 * i;
        a.op(Op::OpSelectionMerge, {id + 1, 0}).op(Op::OpBranchConditional, {kTrue, id, id + 1});
        a.op(Op::OpLabel, {id});
    }
    for (uint32_t i = kDepth; i-- > 0;)
        a.op(Op::OpBranch, {kFirst + 2 * i + 1}).op(Op::OpLabel, {kFirst + 2 * i + 1});
}

void nestedLoops(SpirvAssembler& a) {
    constexpr uint32_t kDepth = 3'000;
    for (uint32_t i = 0; i < kDepth; ++i) {
        const uint32_t id = kFirst + 4 * i;
        a.op(Op::OpBranch, {id}).op(Op::OpLabel, {id});
        a.op(Op::OpLoopMerge, {id + 1, id + 2, 0});
        a.op(Op::OpBranchConditional, {kTrue, id + 3, id + 1}).op(Op::OpLabel, {id + 3});
    }
    for (uint32_t i = kDepth; i-- > 0;) {
        const uint32_t id = kFirst + 4 * i;
        a.op(Op::OpBranch, {id + 2}).op(Op::OpLabel, {id + 2}).op(Op::OpBranch, {id});
        a.op(Op::OpLabel, {id + 1});
    }
}

const Shape kShapes[] = {
    {"TypesNestedDeeply", deepStructures, {}, {}},
    {"TypesThatDouble", doublingStructures, {}, {}},
    {"ATypeOfItself",
     [](auto& a) { a.op(Op::OpTypeStruct, {kFirst, kFirst}).op(Op::OpTypeArray, {101, 101, 5}); },
     {},
     {}},
    {"APointerOfItself",
     [](auto& a) {
         a.op(Op::OpTypeForwardPointer, {kFirst, 5349});
         a.op(Op::OpTypePointer, {kFirst, 5349, kFirst}).op(Op::OpVariable, {kFirst, 101, 5349});
     },
     {},
     {}},
    {"CallsNestedDeeply", {}, callFirst, [](auto& a) { callChain(a, 100'000, 1); }},
    {"CallsThatDouble", {}, callFirst, [](auto& a) { callChain(a, 60, 2); }},
    {"CallsInACircle",
     {},
     callFirst,
     [](auto& a) {
         function(a, kFirst, {110});
         function(a, 110, {kFirst});
     }},
    {"MainCallsItself", {}, [](auto& a) { a.op(Op::OpFunctionCall, {kVoid, 12, kMain}); }, {}},
    {"SelectionsNestedDeeply", {}, nestedSelections, {}},
    {"LoopsNestedDeeply", {}, nestedLoops, {}},
    {"SpecializationNestedDeeply",
     [](auto& a) {
         a.op(Op::OpSpecConstant, {kUint, kFirst, 1});
         for (uint32_t i = 1; i < 200'000; ++i)
             a.op(Op::OpSpecConstantOp, {kUint, kFirst + i, 128, kFirst + i - 1, kOne});
     },
     {},
     {}},
    {"ALongChainOfValues",
     {},
     [](auto& a) {
         a.op(Op::OpIAdd, {kUint, kFirst, kOne, kOne});
         for (uint32_t i = 1; i < 300'000; ++i)
             a.op(Op::OpIAdd, {kUint, kFirst + i, kFirst + i - 1, kFirst + i - 1});
     },
     {}},
    {"AGiantFunctionArray",
     [](auto& a) { largeArray(a, kFunctionStorage, UINT32_MAX); },
     [](auto& a) {
         a.op(Op::OpVariable, {102, 105, kFunctionStorage});
         a.op(Op::OpAccessChain, {103, 106, 105, kOne}).op(Op::OpStore, {106, kOne});
     },
     {}},
    {"AGiantPrivateArray",
     [](auto& a) {
         largeArray(a, kPrivateStorage, 0x7fffffff);
         a.op(Op::OpVariable, {102, 105, kPrivateStorage});
     },
     [](auto& a) {
         a.op(Op::OpLoad, {101, 106, 105}).op(Op::OpAccessChain, {103, 107, 105, kOne});
         a.op(Op::OpStore, {107, kOne});
     },
     {}},
    {"AGiantSharedArray",
     [](auto& a) {
         largeArray(a, kWorkgroupStorage, 0x40000001);
         a.op(Op::OpVariable, {102, 105, kWorkgroupStorage});
     },
     [](auto& a) { a.op(Op::OpAccessChain, {103, 107, 105, kOne}).op(Op::OpStore, {107, kOne}); },
     {}},
    {"ManyLargeArrays",
     [](auto& a) { largeArray(a, kFunctionStorage); },
     [](auto& a) {
         for (uint32_t i = 0; i < 20'000; ++i)
             a.op(Op::OpVariable, {102, 200 + i, kFunctionStorage});
         for (uint32_t i = 0; i < 20'000; ++i) a.op(Op::OpStore, {200 + i, 104});
     },
     {}},
    {"ManyLargeLoads",
     [](auto& a) { largeArray(a, kFunctionStorage, 4096); },
     [](auto& a) {
         a.op(Op::OpVariable, {102, 105, kFunctionStorage});
         for (uint32_t i = 0; i < 100'000; ++i) a.op(Op::OpLoad, {101, 200 + i, 105});
     },
     {}},
    {"ManyLargeInserts",
     [](auto& a) { largeArray(a, kFunctionStorage); },
     [](auto& a) {
         a.op(Op::OpCompositeInsert, {101, 200, kOne, 104, 7});
         for (uint32_t i = 1; i < 50'000; ++i)
             a.op(Op::OpCompositeInsert, {101, 200 + i, kOne, 199 + i, 7});
     },
     {}},
    {"ManyLargeConstants",
     [](auto& a) {
         largeArray(a, kFunctionStorage);
         for (uint32_t i = 0; i < 100'000; ++i) a.op(Op::OpConstantNull, {101, 200 + i});
     },
     [](auto& a) {
         for (uint32_t i = 0; i < 100'000; ++i) a.op(Op::OpCopyObject, {101, 200'000 + i, 200 + i});
     },
     {}},
    {"ManyLargeSelects",
     [](auto& a) { largeArray(a, kFunctionStorage); },
     [](auto& a) {
         a.op(Op::OpUndef, {101, 199});
         for (uint32_t i = 0; i < 10'000; ++i)
             a.op(Op::OpSelect, {101, 200 + i, kTrue, 104, 199 + i});
     },
     {}},
    {"LargePhisInManyBlocks",
     [](auto& a) { largeArray(a, kFunctionStorage, 4096); },
     [](auto& a) {
         a.op(Op::OpVariable, {102, 105, kFunctionStorage});
         for (uint32_t i = 0; i < 20'000; ++i) {
             const uint32_t id = 200 + 3 * i;
             a.op(Op::OpSelectionMerge, {id + 1, 0});
             a.op(Op::OpBranchConditional, {kTrue, id, id + 1}).op(Op::OpLabel, {id});
             a.op(Op::OpStore, {105, 104}).op(Op::OpBranch, {id + 1});
             a.op(Op::OpLabel, {id + 1}).op(Op::OpLoad, {101, id + 2, 105});
         }
     },
     {}},
    {"ValuesReadBehindManyBlocks",
     [](auto& a) { largeArray(a, kFunctionStorage, 4096); },
     [](auto& a) {
         a.op(Op::OpVariable, {102, 105, kFunctionStorage}).op(Op::OpStore, {105, 104});
         for (uint32_t i = 0; i < 100'000; ++i)
             a.op(Op::OpBranch, {200 + i}).op(Op::OpLabel, {200 + i});
         a.op(Op::OpLoad, {101, 106, 105});
     },
     {}},
    {"ManyMemberNames",
     [](auto& a) {
         for (uint32_t i = 0; i < 200'000; ++i) a.op(Op::OpName, {kUint, 0});
     },
     {},
     {}},
    {"ManyVariables",
     [](auto& a) {
         a.op(Op::OpTypePointer, {99, kPrivateStorage, kUint});
         for (uint32_t i = 0; i < 200'000; ++i)
             a.op(Op::OpVariable, {99, kFirst + i, kPrivateStorage});
     },
     [](auto& a) {
         for (uint32_t i = 0; i < 200'000; ++i) a.op(Op::OpStore, {kFirst + i, kOne});
     },
     {}},
};

long peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

class Limits : public ::testing::TestWithParam<Shape> {};

TEST_P(Limits, Hold) {
    const auto words = assemble(GetParam());
    const long before = peakMegabytes();
    const auto result = translateSpirv(words, {});
    if (const auto* error = std::get_if<TranslationError>(&result))
        EXPECT_NE(error->message, "");
    else
        EXPECT_FALSE(std::get<Shader>(result).container.empty());
    // The bound of ids alone costs 100 MB; sanitizers keep what was freed.
    EXPECT_LT(peakMegabytes() - before, 2500);
}

INSTANTIATE_TEST_SUITE_P(Modules, Limits, ::testing::ValuesIn(kShapes),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace baker
