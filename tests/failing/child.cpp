#include "child.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

// The leak sanitizer's, where the tests are built with it: what a program leaves alive is no leak.
extern "C" [[gnu::weak]] void __lsan_disable();

namespace baker::test {
namespace {

struct Pipe {
    int read = -1;
    int write = -1;

    Pipe() {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) == 0) {
            read = ends[0];
            write = ends[1];
        }
    }

    // Until the child has closed its end.
    std::string drain() {
        close(write);
        std::string text;
        std::array<char, 4096> buffer;
        for (ssize_t n; (n = ::read(read, buffer.data(), buffer.size())) > 0;)
            text.append(buffer.data(), static_cast<size_t>(n));
        close(read);
        return text;
    }
};

[[noreturn]] void runInChild(const Environment& environment,
                             const std::function<std::string()>& program, int report, int log) {
    for (const auto& [variable, value] : environment) setenv(variable.c_str(), value.c_str(), 1);
    dup2(log, STDERR_FILENO);
    if (&__lsan_disable) __lsan_disable();
    const std::string text = program();
    if (write(report, text.data(), text.size()) < 0) std::abort();
    std::exit(0);
}

std::vector<std::string> driverLines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with("baker: ")) lines.push_back(line);
    return lines;
}

}  // namespace

Outcome runChild(const Environment& environment, const std::function<std::string()>& program) {
    Pipe report, log;
    fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) runInChild(environment, program, report.write, log.write);
    Outcome outcome;
    close(log.write);
    log.write = -1;
    outcome.report = report.drain();
    outcome.log = driverLines(log.drain());
    int status = 0;
    waitpid(child, &status, 0);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

Environment nullHost(const std::string& faults, int adapters) {
    return {{"BAKER_D3D12_RUNTIME", NULL_HOST},
            {"BAKER_NULL_HOST_FAULT", faults},
            {"BAKER_NULL_HOST_ADAPTERS", std::to_string(adapters)}};
}

std::string name(VkResult result) {
    constexpr std::pair<VkResult, const char*> kNames[] = {
        {VK_SUCCESS, "VK_SUCCESS"},
        {VK_ERROR_OUT_OF_DEVICE_MEMORY, "VK_ERROR_OUT_OF_DEVICE_MEMORY"},
        {VK_ERROR_OUT_OF_HOST_MEMORY, "VK_ERROR_OUT_OF_HOST_MEMORY"},
        {VK_ERROR_INITIALIZATION_FAILED, "VK_ERROR_INITIALIZATION_FAILED"},
        {VK_ERROR_DEVICE_LOST, "VK_ERROR_DEVICE_LOST"},
    };
    for (const auto& [value, text] : kNames)
        if (value == result) return text;
    return std::to_string(result);
}

}  // namespace baker::test
