// baker-doctor itself, on the null host with its faults and on folders without libraries.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace {

struct Answer {
    int status = -1;
    std::string text;
    nlohmann::json json() const { return nlohmann::json::parse(text); }
};

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

Answer ask(const std::string& variables, const std::string& arguments = "--json") {
    const std::string command =
        "env " + variables + " '" + variable("DOCTOR_PROGRAM") + "' " + arguments + " </dev/null";
    Answer answer;
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe) return answer;
    for (char buffer[4096]; const size_t size = fread(buffer, 1, sizeof buffer, pipe);)
        answer.text.append(buffer, size);
    const int status = pclose(pipe);
    answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return answer;
}

bool hasAdvice(const nlohmann::json& report, bool fatal, const std::string& part) {
    for (const auto& each : report["advice"])
        if (each["fatal"] == fatal &&
            each["text"].get<std::string>().find(part) != std::string::npos)
            return true;
    return false;
}

class Doctor : public testing::Test {
  protected:
    void SetUp() override {
        if (variable("DOCTOR_PROGRAM").empty()) GTEST_SKIP() << "run by `meson test`";
        if (access((variable("DOCTOR_NULL_HOST") + "/libd3d12.so").c_str(), F_OK) != 0)
            GTEST_SKIP() << "built without the null host";
    }
    static Answer askNullHost(const std::string& faults, const std::string& arguments = "--json") {
        return ask("BAKER_DEBUG= BAKER_D3D12_RUNTIME='" + variable("DOCTOR_NULL_HOST") +
                       "' BAKER_NULL_HOST_FAULT=" + faults + " BAKER_NULL_HOST_ADAPTERS=2",
                   arguments);
    }
};

TEST_F(Doctor, NamesTheRuntimeAndEveryAdapter) {
    const nlohmann::json report = askNullHost("").json();
    EXPECT_EQ(report["runtime"]["kind"], "override");
    EXPECT_EQ(report["runtime"]["problem"], "");
    ASSERT_EQ(report["runtime"]["libraries"].size(), 2u);
    EXPECT_EQ(report["runtime"]["libraries"][1]["path"],
              variable("DOCTOR_NULL_HOST") + "/libd3d12.so");
    ASSERT_EQ(report["adapters"].size(), 2u);
    EXPECT_NE(report["adapters"][0]["luid"], report["adapters"][1]["luid"]);
    EXPECT_TRUE(report["adapters"][0]["usable"]);
    EXPECT_TRUE(report["adapters"][0]["options"].contains("Native16BitShaderOpsSupported"));
}

TEST_F(Doctor, SaysSoWhenProgramsCanRun) {
    const Answer answer = ask("VK_ICD_FILENAMES= VK_DRIVER_FILES='" + variable("DOCTOR_MANIFEST") +
                              "' BAKER_D3D12_RUNTIME='" + variable("DOCTOR_NULL_HOST") + "'");
    EXPECT_EQ(answer.status, 0) << answer.text;
    const nlohmann::json report = answer.json();
    EXPECT_TRUE(report["canRun"]);
    ASSERT_EQ(report["loader"]["manifests"].size(), 1u);
    EXPECT_TRUE(report["loader"]["manifests"][0]["baker"]);
    EXPECT_EQ(report["loader"]["manifests"][0]["problem"], "");
}

TEST_F(Doctor, LeavesOutABadAdapter) {
    const nlohmann::json report = askNullHost("create_device=0").json();
    EXPECT_FALSE(report["adapters"][0]["usable"]);
    EXPECT_TRUE(report["adapters"][1]["usable"]);
    EXPECT_TRUE(hasAdvice(report, false, "is left out"));
}

TEST_F(Doctor, NoticesDuplicates) {
    const nlohmann::json report = askNullHost("duplicate_adapter").json();
    EXPECT_EQ(report["adapters"].size(), 2u);
    EXPECT_EQ(report["duplicates"], 2);
    EXPECT_TRUE(hasAdvice(report, false, "listed twice"));
}

TEST_F(Doctor, NothingRunsWithoutAdapters) {
    const Answer answer = askNullHost("no_adapters");
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(hasAdvice(answer.json(), true, "There is no adapter"));
}

TEST_F(Doctor, NothingRunsWhenTheFactoryFails) {
    const Answer answer = askNullHost("factory");
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(hasAdvice(answer.json(), true, "DXCore lists no adapters"));
    EXPECT_FALSE(answer.json()["canRun"]);
}

TEST_F(Doctor, TextSaysTheSame) {
    const Answer answer = askNullHost("no_adapters", "");
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.text.find("WRONG"), std::string::npos) << answer.text;
    EXPECT_NE(answer.text.find("nothing can run"), std::string::npos) << answer.text;
}

TEST_F(Doctor, NothingRunsWithoutLibraries) {
    const Answer answer = ask("BAKER_D3D12_RUNTIME=/nowhere", "--json");
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(hasAdvice(answer.json(), true, "point BAKER_D3D12_RUNTIME"));
    EXPECT_NE(answer.json()["runtime"]["libraries"][0]["error"], "");
}

TEST_F(Doctor, WrongCommandLine) {
    EXPECT_EQ(ask("", "--wrong").status, 2);
}

}  // namespace
