// compile.exe LIST DLL: compiles HLSL with Microsoft's DXC, under Wine.
//
// LIST is a text file with three lines for each shader: the HLSL file, the file to be written, and
// the profile (cs_6_0). The entry point is main. For each it writes "N ok" or "N refused: WHY".
#include "dxc.hpp"

namespace {

using namespace baker::dxc;

struct DxcBuffer {
    LPCVOID bytes;
    SIZE_T size;
    UINT encoding;
};

struct IDxcCompiler3 : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Compile(const DxcBuffer* source, LPCWSTR* arguments,
                                              UINT32 count, IUnknown* includes, REFIID riid,
                                              void** result) = 0;
};

constexpr GUID kDxcCompilerClass = {
    0x73e22d93, 0xe6ce, 0x47f3, {0xb5, 0xbf, 0xf0, 0x66, 0x4f, 0x39, 0xc1, 0xb0}};
constexpr GUID kDxcCompiler3 = {
    0x228b4687, 0x5a6a, 0x4730, {0x90, 0x0c, 0x97, 0x02, 0xb2, 0x20, 0x3f, 0x54}};
constexpr GUID kDxcResult = {
    0x58346cda, 0xdde7, 0x4497, {0x94, 0x61, 0x6f, 0x87, 0xaf, 0x5e, 0x06, 0x59}};

// "ok", or "refused: why". Strict IEEE arithmetic, as Vulkan's shaders have it.
std::string compile(IDxcCompiler3* compiler, const std::string& from, const std::string& to,
                    const std::string& profile) {
    const std::vector<char> source = readFile(from);
    const DxcBuffer buffer = {source.data(), source.size(), CP_UTF8};
    const std::wstring wideProfile(profile.begin(), profile.end());
    LPCWSTR arguments[] = {L"-E", L"main", L"-T", wideProfile.c_str(), L"-Gis"};
    void* object = nullptr;
    HRESULT status =
        compiler->Compile(&buffer, arguments, std::size(arguments), nullptr, kDxcResult, &object);
    if (FAILED(status) || !object) return "refused: Compile failed with " + hexadecimal(status);
    auto* result = static_cast<IDxcOperationResult*>(object);
    IDxcBlob* container = nullptr;
    if (FAILED(result->GetStatus(&status)) || FAILED(status) ||
        FAILED(result->GetResult(&container)) || !container)
        return "refused: " + errorsOf(result);
    std::ofstream(to, std::ios::binary)
        .write(static_cast<const char*>(container->GetBufferPointer()),
               static_cast<std::streamsize>(container->GetBufferSize()));
    return "ok";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: compile.exe LIST DLL\n", stderr);
        return 2;
    }
    stopAtCrashes();
    auto* compiler = create<IDxcCompiler3>(argv[2], kDxcCompilerClass, kDxcCompiler3);
    if (!compiler) {
        std::fprintf(stderr, "cannot make a compiler with %s\n", argv[2]);
        return 1;
    }
    const std::vector<std::string> lines = readLines(argv[1]);
    for (size_t i = 0; i + 2 < lines.size(); i += 3) {
        std::printf("%zu %s\n", i / 3,
                    compile(compiler, lines[i], lines[i + 1], lines[i + 2]).c_str());
        std::fflush(stdout);
    }
    return 0;
}
