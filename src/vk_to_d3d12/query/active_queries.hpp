// The queries that a command buffer has begun and not ended.
//
// The driver's own draws must not count, and a D3D12 query cannot go on in another command list. So
// there a query is suspended: ended in D3D12, its result kept in scratch memory. The next draw of
// the application begins it anew, and the parts are added up when it ends. Not thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "command/transient_memory.hpp"

namespace baker {

struct Recorder;
class QueryPool;

class ActiveQueries {
  public:
    void begin(Recorder& recorder, QueryPool& pool, uint32_t query);
    // Leaves the result in the query's slot, not yet available.
    void end(Recorder& recorder, QueryPool& pool, uint32_t query);

    // Before a draw of the driver's, or another command list.
    void suspend(Recorder& recorder);
    // Before a draw of the application's.
    void resume(Recorder& recorder) {
        if (suspended_) resumeAll(recorder);
    }
    void clear();

  private:
    struct Active {
        QueryPool* pool;
        uint32_t query;
        bool running;
        std::vector<TransientSlice> parts;
    };
    void resumeAll(Recorder& recorder);

    std::vector<Active> queries_;
    bool suspended_ = false;  // one at least
};

}  // namespace baker
