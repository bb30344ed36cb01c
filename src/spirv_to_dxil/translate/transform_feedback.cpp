// Transform feedback: the captured scalars as the entries of D3D12's stream output declaration,
// which lie one behind the other in a buffer. Source: Vulkan specification, "Transform Feedback";
// D3D12 functional specification, "Stream Output".
#include "spirv_to_dxil/translate/stage_interface.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {
namespace {

constexpr uint32_t kWord = 4;  // bytes

// Whether the component goes on where the entry ends.
bool continues(const StreamOutput& last, const dxil::SignatureElement& e, uint32_t buffer,
               uint32_t column) {
    return last.buffer == buffer && last.stream == e.stream && last.semantic == e.semantic &&
           last.semanticIndex == e.semanticIndex &&
           last.startComponent + last.componentCount == column;
}

// A gap's components may be more than an element has.
void addGap(std::vector<StreamOutput>& entries, uint32_t stream, uint32_t buffer, uint32_t words) {
    constexpr uint32_t kMost = 4;
    for (; words > 0; words -= std::min(words, kMost)) {
        StreamOutput& gap = entries.emplace_back();
        gap.stream = stream;
        gap.buffer = static_cast<uint8_t>(buffer);
        gap.componentCount = static_cast<uint8_t>(std::min(words, kMost));
    }
}

}  // namespace

void Capture::add(const InterfaceScalar& s, uint32_t element, uint32_t column) {
    components_[{s.captureBuffer, s.captureOffset}] = {element, column, s.captureStride};
    if (s.type->width == 64)
        components_[{s.captureBuffer, s.captureOffset + kWord}] = {element, column + 1,
                                                                   s.captureStride};
}

void Capture::describe(const dxil::Signature& outputs, Reflection& reflection) const {
    std::vector<StreamOutput>& entries = reflection.streamOutputs;
    std::array<uint32_t, 4> end{};
    for (const auto& [at, component] : components_) {
        const auto [buffer, offset] = at;
        const dxil::SignatureElement& e = outputs[component.element];
        reflection.streamStrides[buffer] = component.stride;
        if (offset > end[buffer]) addGap(entries, e.stream, buffer, (offset - end[buffer]) / kWord);
        end[buffer] = offset + kWord;
        if (!entries.empty() && continues(entries.back(), e, buffer, component.column)) {
            ++entries.back().componentCount;
            continue;
        }
        entries.push_back({e.stream, std::string(e.semantic), e.semanticIndex,
                           static_cast<uint8_t>(component.column), 1,
                           static_cast<uint8_t>(buffer)});
    }
}

}  // namespace baker::translate
