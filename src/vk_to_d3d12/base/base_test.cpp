#include <gtest/gtest.h>

#include "allocator.hpp"
#include "com.hpp"
#include "name_list.hpp"
#include "object.hpp"
#include "result.hpp"

namespace baker {
namespace {

struct Thing : Object<Thing, VkBuffer> {
    explicit Thing(int* deaths) : deaths_(deaths) {}
    ~Thing() { ++*deaths_; }
    int* deaths_;
};

TEST(Object, HandleRoundTrip) {
    int deaths = 0;
    Allocator allocator;
    Thing* thing = newObject<Thing>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, &deaths);
    ASSERT_NE(thing, nullptr);
    EXPECT_EQ(Thing::from(thing->handle()), thing);
    deleteObject(allocator, thing);
    EXPECT_EQ(deaths, 1);
}

TEST(Object, IdentityIsNotReused) {
    int deaths = 0;
    Allocator allocator;
    Thing* first = newObject<Thing>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, &deaths);
    const uint64_t id = first->id();
    EXPECT_EQ(objectId(VK_OBJECT_TYPE_BUFFER, reinterpret_cast<uint64_t>(first->handle())), id);
    deleteObject(allocator, first);
    Thing* second = newObject<Thing>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, &deaths);
    EXPECT_NE(second->id(), id);
    deleteObject(allocator, second);
}

TEST(Object, NullWhenTheApplicationGivesNoMemory) {
    VkAllocationCallbacks callbacks{};
    callbacks.pfnAllocation = [](void*, size_t, size_t, VkSystemAllocationScope) -> void* {
        return nullptr;
    };
    callbacks.pfnFree = [](void*, void*) {};
    int deaths = 0;
    EXPECT_EQ(newObject<Thing>(Allocator(&callbacks), VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, &deaths),
              nullptr);
}

TEST(Allocator, AlignmentIsKept) {
    Allocator allocator;
    void* memory = allocator.allocate(100, 256, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 256, 0u);
    allocator.free(memory);
}

TEST(NameList, TakesNamesAndSkipsUnknownOnes) {
    constexpr std::string_view kNames[] = {"first", "second", "third"};
    EXPECT_EQ(parseNameList("LIST", "", kNames), 0u);
    EXPECT_EQ(parseNameList("LIST", "first,nonsense,third", kNames), 0b101u);
    EXPECT_EQ(parseNameList("LIST", ",second,", kNames), 0b010u);
}

Result<int> half(int value) {
    if (value % 2) return VK_ERROR_UNKNOWN;
    return value / 2;
}

Result<int> quarter(int value) {
    return half(TRY(half(value)));
}

TEST(Result, TryPassesErrorsOn) {
    EXPECT_EQ(quarter(8).value(), 2);
    EXPECT_EQ(quarter(6).error(), VK_ERROR_UNKNOWN);
}

TEST(Com, ResultsBecomeWhatTheSpecNames) {
    EXPECT_EQ(checkHresult(S_OK, "test"), VK_SUCCESS);
    EXPECT_EQ(checkHresult(E_OUTOFMEMORY, "test"), VK_ERROR_OUT_OF_DEVICE_MEMORY);
    EXPECT_EQ(checkHresult(static_cast<HRESULT>(0x887A0005), "test"), VK_ERROR_DEVICE_LOST);
    EXPECT_EQ(checkHresult(E_INVALIDARG, "test"), VK_ERROR_UNKNOWN);
}

}  // namespace
}  // namespace baker
