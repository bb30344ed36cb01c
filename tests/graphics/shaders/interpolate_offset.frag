#version 450
// Green where both inputs are those of the place that is asked for, in a target of 64 by 64.
layout(location = 0) in vec3 clip;
layout(location = 1) noperspective in vec2 place;
layout(location = 0) out vec4 color;
void main() {
    const vec2 offset = vec2(0.375, -0.25);
    const vec2 expected = (gl_FragCoord.xy + offset) / 32.0 - 1.0;
    const vec3 there = interpolateAtOffset(clip, offset);
    const float wrong = distance(there.xy / there.z, expected) +
                        distance(interpolateAtOffset(place, offset), expected) +
                        distance(interpolateAtCentroid(place) + offset / 32.0, expected);
    color = wrong < 1.0e-3 ? vec4(0, 1, 0, 1) : vec4(1, 0, 0, 1);
}
