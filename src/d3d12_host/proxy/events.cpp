#include "proxy/events.hpp"

#include <mutex>
#include <unordered_map>

namespace baker::host {

namespace {

struct Registration {
    std::shared_ptr<Event> event;
    const void* fence;
};

struct Tickets {
    std::mutex mutex;
    uintptr_t last = 0;
    std::unordered_map<uintptr_t, Registration> open;
};

Tickets& tickets() {
    static Tickets& table = *new Tickets;  // outlives vkd3d's threads at the exit of the process
    return table;
}

}  // namespace

HANDLE enrollEvent(std::shared_ptr<Event> event, const void* fence) {
    Tickets& table = tickets();
    const std::lock_guard lock(table.mutex);
    const uintptr_t ticket = ++table.last;
    table.open.emplace(ticket, Registration{std::move(event), fence});
    return reinterpret_cast<HANDLE>(ticket);
}

void withdrawEvent(HANDLE ticket) {
    const std::lock_guard lock(tickets().mutex);
    tickets().open.erase(reinterpret_cast<uintptr_t>(ticket));
}

void withdrawEvents(const void* fence) {
    const std::lock_guard lock(tickets().mutex);
    std::erase_if(tickets().open, [&](const auto& entry) { return entry.second.fence == fence; });
}

HRESULT signalEvent(HANDLE ticket) {
    const std::lock_guard lock(tickets().mutex);
    const auto registration = tickets().open.extract(reinterpret_cast<uintptr_t>(ticket));
    if (registration) registration.mapped().event->arrive();
    return S_OK;
}

}  // namespace baker::host
