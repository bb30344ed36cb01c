#include <nlohmann/json.hpp>

#include "names.hpp"
#include "show.hpp"

namespace baker::doctor {
namespace {

using Json = nlohmann::ordered_json;

Json toJson(const Machine& machine) {
    return {{"kernel", machine.kernel},
            {"wsl", machine.isWsl},
            {"dxg", machine.hasDxg},
            {"dxgUsable", machine.dxgUsable},
            {"wslLib", machine.hasWslLib}};
}

Json toJson(const RuntimeReport& runtime) {
    Json attempts = Json::array();
    for (const LibraryAttempt& attempt : runtime.attempts)
        attempts.push_back(
            {{"name", attempt.name}, {"path", attempt.path}, {"error", attempt.error}});
    return {{"kind", runtimeKindName(runtime.kind)},
            {"reason", runtime.reason},
            {"libraries", attempts},
            {"problem", runtime.problem}};
}

Json toJson(const AdapterReport& each) {
    const Adapter& adapter = each.adapter;
    Json json = {{"description", adapter.description},
                 {"luid", luidText(adapter.luid)},
                 {"driverVersion", driverVersionText(adapter.driverVersion)},
                 {"hardware", adapter.isHardware},
                 {"integrated", adapter.isIntegrated},
                 {"dedicatedAdapterMemory", adapter.dedicatedAdapterMemory},
                 {"dedicatedSystemMemory", adapter.dedicatedSystemMemory},
                 {"sharedSystemMemory", adapter.sharedSystemMemory},
                 {"usable", SUCCEEDED(each.deviceStatus)},
                 {"deviceStatus", hexadecimal(each.deviceStatus)}};
    if (FAILED(each.deviceStatus)) return json;
    json["featureLevel"] = featureLevelText(each.capabilities.featureLevel);
    json["shaderModel"] = shaderModelText(each.capabilities.shaderModel);
    for (const Option& option : decidingOptions(each.capabilities))
        json["options"][option.name] = option.value;
    return json;
}

Json toJson(const LoaderReport& loader) {
    Json manifests = Json::array();
    for (const Manifest& manifest : loader.manifests)
        manifests.push_back({{"path", manifest.path},
                             {"library", manifest.libraryPath},
                             {"apiVersion", manifest.apiVersion},
                             {"baker", manifest.isBaker},
                             {"problem", manifest.problem}});
    return {{"found", loader.loaderFound},
            {"version", loader.loaderVersion},
            {"error", loader.loaderError},
            {"manifests", manifests},
            {"variables", loader.variables}};
}

}  // namespace

std::string toJson(const Report& report) {
    Json adapters = Json::array();
    for (const AdapterReport& adapter : report.adapters) adapters.push_back(toJson(adapter));
    Json advice = Json::array();
    for (const Advice& each : report.advice)
        advice.push_back({{"fatal", each.fatal}, {"text", each.text}});
    const Json json = {
        {"canRun", report.canRun()},         {"machine", toJson(report.machine)},
        {"runtime", toJson(report.runtime)}, {"adapterProblem", report.adapterProblem},
        {"duplicates", report.duplicates},   {"adapters", adapters},
        {"loader", toJson(report.loader)},   {"advice", advice}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace baker::doctor
