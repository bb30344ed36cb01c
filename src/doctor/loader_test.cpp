#include "loader.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace baker::doctor {
namespace {

namespace fs = std::filesystem;

class LoaderTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "doctorXXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        variables_ = {{"HOME", folder_ + "/home"},
                      {"XDG_CONFIG_DIRS", folder_ + "/xdg"},
                      {"XDG_DATA_DIRS", folder_ + "/local:" + folder_ + "/usr"}};
    }
    void TearDown() override { fs::remove_all(folder_); }

    Environment environment() {
        return [this](const char* name) -> std::optional<std::string> {
            const auto variable = variables_.find(name);
            return variable == variables_.end() ? std::nullopt : std::optional(variable->second);
        };
    }
    std::string write(const std::string& path, const std::string& text) {
        const fs::path whole = fs::path(folder_) / path;
        fs::create_directories(whole.parent_path());
        std::ofstream(whole) << text;
        return whole;
    }
    std::vector<Manifest> find() {
        bool overridden = false;
        std::vector<Manifest> found = findManifests(environment(), overridden);
        overridden_ = overridden;
        // /etc is the machine's own
        std::erase_if(found,
                      [this](const Manifest& each) { return !each.path.starts_with(folder_); });
        return found;
    }

    std::string folder_;
    std::map<std::string, std::string> variables_;
    bool overridden_ = false;
};

TEST_F(LoaderTest, FoldersAreInTheLoadersOrder) {
    const std::vector<std::string> expected = {folder_ + "/home/.config/vulkan/icd.d",
                                               folder_ + "/xdg/vulkan/icd.d",
                                               "/etc/vulkan/icd.d",
                                               folder_ + "/home/.local/share/vulkan/icd.d",
                                               folder_ + "/local/vulkan/icd.d",
                                               folder_ + "/usr/vulkan/icd.d"};
    EXPECT_EQ(manifestFolders(environment()), expected);
}

TEST_F(LoaderTest, ReadsManifestsOfTheStandardFolders) {
    write("usr/vulkan/icd.d/other.json",
          R"({"ICD": {"library_path": "libvulkan_other.so", "api_version": "1.2.3"}})");
    const std::vector<Manifest> found = find();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].libraryPath, "libvulkan_other.so");
    EXPECT_EQ(found[0].apiVersion, "1.2.3");
    EXPECT_FALSE(found[0].isBaker);
    EXPECT_EQ(found[0].problem, "");
    EXPECT_FALSE(overridden_);
}

TEST_F(LoaderTest, DriverFilesReplacesTheFolders) {
    write("usr/vulkan/icd.d/other.json", R"({"ICD": {"library_path": "libother.so"}})");
    variables_["VK_DRIVER_FILES"] = write("one.json", R"({"ICD": {"library_path": "libone.so"}})");
    const std::vector<Manifest> found = find();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].libraryPath, "libone.so");
    EXPECT_TRUE(overridden_);
}

TEST_F(LoaderTest, AddedFilesComeFirst) {
    write("usr/vulkan/icd.d/other.json", R"({"ICD": {"library_path": "libother.so"}})");
    variables_["VK_ADD_DRIVER_FILES"] =
        write("one.json", R"({"ICD": {"library_path": "libone.so"}})");
    const std::vector<Manifest> found = find();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].libraryPath, "libone.so");
}

TEST_F(LoaderTest, SaysWhatIsWrongWithAManifest) {
    write("usr/vulkan/icd.d/1.json", "not JSON");
    write("usr/vulkan/icd.d/2.json", R"({"ICD": {"library_path": "../gone.so"}})");
    write("usr/vulkan/icd.d/3.json", R"({"ICD": {"library_path": "/nowhere/libvulkan_baker.so"}})");
    const std::vector<Manifest> found = find();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_NE(found[0].problem.find("not a driver manifest"), std::string::npos);
    EXPECT_EQ(found[1].problem, "there is no " + folder_ + "/usr/vulkan/gone.so");
    EXPECT_TRUE(found[2].isBaker);
    EXPECT_NE(found[2].problem.find("cannot be loaded"), std::string::npos);
}

TEST_F(LoaderTest, AMissingFileThatAVariableNamesIsSaid) {
    variables_["VK_DRIVER_FILES"] = folder_ + "/gone.json";
    const std::vector<Manifest> found = find();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].problem, "the file cannot be read");
}

TEST_F(LoaderTest, ReportsTheVariablesThatAreSet) {
    variables_["BAKER_DEBUG"] = "log";
    variables_["VK_LOADER_DRIVERS_SELECT"] = "";
    const LoaderReport report = examineLoader(environment());
    EXPECT_EQ(report.variables.at("BAKER_DEBUG"), "log");
    EXPECT_FALSE(report.variables.contains("VK_LOADER_DRIVERS_SELECT"));
    EXPECT_FALSE(report.variables.contains("HOME"));
}

}  // namespace
}  // namespace baker::doctor
