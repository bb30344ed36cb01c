#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { mat2 a; mat2 b; vec2 v; mat2 result[2]; vec2 products[2]; float d; };
void main() {
    result[0] = a * b * 2.0;
    result[1] = outerProduct(v, v) + transpose(a);
    products[0] = a * v;
    products[1] = v * a;
    d = dot(v, v);
}
