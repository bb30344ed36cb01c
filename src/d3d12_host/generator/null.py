#!/usr/bin/env python3
"""Generates the parts of the null host's objects that do nothing: for every kind of object a class with every method of
its interfaces, which the objects with behaviour (null/*.cpp) derive from.

A method that puts an object out refuses (E_NOTIMPL); any other HRESULT is S_OK, and any other result is zero.

usage: null.py OUTPUT.hpp IDL...
"""

import sys

import idl as reader
from proxies import IN_BASE_CLASS, KINDS, guid


def body(method):
    outputs = [p for p in method.parameters if p.type in ("void**", "ID3DBlob**", "HANDLE*")]
    if method.returns == "void":
        return "{}"
    if method.returns == "HRESULT":
        if outputs:
            return "{ return E_NOTIMPL; }"
        return "{ return S_OK; }"
    if method.returns.endswith("*") or method.returns == "LPVOID":
        return "{ return nullptr; }"
    return "{ return {}; }"


def null_class(idl, kind, leaf):
    chain = [interface.name for interface in idl.chain(leaf)]
    base = "ComObject"
    if "ID3D12DeviceChild" in chain:
        base = "NullDeviceChild"
    elif "ID3D12Object" in chain:
        base = "NullObject"
    lines = [f"class {kind}Defaults : public {base}<{leaf}> {{", "  public:", f"    using {base}::{base};", ""]
    for _, interface, method in idl.slots(leaf):
        if interface.name not in IN_BASE_CLASS:
            parameters = ", ".join(p.decayed for p in method.parameters)
            lines.append(f"    {method.returns} STDMETHODCALLTYPE {method.name}({parameters}) override {body(method)}")
    lines += ["", "  protected:", "    bool answers(REFIID riid) const override {", "        static constexpr GUID kInterfaces[] = {",
              "            {0x00000000, 0x0000, 0x0000, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}},  // IUnknown"]
    lines += [f"            {guid(i.uuid)},  // {i.name}" for i in idl.chain(leaf)]
    lines += ["        };", "        return contains(kInterfaces, riid);", "    }", "};", ""]
    return lines


def main():
    header, *idls = sys.argv[1:]
    idl = reader.parse(*idls)
    lines = ["// Generated from d3d12.idl by generator/null.py.", "#pragma once", "", '#include "null/null_object.hpp"', "",
             "namespace baker::host {", ""]
    for kind, leaf in KINDS.items():
        lines += null_class(idl, kind, leaf)
    lines += ["}  // namespace baker::host", ""]
    with open(header, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


if __name__ == "__main__":
    main()
