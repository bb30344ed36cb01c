#include "spirv_to_dxil/tool/hlsl.hpp"

#include <spirv_cross/spirv_cross_c.h>

#include <memory>

#include "spirv_to_dxil/entry_point.hpp"

namespace baker {
namespace {

using Context = std::unique_ptr<spvc_context_s, decltype(&spvc_context_destroy)>;

constexpr unsigned kSystemValueSpace = 1000;

// Gives the module's specialisation constants the values of the command line.
void specialize(spvc_compiler compiler, const Arguments& arguments) {
    const spvc_specialization_constant* constants = nullptr;
    size_t count = 0;
    if (spvc_compiler_get_specialization_constants(compiler, &constants, &count) != SPVC_SUCCESS)
        return;
    for (const auto& constant : std::span(constants, count))
        for (const SpecializationConstant& given : arguments.specialization)
            if (given.id == constant.constant_id)
                spvc_constant_set_scalar_u64(
                    spvc_compiler_get_constant_handle(compiler, constant.id), 0, 0, given.value);
}

spvc_result setOptions(spvc_compiler compiler, const Arguments& arguments) {
    spvc_compiler_options options = nullptr;
    const unsigned model = arguments.shaderModel.major * 10u + arguments.shaderModel.minor;
    if (const auto result = spvc_compiler_create_compiler_options(compiler, &options))
        return result;
    if (const auto result =
            spvc_compiler_options_set_uint(options, SPVC_COMPILER_OPTION_HLSL_SHADER_MODEL, model))
        return result;
    if (const auto result = spvc_compiler_options_set_bool(
            options, SPVC_COMPILER_OPTION_HLSL_ENABLE_16BIT_TYPES, arguments.features.native16Bit))
        return result;
    // As the translator has them: in u registers, written to or not.
    if (const auto result = spvc_compiler_options_set_bool(
            options, SPVC_COMPILER_OPTION_HLSL_FORCE_STORAGE_BUFFER_AS_UAV, SPVC_TRUE))
        return result;
    return spvc_compiler_install_compiler_options(compiler, options);
}

}  // namespace

std::variant<std::string, TranslationError> hlslOf(std::span<const uint32_t> words,
                                                   const Arguments& arguments) {
    const auto parsed = spirv::Module::parse(words);
    if (const auto* error = std::get_if<TranslationError>(&parsed)) return *error;
    Options options;
    options.entryPoint = arguments.entry;
    options.stage = arguments.stage;
    const auto selected = selectEntryPoint(std::get<spirv::Module>(parsed), options);
    if (const auto* error = std::get_if<TranslationError>(&selected)) return *error;
    const spirv::EntryPoint& entry = *std::get<const spirv::EntryPoint*>(selected);

    spvc_context handle = nullptr;
    if (spvc_context_create(&handle) != SPVC_SUCCESS)
        return TranslationError{0, "SPIRV-Cross could not be started"};
    const Context context(handle, spvc_context_destroy);
    spvc_parsed_ir ir = nullptr;
    spvc_compiler compiler = nullptr;
    const char* source = nullptr;
    if (spvc_context_parse_spirv(handle, words.data(), words.size(), &ir) ||
        spvc_context_create_compiler(handle, SPVC_BACKEND_HLSL, ir,
                                     SPVC_CAPTURE_MODE_TAKE_OWNERSHIP, &compiler) ||
        spvc_compiler_set_entry_point(compiler, std::string(entry.name).c_str(),
                                      static_cast<SpvExecutionModel>(entry.model)) ||
        setOptions(compiler, arguments))
        return TranslationError{
            0, std::string("SPIRV-Cross: ") + spvc_context_get_last_error_string(handle)};
    specialize(compiler, arguments);
    // What HLSL has no semantic for becomes a constant buffer; 0 where it is not used.
    if (const auto id = spvc_compiler_hlsl_remap_num_workgroups_builtin(compiler)) {
        spvc_compiler_set_decoration(compiler, id, SpvDecorationDescriptorSet, kSystemValueSpace);
        spvc_compiler_set_decoration(compiler, id, SpvDecorationBinding, 0);
    }
    if (spvc_compiler_compile(compiler, &source) != SPVC_SUCCESS)
        return TranslationError{
            0, std::string("SPIRV-Cross: ") + spvc_context_get_last_error_string(handle)};
    return std::string(source);
}

}  // namespace baker
