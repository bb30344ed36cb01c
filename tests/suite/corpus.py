"""Every shader of ggml's Vulkan backend (a Debian package; nothing of it is kept here) is translated, but for those of
cooperative matrices (254 of 1,569 modules), which D3D12 has not: for shader model 6.0, and an eighth of them for each
higher one (`./run tests --all`: all of them). The containers go to Microsoft's validator with all others.

    corpus.py FOLDER    writes the modules there, for other uses
"""

import glob
import os
import struct
import sys

import results as shared

LIBRARIES = '/usr/lib/*/ggml/backends*/libggml-vulkan.so'
MAGIC = struct.pack('<I', 0x07230203)
HEADER_WORDS = 5
OP_CAPABILITY = 17
OP_FUNCTION, OP_FUNCTION_END = 54, 56
BEFORE_NEXT_FUNCTION = (OP_FUNCTION, 8, 317)  # OpLine and OpNoLine may stand between functions
COOPERATIVE_MATRIX = 6022  # the capability
LEAST = 1315
LOWEST, HIGHER = '6.0', ('6.2', '6.5', '6.6', '6.7')
PART = 8  # of the modules, that is translated for each of the higher models


def modules_of(data):
    """The SPIR-V modules that lie in the bytes of a library."""
    at = data.find(MAGIC)
    while at >= 0:
        end = module_end(data, at)
        if end:
            yield data[at:end]
        at = data.find(MAGIC, end or at + 4)


def module_end(data, begin):
    """Where the module that begins there ends: after its last function. None when it is no module."""
    version, _, bound, schema = struct.unpack_from('<4I', data, begin + 4)
    if version >> 16 != 1 or version & 0xff0000ff or not bound or schema:
        return None
    at, ended = begin + 4 * HEADER_WORDS, False
    while at + 4 <= len(data):
        word = struct.unpack_from('<I', data, at)[0]
        opcode, count = word & 0xffff, word >> 16
        if ended and (opcode not in BEFORE_NEXT_FUNCTION or opcode == OP_FUNCTION and count != 5):
            return at
        if not count or opcode > 0x3fff:
            return None
        at += 4 * count
        ended = opcode == OP_FUNCTION_END or ended and opcode != OP_FUNCTION
    return None


def instructions(module):
    words = struct.unpack(f'<{len(module) // 4}I', module)
    at = HEADER_WORDS
    while at < len(words):
        count = words[at] >> 16
        yield words[at] & 0xffff, words[at + 1:at + count]
        at += count


def is_foreign(module):
    """Whether D3D12 lacks what the module is about: a cooperative matrix."""
    for opcode, operands in instructions(module):
        if opcode == OP_CAPABILITY and operands[0] == COOPERATIVE_MATRIX:
            return True
        if opcode == OP_FUNCTION:
            return False
    return False


def library():
    found = sorted(glob.glob(LIBRARIES))
    return found[0] if found else None


def write_modules(folder):
    """Each module that is to be translated, as a file; returns their paths."""
    os.makedirs(folder, exist_ok=True)
    with open(library(), 'rb') as file:
        data = file.read()
    paths = []
    for number, module in enumerate(modules_of(data)):
        if is_foreign(module):
            continue
        paths.append(os.path.join(folder, f'ggml{number:04}.spv'))
        with open(paths[-1], 'wb') as file:
            file.write(module)
    return paths


def run(context, results):
    if not library():
        results.skip('corpus', f'{LIBRARIES} is not installed')
        return
    paths = write_modules(context.builds + '-corpus')
    results.check('corpus: all modules are found', len(paths) >= LEAST, f'{len(paths)} of at least {LEAST}')
    translate(context, results, LOWEST, paths)
    for offset, model in enumerate(HIGHER):
        translate(context, results, model, paths if context.all else paths[offset::PART])


def translate(context, results, model, paths):
    tool = os.path.join(context.build, 'src', 'spirv_to_dxil', 'tool', 'spirv2dxil')
    folder = os.path.join(context.containers, 'corpus', model)
    native = ['--native-16bit'] if model != LOWEST else []
    done = shared.run([tool, '--shader-model', model, *native, '-o', folder, *paths])
    reasons = dict(line.split(': ', 1) for line in done.stdout.splitlines() if not line.startswith(' '))
    for path in paths:
        name = os.path.basename(path)
        made = os.path.exists(os.path.join(folder, name + '.dxil'))
        results.check(f'corpus: {model}: {name}', made, reasons.get(path, 'no container'))
    results.check(f'corpus: {model}: the exit status', done.returncode == (1 if reasons else 0), done.stdout)


if __name__ == '__main__':
    print(len(write_modules(sys.argv[1])), 'modules')
