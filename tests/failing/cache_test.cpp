// Caches from process to process, on a D3D12 runtime that can do without its compiler.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "child.hpp"
#include "pipelines.hpp"

namespace baker::test {
namespace {

namespace fs = std::filesystem;

constexpr VkPipelineCreateFlags kCachedOnly =
    VK_PIPELINE_CREATE_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT;

class Cache : public testing::Test {
  protected:
    Cache() {
        char pattern[] = "/tmp/baker_cache_XXXXXX";
        folder_ = mkdtemp(pattern);
    }
    ~Cache() override { fs::remove_all(folder_); }

    Environment environment(const std::string& faults = "") const {
        Environment environment = nullHost(faults);
        environment.emplace_back("BAKER_CACHE", folder_.string());
        return environment;
    }
    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(folder_))
            if (entry.is_regular_file()) found.push_back(entry.path());
        return found;
    }

    fs::path folder_;
};

std::string makeBoth(const PipelineOptions& options = {}) {
    const ScopedDevice device;
    return name(makeCompute(device.get(), options)) + " " +
           name(makeGraphics(device.get(), options));
}

std::string makeCached() {
    return makeBoth({.flags = kCachedOnly});
}

const std::string kBoth = "VK_SUCCESS VK_SUCCESS";
const std::string kNeither = std::to_string(VK_PIPELINE_COMPILE_REQUIRED) + " " +
                             std::to_string(VK_PIPELINE_COMPILE_REQUIRED);

TEST_F(Cache, TheNextProcessCompilesNothing) {
    EXPECT_NE(runChild(environment("no_compiler"), [] { return makeBoth(); }).report, kBoth);
    EXPECT_EQ(runChild(environment(), [] { return makeBoth(); }).report, kBoth);
    EXPECT_EQ(files().size(), 4u);  // two shaders, two pipeline states
    const Outcome next = runChild(environment("no_compiler"), [] { return makeBoth(); });
    EXPECT_EQ(next.report, kBoth);
    EXPECT_TRUE(next.log.empty()) << testing::PrintToString(next.log);
}

TEST_F(Cache, WhatMustNotCompileIsFoundOrRequired) {
    EXPECT_EQ(runChild(environment(), makeCached).report, kNeither);
    runChild(environment(), [] { return makeBoth(); });
    EXPECT_EQ(runChild(environment(), makeCached).report, kBoth);
}

// Those of an older driver are replaced, without a word.
TEST_F(Cache, BlobsOfAnotherDriver) {
    runChild(environment(), [] { return makeBoth(); });
    const Outcome other = runChild(environment("stale_blobs"), [] { return makeBoth(); });
    EXPECT_EQ(other.report, kBoth);
    EXPECT_TRUE(other.log.empty()) << testing::PrintToString(other.log);
}

TEST_F(Cache, SwitchedOff) {
    Environment off = environment();
    off.back().second = "off";
    EXPECT_EQ(runChild(off, [] { return makeBoth(); }).report, kBoth);
    EXPECT_TRUE(files().empty());
}

// Every file is damaged somewhere: another byte, its end missing, nothing left, or another's
// content.
void damage(const std::vector<fs::path>& files, std::mt19937& random) {
    for (const fs::path& path : files) {
        const auto size = fs::file_size(path);
        switch (random() % 4) {
            case 0:
                fs::resize_file(path, random() % size);
                break;
            case 1:
                fs::resize_file(path, 0);
                break;
            case 2: {
                const fs::path& other = files[random() % files.size()];
                if (other != path) fs::copy_file(other, path, fs::copy_options::overwrite_existing);
                break;
            }
            default: {
                std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
                file.seekp(static_cast<std::streamoff>(random() % size));
                file.put(static_cast<char>(random()));
            }
        }
    }
}

TEST_F(Cache, DamagedFilesAreReplaced) {
    std::mt19937 random(1);
    for (int i = 0; i < 30; ++i) {
        EXPECT_EQ(runChild(environment(), [] { return makeBoth(); }).report, kBoth);
        EXPECT_EQ(runChild(environment(), makeCached).report, kBoth);
        damage(files(), random);
    }
}

TEST_F(Cache, AFolderThatCannotBeWritten) {
    std::ofstream(folder_ / "file");
    Environment blocked = environment();
    blocked.back().second = folder_ / "file" / "folder";
    const Outcome outcome = runChild(blocked, [] { return makeBoth(); });
    EXPECT_EQ(outcome.report, kBoth);
    EXPECT_TRUE(outcome.log.empty()) << testing::PrintToString(outcome.log);
}

// The application's cache has the pipeline states too.
TEST_F(Cache, OfTheApplication) {
    Environment off = environment();
    off.back().second = "off";
    const Outcome outcome = runChild(off, [] {
        const ScopedDevice device;
        const VkPipelineCache first = makeCache(device.get());
        VkPipelineCreationFeedback cold{}, warm{};
        makeCompute(device.get(), {.cache = first, .feedback = &cold});
        makeGraphics(device.get(), {.cache = first});
        const VkPipelineCache second = makeCache(device.get(), dataOf(device.get(), first));
        const PipelineOptions options{second, kCachedOnly, &warm};
        std::string report = name(makeCompute(device.get(), options));
        report += " " + name(makeGraphics(device.get(), options));
        report += " " + std::to_string(cold.flags) + " " + std::to_string(warm.flags);
        vkDestroyPipelineCache(device.get(), first, nullptr);
        vkDestroyPipelineCache(device.get(), second, nullptr);
        return report;
    });
    EXPECT_EQ(outcome.report, kBoth + " 1 3");
}

// dEQP-VK.pipeline.pipeline_library.creation_feedback.graphics_tests.*_no_cache
TEST_F(Cache, LibrariesWithoutShadersHitNoCache) {
    const Outcome outcome = runChild(environment(), [] {
        const ScopedDevice device({VK_EXT_GRAPHICS_PIPELINE_LIBRARY_EXTENSION_NAME,
                                   VK_KHR_PIPELINE_LIBRARY_EXTENSION_NAME});
        VkPipelineCreationFeedback feedback{};
        const VkResult result = makeOutputLibrary(device.get(), {.feedback = &feedback});
        return name(result) + " " + std::to_string(feedback.flags);
    });
    EXPECT_EQ(outcome.report, "VK_SUCCESS 1");
}

}  // namespace
}  // namespace baker::test
