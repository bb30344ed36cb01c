// What the programs here share: DXC's interfaces, declared because mingw-w64 has none (layouts and
// GUIDs: dxcapi.h), a crash that ends the process in silence, and lists of files.
#pragma once

#include <windows.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace baker::dxc {

struct IDxcBlob : IUnknown {
    virtual void* STDMETHODCALLTYPE GetBufferPointer() = 0;
    virtual SIZE_T STDMETHODCALLTYPE GetBufferSize() = 0;
};

struct IDxcOperationResult : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE GetStatus(HRESULT* status) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetResult(IDxcBlob** result) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetErrorBuffer(IDxcBlob** errors) = 0;
};

inline std::vector<char> readFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::vector<std::string> readLines(const char* path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

inline std::string onOneLine(const char* text, size_t size) {
    std::string line;
    for (const char* c = text; c != text + size && *c; ++c) {
        if (*c == '\n')
            line += " | ";
        else if (*c != '\r')
            line += *c;
    }
    return line;
}

inline std::string errorsOf(IDxcOperationResult* result) {
    IDxcBlob* errors = nullptr;
    if (FAILED(result->GetErrorBuffer(&errors)) || !errors) return "(no message)";
    const std::string text =
        onOneLine(static_cast<const char*>(errors->GetBufferPointer()), errors->GetBufferSize());
    errors->Release();
    return text;
}

inline std::string hexadecimal(HRESULT status) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%08lx", static_cast<unsigned long>(status));
    return text;
}

// Ends the process without a dialogue or a debugger when the DLL crashes.
inline void stopAtCrashes() {
    constexpr UINT kCrashStatus = 3;
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    SetUnhandledExceptionFilter([](EXCEPTION_POINTERS*) -> LONG {
        TerminateProcess(GetCurrentProcess(), kCrashStatus);
        return EXCEPTION_EXECUTE_HANDLER;
    });
}

// An object of a class of the DLL's; null when it cannot be made.
template <class Interface>
Interface* create(const char* dll, const GUID& classId, const GUID& interfaceId) {
    using CreateInstance = HRESULT(WINAPI*)(REFCLSID, REFIID, void**);
    const HMODULE module = LoadLibraryA(dll);
    if (!module) return nullptr;
    const auto createInstance = reinterpret_cast<CreateInstance>(
        reinterpret_cast<void*>(GetProcAddress(module, "DxcCreateInstance")));
    void* object = nullptr;
    if (!createInstance || FAILED(createInstance(classId, interfaceId, &object))) return nullptr;
    return static_cast<Interface*>(object);
}

}  // namespace baker::dxc
