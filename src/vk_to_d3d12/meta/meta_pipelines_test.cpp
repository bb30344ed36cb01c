#include "meta_pipelines.hpp"

#include <gtest/gtest.h>

#include "spirv_to_dxil/testing/containers.hpp"

namespace baker {
namespace {

TEST(MetaPipelines, EveryShaderIsTranslated) {
    for (uint8_t i = 0; i < static_cast<uint8_t>(MetaShader::Count); ++i)
        for (uint8_t minor : {0, 6}) {
            Options options;
            options.shaderModel = {6, minor};
            TranslationResult result = translateMetaShader(static_cast<MetaShader>(i), options);
            const auto* error = std::get_if<TranslationError>(&result);
            ASSERT_EQ(error, nullptr) << "shader " << int(i) << ": " << error->message;
            testing::keepContainer(std::get<Shader>(result).container,
                                   std::to_string(i) + "_6_" + std::to_string(minor));
        }
}

}  // namespace
}  // namespace baker
