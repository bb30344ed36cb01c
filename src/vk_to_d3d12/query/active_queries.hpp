// The queries that a command buffer has begun and not ended.
//
// The driver's own draws must not count, and a D3D12 query cannot go on in another command list. So
// there a query is suspended: ended in D3D12, its result kept in scratch memory. The next draw of
// the application begins it anew, and the parts are added up when it ends.
//
// Which of D3D12's pipeline statistics counts the primitives that are generated depends on the
// pipeline's stages: such a query is suspended where it changes. Not thread-safe.
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

    // Before a draw: the pipeline statistic that counts its primitives.
    void countPrimitivesBy(Recorder& recorder, uint32_t word) {
        if (word != primitiveWord_) changePrimitiveWord(recorder, word);
    }

  private:
    struct Part {
        TransientSlice memory;
        uint32_t word;  // of it, that counts the primitives
    };
    struct Active {
        QueryPool* pool;
        uint32_t query;
        bool running;
        std::vector<Part> parts;
    };
    void resumeAll(Recorder& recorder);
    void suspend(Recorder& recorder, Active& active);
    void changePrimitiveWord(Recorder& recorder, uint32_t word);

    std::vector<Active> queries_;
    bool suspended_ = false;  // one at least
    uint32_t primitiveWord_ = 0;
};

}  // namespace baker
