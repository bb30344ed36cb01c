#include "sync_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

namespace baker {
namespace {

bool isOpen(int descriptor) {
    return fcntl(descriptor, F_GETFD) != -1;
}

TEST(SyncFile, MinusOneIsSignalled) {
    EXPECT_EQ(consumeSyncFile(-1), VK_SUCCESS);
}

// An eventfd becomes readable as a sync file does.
TEST(SyncFile, IsWaitedForAndClosed) {
    const int file = eventfd(0, EFD_CLOEXEC), other = dup(file);
    std::thread signaller([other] { eventfd_write(other, 1); });
    EXPECT_EQ(consumeSyncFile(file), VK_SUCCESS);
    signaller.join();
    EXPECT_FALSE(isOpen(file));
    close(other);
}

TEST(SyncFile, WhatIsNoFileIsRefused) {
    const int file = eventfd(0, EFD_CLOEXEC);
    close(file);
    EXPECT_EQ(consumeSyncFile(file), VK_ERROR_INVALID_EXTERNAL_HANDLE);
}

}  // namespace
}  // namespace baker
