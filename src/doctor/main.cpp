// baker-doctor [--json]: what Baker finds on this machine, and what is wrong.
// Exit status: 0 when a Vulkan program can run on Baker, 1 when none can, 2 for a wrong command
// line.
#include <cstdio>
#include <cstring>

#include "advice.hpp"
#include "loader.hpp"
#include "machine.hpp"
#include "show.hpp"

int main(int argc, char** argv) {
    using namespace baker::doctor;
    const bool json = argc == 2 && std::strcmp(argv[1], "--json") == 0;
    if (argc > 1 && !json) {
        std::fputs("usage: baker-doctor [--json]\n", stderr);
        return 2;
    }
    Report report;
    report.machine = examineMachine();
    examineRuntime(report);
    report.loader = examineLoader(processEnvironment());
    report.advice = advise(report);
    std::fputs((json ? toJson(report) : toText(report)).c_str(), stdout);
    return report.canRun() ? 0 : 1;
}
