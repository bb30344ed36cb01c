"""Reads interface and structure definitions from the IDL files that DirectX-Headers installs.

Only what the generators need is kept: interfaces with their methods, structures with their fields (a union's
members stay grouped), and the C++ spelling of every type. Enumerations and constants are skipped.
"""

import re
from dataclasses import dataclass, field

_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(_STRING + r"|[A-Za-z_]\w*|0x[0-9A-Fa-f]+|\d+|[^\s\w]")


@dataclass
class Parameter:
    type: str          # C++ spelling without the name, e.g. "const D3D12_RANGE*"
    name: str
    array: str = ""    # "[4]" for an array parameter
    annotation: str = ""  # SAL, e.g. "_In_reads_(NumBarriers)"

    @property
    def declaration(self):
        return f"{self.type} {self.name}{self.array}"

    @property
    def decayed(self):
        return self.type + "*" if self.array else self.type

    @property
    def base(self):
        """The type without const and pointers: the name to look up."""
        return self.type.replace("const", "").replace("*", "").strip()

    @property
    def pointers(self):
        return self.type.count("*")

    @property
    def count(self):
        """The expression that counts the elements of an array parameter, None for a single one."""
        match = re.match(r"_(?:In|Inout|Out)_(?:reads|writes|updates)_(?:opt_)?\(\s*(.*?)\s*\)$", self.annotation)
        return match.group(1) if match else None


@dataclass
class Method:
    name: str
    returns: str
    parameters: list


@dataclass
class Interface:
    name: str
    uuid: str
    base: str
    methods: list


@dataclass
class Field:
    type: str
    name: str
    array: str = ""
    union: list = None  # members, for an unnamed union

    @property
    def base(self):
        return self.type.replace("const", "").replace("*", "").strip()

    @property
    def pointers(self):
        return self.type.count("*")


@dataclass
class Idl:
    interfaces: dict = field(default_factory=dict)
    structs: dict = field(default_factory=dict)
    subobjects: dict = field(default_factory=dict)  # pipeline stream subobject -> type of its payload

    def chain(self, name):
        """The interface and its bases, IUnknown excluded, root first."""
        result = []
        while name != "IUnknown":
            result.insert(0, self.interfaces[name])
            name = self.interfaces[name].base
        return result

    def slots(self, name):
        """(slot, interface, method) for every method above IUnknown; IUnknown holds slots 0 to 2."""
        slot = 3
        for interface in self.chain(name):
            for method in interface.methods:
                yield slot, interface, method
                slot += 1


class _Tokens:
    def __init__(self, text):
        self.tokens = _TOKEN.findall(text)
        self.position = 0

    def peek(self, offset=0):
        index = self.position + offset
        return self.tokens[index] if index < len(self.tokens) else None

    def next(self):
        token = self.tokens[self.position]
        self.position += 1
        return token

    def group(self, opening, closing):
        """The tokens of a balanced group; the opening one is next."""
        depth, start = 0, self.position
        while True:
            token = self.next()
            depth += (token == opening) - (token == closing)
            if depth == 0:
                return self.tokens[start + 1:self.position - 1]


def _strip(text):
    text = re.sub(r"cpp_quote\s*\(\s*" + _STRING + r"\s*\)", "", text)
    text = re.sub(_STRING + r"|//[^\n]*|/\*.*?\*/", lambda m: m.group(0) if m.group(0)[0] == '"' else " ", text,
                  flags=re.S)
    return re.sub(r"^\s*#.*$", "", text, flags=re.M)


def _spell(tokens):
    text = " ".join(tokens).replace(" *", "*").replace("interface ", "")
    text = re.sub(r"\*\s*const\b", "* const", text)
    return re.sub(r"const\*", "const *", text)


def _split(tokens, separator):
    part, depth = [], 0
    for token in tokens:
        depth += (token in "([{") - (token in ")]}")
        if token == separator and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _declarator(tokens):
    """(attributes, type tokens, name, array) of `[attributes] type name[n]`."""
    attributes, start = [], 0
    while start < len(tokens) and tokens[start] == "[":
        end = start + 1
        depth = 1
        while depth:
            depth += (tokens[end] == "[") - (tokens[end] == "]")
            end += 1
        attributes += tokens[start + 1:end - 1]
        start = end
    tokens = tokens[start:]
    array = ""
    if tokens and tokens[-1] == "]":
        opening = tokens.index("[")
        array = "".join(tokens[opening:])
        tokens = tokens[:opening]
    return attributes, tokens[:-1], tokens[-1], array


def _annotation(attributes):
    for index, token in enumerate(attributes):
        if token == "annotation":
            return attributes[index + 2][1:-1].strip()
    return ""


def _method(tokens):
    opening = tokens.index("(")
    name = tokens[opening - 1]
    parameters = []
    for part in _split(tokens[opening + 1:-1], ","):
        attributes, type_tokens, parameter, array = _declarator(part)
        parameters.append(Parameter(_spell(type_tokens), parameter, array, _annotation(attributes)))
    return Method(name, _spell(tokens[:opening - 1]), parameters)


def _fields(tokens):
    result = []
    for part in _split(tokens, ";"):
        if part[0] == "union":
            end = len(part) - part[::-1].index("}") - 1
            name = part[end + 1] if end + 1 < len(part) else ""
            result.append(Field("union", name, union=_fields(part[2:end])))
        elif part[0] not in ("struct", "enum"):
            _, type_tokens, name, array = _declarator(part)
            result.append(Field(_spell(type_tokens), name, array))
    return result


def _interface(idl, tokens, attributes):
    name = tokens.next()
    if tokens.peek() == ";":
        return
    base = "IUnknown"
    if tokens.peek() == ":":
        tokens.next()
        base = tokens.next()
    body = tokens.group("{", "}")
    uuid = "".join(attributes[attributes.index("(") + 1:attributes.index(")")]).lower()
    idl.interfaces[name] = Interface(name, uuid, base, [_method(part) for part in _split(body, ";") if part])


def parse(*paths):
    idl = Idl()
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        for subobject, payload in re.findall(
                r"(D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_\w+)\s*(?:=\s*\d+)?\s*,\s*//\s*([\w*]+)", text):
            idl.subobjects[subobject] = payload
        parse_text(idl, _strip(text))
    return idl


def parse_text(idl, text):
    tokens = _Tokens(text)
    attributes = []
    while tokens.peek() is not None:
        token = tokens.peek()
        if token == "[":
            attributes = tokens.group("[", "]")
        elif token == "interface" and tokens.peek(2) in (":", "{"):
            tokens.next()
            _interface(idl, tokens, attributes)
        elif token == "struct" and tokens.peek(2) == "{":
            tokens.next()
            name = tokens.next()
            idl.structs[name] = _fields(tokens.group("{", "}"))
        else:
            tokens.next()
