#include "variant_table.hpp"

#include <utility>

namespace baker {

VariantTable::~VariantTable() {
    for (std::atomic<PipelineVariant*>& bucket : buckets_)
        for (PipelineVariant* variant = bucket.load(); variant;)
            delete std::exchange(variant, variant->next);
}

const PipelineVariant* VariantTable::findFrom(const PipelineVariant* first, const BakedState& state,
                                              uint32_t hash) {
    for (; first; first = first->next)
        if (first->hash == hash && first->state == state) return first;
    return nullptr;
}

const PipelineVariant* VariantTable::find(const BakedState& state, uint32_t hash) const {
    return findFrom(buckets_[hash % kBuckets].load(std::memory_order_acquire), state, hash);
}

const PipelineVariant* VariantTable::add(std::unique_ptr<PipelineVariant> variant) {
    std::atomic<PipelineVariant*>& bucket = buckets_[variant->hash % kBuckets];
    PipelineVariant* first = bucket.load(std::memory_order_acquire);
    do {
        if (const auto* other = findFrom(first, variant->state, variant->hash)) return other;
        variant->next = first;
    } while (!bucket.compare_exchange_weak(first, variant.get(), std::memory_order_release,
                                           std::memory_order_acquire));
    return variant.release();
}

}  // namespace baker
