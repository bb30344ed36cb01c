// The handles of shared heaps. On WSL the NT handle of a shared object is a file descriptor, which
// can be sent to other processes. Vulkan's descriptor of memory does not say what D3D12 knows of a
// heap, so the handle is one end of a pair of sockets in which a message lies: the description, and
// Vulkan's descriptor. It is looked at, and never taken out.
#pragma once

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include <optional>

namespace baker::host {

struct SharedHeap {
    D3D12_HEAP_DESC desc;
    LUID adapter;
};

// Takes over `memory` (a file descriptor). -1 if the process has no more descriptors.
int makeSharedHandle(const SharedHeap& heap, int memory);

struct OpenedHeap {
    SharedHeap heap;
    int memory;  // the caller's to close
};

// Nothing if the handle is another thing. It stays as it is.
std::optional<OpenedHeap> openSharedHandle(int handle);

}  // namespace baker::host
