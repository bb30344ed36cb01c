#version 450
layout(location = 0) in vec4 plain;
layout(location = 1) centroid in vec2 centre;
layout(location = 2) noperspective in vec3 flatly[2];
layout(location = 4) flat in float constant;
layout(location = 5) flat in ivec2 at;
layout(location = 0) out vec4 result;
void main() {
    result = interpolateAtCentroid(plain) + interpolateAtSample(plain, at.x);
    result += interpolateAtOffset(plain, vec2(0.25, -0.5)) + interpolateAtSample(plain.y, 1);
    result.xyz += interpolateAtOffset(flatly[1], plain.xy) + interpolateAtCentroid(flatly[at.y]);
    result.xy += interpolateAtSample(centre, 2) + interpolateAtCentroid(constant);
}
