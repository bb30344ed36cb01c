#include <gtest/gtest.h>
#include <vulkan/vk_icd.h>

#include <cstring>
#include <set>
#include <string>

#include "absent.hpp"
#include "commands.hpp"
#include "extension_infos.hpp"
#include "proc_addr.hpp"

extern "C" {
VKAPI_ATTR VkResult VKAPI_CALL vk_icdNegotiateLoaderICDInterfaceVersion(uint32_t* version);
VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL vk_icdGetInstanceProcAddr(VkInstance, const char*);
VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL vk_icdGetPhysicalDeviceProcAddr(VkInstance, const char*);
}

namespace baker {
namespace {

TEST(Icd, NegotiatesTheOlderOfTheTwoInterfaces) {
    uint32_t version = 99;
    EXPECT_EQ(vk_icdNegotiateLoaderICDInterfaceVersion(&version), VK_SUCCESS);
    EXPECT_EQ(version, 7u);
    version = 5;
    EXPECT_EQ(vk_icdNegotiateLoaderICDInterfaceVersion(&version), VK_SUCCESS);
    EXPECT_EQ(version, 5u);
    version = 1;
    EXPECT_EQ(vk_icdNegotiateLoaderICDInterfaceVersion(&version), VK_ERROR_INCOMPATIBLE_DRIVER);
}

TEST(Icd, TheInterfaceIsFoundByName) {
    for (const char* name :
         {"vk_icdNegotiateLoaderICDInterfaceVersion", "vk_icdGetPhysicalDeviceProcAddr"})
        EXPECT_NE(vk_icdGetInstanceProcAddr(nullptr, name), nullptr) << name;
}

TEST(ProcAddr, WithoutAnInstanceGlobalCommandsAlone) {
    EXPECT_NE(vk_icdGetInstanceProcAddr(nullptr, "vkCreateInstance"), nullptr);
    EXPECT_NE(vk_icdGetInstanceProcAddr(nullptr, "vkGetInstanceProcAddr"), nullptr);
    EXPECT_EQ(vk_icdGetInstanceProcAddr(nullptr, "vkDestroyInstance"), nullptr);
    EXPECT_EQ(vk_icdGetInstanceProcAddr(nullptr, "vkCreateBuffer"), nullptr);
    EXPECT_EQ(vk_icdGetInstanceProcAddr(nullptr, "vkCreateInstanc"), nullptr);
    EXPECT_EQ(vk_icdGetInstanceProcAddr(nullptr, ""), nullptr);
    EXPECT_EQ(vk_icdGetInstanceProcAddr(nullptr, nullptr), nullptr);
    EXPECT_EQ(vk_icdGetPhysicalDeviceProcAddr(nullptr, "vkGetPhysicalDeviceFeatures"), nullptr);
}

TEST(Commands, SortedSoThatTheyAreFound) {
    for (size_t i = 1; i < commands().size(); ++i)
        EXPECT_LT(std::strcmp(commands()[i - 1].name, commands()[i].name), 0);
}

TEST(Commands, AliasesAreOneFunction) {
    const auto function = [](const char* name) -> PFN_vkVoidFunction {
        for (const Command& command : commands())
            if (std::strcmp(command.name, name) == 0) return command.function;
        return nullptr;
    };
    EXPECT_NE(function("vkTrimCommandPool"), nullptr);
    EXPECT_EQ(function("vkTrimCommandPool"), function("vkTrimCommandPoolKHR"));
}

TEST(Commands, AbsentOnesAreNotImplemented) {
    std::set<std::string> absent;
    for (const AbsentCommand& command : absentCommands()) absent.insert(command.name);
    EXPECT_EQ(absent.size(), absentCommands().size());
    for (const Command& command : commands())
        EXPECT_FALSE(absent.contains(command.target) && command.function) << command.name;
}

// Destroying VK_NULL_HANDLE is valid whatever the device can do.
TEST(Commands, AbsentDestroyersDoNothing) {
    for (const AbsentCommand& command : absentCommands())
        if (std::strcmp(command.name, "vkDestroyImage") == 0)
            reinterpret_cast<PFN_vkDestroyImage>(command.function)(nullptr, VK_NULL_HANDLE,
                                                                   nullptr);
}

TEST(Extensions, IndexedByTheirEnumerators) {
    EXPECT_STREQ(extensionInfos()[static_cast<size_t>(Extension::KHR_swapchain)].name,
                 VK_KHR_SWAPCHAIN_EXTENSION_NAME);
    EXPECT_EQ(extensionInfos()[static_cast<size_t>(Extension::EXT_debug_utils)].level,
              ExtensionLevel::Instance);
    EXPECT_EQ(extensionInfos().size(), kExtensionCount);
}

}  // namespace
}  // namespace baker
