#version 450
layout(local_size_x_id = 0, local_size_y_id = 1, local_size_z = 1) in;
layout(constant_id = 2) const uint kCount = 4;
layout(constant_id = 3) const float kScale = 2.5;
layout(constant_id = 4) const bool kFlag = false;
const uint kTwice = kCount * 2 + (kFlag ? 1 : 0);
layout(binding = 0) buffer Data { float data[kTwice]; uint n; };
void main() { data[n % kTwice] = kScale * float(kTwice); if (kFlag) data[0] = 1.0; }
