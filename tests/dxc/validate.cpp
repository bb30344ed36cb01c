// validate.exe LIST DLL FIRST: asks Microsoft's DXIL validator about containers, under Wine.
//
// LIST is a text file with the path of one container a line; FIRST is the line (from 0) to begin
// with. For each it writes "N begin" and then "N ok" or "N refused: WHY" (line breaks in WHY become
// " | "). The DLL can crash on a container; the last "begin" without a verdict then names it, and
// the caller goes on with the next line.
#include <cstdlib>

#include "dxc.hpp"

namespace {

using namespace baker::dxc;

struct IDxcValidator : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Validate(IDxcBlob* container, UINT32 flags,
                                               IDxcOperationResult** result) = 0;
};

constexpr GUID kDxcValidatorClass = {
    0x8ca3e215, 0xf728, 0x4cf3, {0x8c, 0xdd, 0x88, 0xaf, 0x91, 0x75, 0x87, 0xa1}};
constexpr GUID kDxcValidator = {
    0xa6e82bd2, 0x1fd7, 0x4826, {0x98, 0x11, 0x28, 0x57, 0xe7, 0x97, 0xf4, 0x9a}};
constexpr GUID kDxcBlob = {
    0x8ba5fb08, 0x5195, 0x40e2, {0xac, 0x58, 0x0d, 0x98, 0x9c, 0x3a, 0x01, 0x02}};
constexpr GUID kUnknown = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

// Bytes of the caller's as a blob that lives on the stack: reference counts are counted and not
// acted on.
class BorrowedBlob final : public IDxcBlob {
  public:
    explicit BorrowedBlob(std::vector<char>& bytes) : bytes_(bytes) {}
    virtual ~BorrowedBlob() = default;

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID id, void** object) override {
        const bool known = IsEqualGUID(id, kUnknown) || IsEqualGUID(id, kDxcBlob);
        *object = known ? this : nullptr;
        if (known) AddRef();
        return known ? S_OK : E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return ++references_; }
    ULONG STDMETHODCALLTYPE Release() override { return --references_; }
    void* STDMETHODCALLTYPE GetBufferPointer() override { return bytes_.data(); }
    SIZE_T STDMETHODCALLTYPE GetBufferSize() override { return bytes_.size(); }

  private:
    std::vector<char>& bytes_;
    ULONG references_ = 1;
};

// "ok", or "refused: why".
std::string verdict(IDxcValidator* validator, const std::string& path) {
    std::vector<char> bytes = readFile(path);
    if (bytes.empty()) return "refused: the file cannot be read or is empty";
    BorrowedBlob blob(bytes);
    IDxcOperationResult* result = nullptr;
    HRESULT status = validator->Validate(&blob, 0, &result);
    if (FAILED(status) || !result) return "refused: Validate failed with " + hexadecimal(status);
    result->GetStatus(&status);
    const std::string answer =
        SUCCEEDED(status) ? "ok" : "refused: " + hexadecimal(status) + " " + errorsOf(result);
    result->Release();
    return answer;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: validate.exe LIST DLL FIRST\n", stderr);
        return 2;
    }
    stopAtCrashes();
    auto* validator = create<IDxcValidator>(argv[2], kDxcValidatorClass, kDxcValidator);
    if (!validator) {
        std::fprintf(stderr, "cannot make a validator with %s\n", argv[2]);
        return 1;
    }
    const std::vector<std::string> paths = readLines(argv[1]);
    for (size_t i = std::strtoul(argv[3], nullptr, 10); i < paths.size(); ++i) {
        std::printf("%zu begin\n", i);
        std::fflush(stdout);
        std::printf("%zu %s\n", i, verdict(validator, paths[i]).c_str());
        std::fflush(stdout);
    }
    return 0;
}
