#include "proxy/shared_handle.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace baker::host {
namespace {

constexpr uint64_t kMagic = 0x7061656872656b61;

struct Content {
    uint64_t magic;
    SharedHeap heap;
};

// A message of one Content and one descriptor.
class Message {
  public:
    explicit Message(Content& content) : data_{&content, sizeof(content)} {
        header_.msg_iov = &data_;
        header_.msg_iovlen = 1;
        header_.msg_control = control_;
        header_.msg_controllen = sizeof(control_);
    }

    bool send(int socket, int descriptor) {
        cmsghdr* part = CMSG_FIRSTHDR(&header_);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof(descriptor));
        std::memcpy(CMSG_DATA(part), &descriptor, sizeof(descriptor));
        return sendmsg(socket, &header_, MSG_NOSIGNAL) == ssize_t(sizeof(Content));
    }

    // The descriptor, a new one; -1 if there is no such message.
    int peek(int socket) {
        const ssize_t size = recvmsg(socket, &header_, MSG_PEEK | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        const cmsghdr* part = size < 0 ? nullptr : CMSG_FIRSTHDR(&header_);
        if (!part || part->cmsg_type != SCM_RIGHTS) return -1;
        int descriptor;
        std::memcpy(&descriptor, CMSG_DATA(part), sizeof(descriptor));
        if (size == ssize_t(sizeof(Content))) return descriptor;
        close(descriptor);
        return -1;
    }

  private:
    iovec data_;
    msghdr header_{};
    alignas(cmsghdr) char control_[CMSG_SPACE(sizeof(int))] = {};
};

}  // namespace

int makeSharedHandle(const SharedHeap& heap, int memory) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends) != 0) {
        close(memory);
        return -1;
    }
    Content content = {kMagic, heap};
    const bool sent = Message(content).send(ends[0], memory);
    close(memory);
    close(ends[0]);
    if (sent) return ends[1];
    close(ends[1]);
    return -1;
}

std::optional<OpenedHeap> openSharedHandle(int handle) {
    Content content = {};
    const int memory = Message(content).peek(handle);
    if (memory < 0) return std::nullopt;
    if (content.magic == kMagic) return OpenedHeap{content.heap, memory};
    close(memory);
    return std::nullopt;
}

}  // namespace baker::host
