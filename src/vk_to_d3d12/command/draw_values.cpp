#include "draw_values.hpp"

#include "root_arguments.hpp"

namespace baker {

void setDrawValues(Recorder& recorder, const DrawBase& base) {
    GraphicsRecorder& graphics = recorder.graphics;
    auto values = graphics.systemValues;
    values[systemValueWord(SystemValue::BaseVertex)] = base.vertex;
    values[systemValueWord(SystemValue::BaseInstance)] = base.instance;
    values[systemValueWord(SystemValue::DrawIndex)] = base.index;
    if (graphics.bindings.hasSystemValues && graphics.systemValues == values) return;
    graphics.systemValues = values;
    setSystemValueBuffer<GraphicsRoot>(recorder, graphics.bindings, values);
}

}  // namespace baker
