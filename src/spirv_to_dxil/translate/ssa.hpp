// SSA construction for variables that are only accessed whole scalar by whole scalar.
//
// Each such scalar is a `Leaf`; reading one finds the value that reaches the end of a block,
// inserting phis where paths meet. A block is sealed once no further predecessor will be added to
// it; until then its phis stay open. Source: Braun et al., "Simple and Efficient Construction of
// Static Single Assignment Form" (2013), made iterative so that long chains of blocks cost no
// stack.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "spirv_to_dxil/dxil/builder.hpp"

namespace baker::translate {

using Leaf = uint32_t;

class Ssa {
  public:
    explicit Ssa(dxil::Builder& builder) : builder_(builder) {}

    Leaf addLeaf(const dxil::Type* type);
    void write(dxil::BasicBlock* block, Leaf leaf, dxil::Value* value);
    dxil::Value* read(dxil::BasicBlock* block, Leaf leaf);

    // Blocks are sealed unless said otherwise: loop headers are open from creation until their last
    // back edge is built.
    void open(dxil::BasicBlock* block) { open_.try_emplace(block); }
    void seal(dxil::BasicBlock* block);
    // Looking for values took far too long: what is read from now on is wrong.
    bool isExhausted() const { return steps_ > kMaxSteps; }
    // The block before all others, though no branch leads from it yet.
    void setRoot(dxil::BasicBlock* block) { root_ = block; }

  private:
    // Blocks passed and phi operands found, each of which is kept: forty times what the largest of
    // ggml's shaders needs.
    static constexpr uint32_t kMaxSteps = 1u << 21;

    struct PendingPhi {
        dxil::Phi* phi;
        dxil::BasicBlock* block;
        Leaf leaf;
    };
    struct Key {
        dxil::BasicBlock* block;
        Leaf leaf;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        size_t operator()(const Key& key) const {
            return (reinterpret_cast<uintptr_t>(key.block) >> 4) * 0x9e3779b97f4a7c15ull ^
                   key.leaf * 0xff51afd7ed558ccdull;
        }
    };

    dxil::Value* lookup(dxil::BasicBlock* block, Leaf leaf);
    dxil::Phi* placePhi(dxil::BasicBlock* block, Leaf leaf);
    void complete(size_t firstPending);
    bool simplify(dxil::Phi* phi);

    dxil::Builder& builder_;
    dxil::BasicBlock* root_ = nullptr;
    std::vector<const dxil::Type*> leafTypes_;
    std::unordered_map<Key, dxil::Value*, KeyHash> definitions_;
    std::unordered_map<dxil::BasicBlock*, std::vector<PendingPhi>> open_;
    std::vector<PendingPhi> pending_;
    uint32_t steps_ = 0;
};

}  // namespace baker::translate
