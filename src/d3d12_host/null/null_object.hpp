// The hand-written base of the null host's objects (generator/null.py writes their empty methods).
#pragma once

#include "com/com_object.hpp"
#include "com/private_data.hpp"

namespace baker::host {

class NullDevice;

template <class Interface>
class NullObject : public WithPrivateData<ComObject<Interface>> {};

// Holds a reference on its device.
template <class Interface>
class NullDeviceChild : public NullObject<Interface> {
  public:
    explicit NullDeviceChild(NullDevice& device) : device_(device) { asUnknown(device_)->AddRef(); }
    ~NullDeviceChild() override { asUnknown(device_)->Release(); }

    HRESULT STDMETHODCALLTYPE GetDevice(REFIID riid, void** device) final {
        return asUnknown(device_)->QueryInterface(riid, device);
    }

  protected:
    NullDevice& device_;

  private:
    // Found when the template is used: NullDevice is complete then.
    template <class Device>
    static IUnknown* asUnknown(Device& device) {
        return &device;
    }
};

}  // namespace baker::host
