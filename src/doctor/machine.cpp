#include "machine.hpp"

#include <unistd.h>

#include <fstream>

namespace baker::doctor {

Machine examineMachine() {
    Machine machine;
    std::ifstream release("/proc/sys/kernel/osrelease");
    std::getline(release, machine.kernel);
    machine.isWsl = machine.kernel.find("icrosoft") != std::string::npos;
    machine.hasDxg = access("/dev/dxg", F_OK) == 0;
    machine.dxgUsable = access("/dev/dxg", R_OK | W_OK) == 0;
    machine.hasWslLib = access("/usr/lib/wsl/lib", F_OK) == 0;
    return machine;
}

static AdapterReport examineAdapter(const Runtime& runtime, Adapter adapter) {
    AdapterReport report;
    ComPtr<ID3D12Device> device;
    report.deviceStatus = createD3D12Device(runtime, adapter.dxcore.Get(), device);
    if (SUCCEEDED(report.deviceStatus)) report.capabilities = queryCapabilities(device.Get());
    report.adapter = std::move(adapter);
    return report;
}

void examineRuntime(Report& report) {
    const Runtime& runtime = Runtime::get();
    report.runtime = runtime.report;
    if (!runtime.usable()) return;
    AdapterList list = listAdapters(runtime);
    report.adapterProblem = list.problem;
    report.duplicates = list.duplicates.size();
    for (Adapter& adapter : list.adapters)
        report.adapters.push_back(examineAdapter(runtime, std::move(adapter)));
}

}  // namespace baker::doctor
