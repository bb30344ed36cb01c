// VkDebugUtilsMessengerEXT: a callback of the application and what it wants to hear.
#pragma once

#include "base/object.hpp"

namespace baker {

class DebugMessenger : public Object<DebugMessenger, VkDebugUtilsMessengerEXT> {
  public:
    explicit DebugMessenger(const VkDebugUtilsMessengerCreateInfoEXT& info) : info_(info) {}

    void submit(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                VkDebugUtilsMessageTypeFlagsEXT types,
                const VkDebugUtilsMessengerCallbackDataEXT& data) const {
        if ((info_.messageSeverity & severity) && (info_.messageType & types))
            info_.pfnUserCallback(severity, types, &data, info_.pUserData);
    }

  private:
    VkDebugUtilsMessengerCreateInfoEXT info_;
};

}  // namespace baker
