#include "report.hpp"

#include <algorithm>

namespace baker::doctor {

size_t Report::usableAdapters() const {
    return static_cast<size_t>(std::count_if(
        adapters.begin(), adapters.end(),
        [](const AdapterReport& adapter) { return SUCCEEDED(adapter.deviceStatus); }));
}

bool Report::canRun() const {
    return std::none_of(advice.begin(), advice.end(),
                        [](const Advice& each) { return each.fatal; });
}

}  // namespace baker::doctor
