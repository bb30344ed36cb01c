// What the module does with its image types, known before any of it is translated: a D3D12 resource
// has one component type for all of its uses.
#pragma once

#include <unordered_set>

#include "spirv_to_dxil/spirv/module.hpp"

namespace baker::translate {

class ImageUses {
  public:
    explicit ImageUses(const spirv::Module& module) : module_(module) {}

    // Whether images of the type (an OpTypeImage) are sampled, other than by gathering, or asked
    // for the level that sampling would take.
    bool isSampled(spirv::Id imageType) { return scanned().sampled_.contains(imageType); }
    // Whether atomic operations are applied to their texels.
    bool hasAtomics(spirv::Id imageType) { return scanned().atomic_.contains(imageType); }

  private:
    ImageUses& scanned();
    void note(const spirv::Instruction& inst);
    spirv::Id typeOf(spirv::Id value) const;

    const spirv::Module& module_;
    bool isScanned_ = false;
    std::unordered_set<spirv::Id> sampled_;
    std::unordered_set<spirv::Id> atomic_;
};

}  // namespace baker::translate
