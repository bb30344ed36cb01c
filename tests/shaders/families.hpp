// The shaders of families/, compiled by the build. A new one is listed here and in meson.build.
#pragma once

#include <cstdint>
#include <ostream>
#include <span>

// generated
#include "comparison.hpp"
#include "composite.hpp"
#include "control_flow.hpp"
#include "float16.hpp"
#include "float16_group.hpp"
#include "float64.hpp"
#include "float_arithmetic.hpp"
#include "float_choice.hpp"
#include "float_conversion.hpp"
#include "float_conversion64.hpp"
#include "integer16.hpp"
#include "integer64.hpp"
#include "integer8.hpp"
#include "integer_arithmetic.hpp"
#include "integer_bits.hpp"
#include "integer_shifts_beyond.hpp"
#include "loops.hpp"
#include "memory.hpp"
#include "out_of_range.hpp"

namespace baker::test {

struct Family {
    const char* name;
    std::span<const uint32_t> words;
};

inline void PrintTo(const Family& family, std::ostream* out) {
    *out << family.name;
}

inline const Family kFamilies[] = {
    {"integer_arithmetic", k_integer_arithmetic},
    {"integer_bits", k_integer_bits},
    {"integer_shifts_beyond", k_integer_shifts_beyond},
    {"comparison", k_comparison},
    {"float_arithmetic", k_float_arithmetic},
    {"float_choice", k_float_choice},
    {"float_conversion", k_float_conversion},
    {"float_conversion64", k_float_conversion64},
    {"composite", k_composite},
    {"control_flow", k_control_flow},
    {"loops", k_loops},
    {"memory", k_memory},
    {"out_of_range", k_out_of_range},
    {"integer64", k_integer64},
    {"float64", k_float64},
    {"float16", k_float16},
    {"float16_group", k_float16_group},
    {"integer16", k_integer16},
    {"integer8", k_integer8},
};

}  // namespace baker::test
