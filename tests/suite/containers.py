"""Microsoft's validator accepts every DXIL container that any test of this run made, and refuses a broken one."""

import hashlib
import os
import shutil
import struct

from wine import Unavailable, Validator


def run(context, results):
    paths = distinct_containers(context.containers)
    if not results.check('containers: some were made', paths, f'none in {context.containers}'):
        return
    if context.native and not shutil.which('wine64'):
        results.skip('containers', 'Wine is not installed')
        return
    try:
        validator = Validator(context.cache)
        verdicts = validator.validate(paths + [corrupted(paths[0], context.containers)])
    except Unavailable as error:
        results.fail('containers', str(error))
        return
    *ours, (_, broken) = verdicts
    for path, refusal in ours:
        results.check('container ' + os.path.relpath(path, context.containers), refusal is None, refusal or '')
    results.check('containers: a corrupted one is refused', broken is not None,
                  'the validator accepts anything, so this step proves nothing')


def distinct_containers(folder):
    """Every file that begins as a container does, the first of each content."""
    distinct = {}
    for path in sorted(os.path.join(where, name) for where, _, names in os.walk(folder) for name in names):
        with open(path, 'rb') as file:
            content = file.read()
        if content[:4] == b'DXBC':
            distinct.setdefault(hashlib.sha256(content).digest(), path)
    return list(distinct.values())


def corrupted(path, folder):
    """A copy whose PSV0 part no longer says what the module says."""
    with open(path, 'rb') as file:
        content = bytearray(file.read())
    count = struct.unpack_from('<I', content, 28)[0]
    for offset in struct.unpack_from(f'<{count}I', content, 32):
        if content[offset:offset + 4] == b'PSV0':
            size = struct.unpack_from('<I', content, offset + 4)[0]
            start = offset + 8 + 4  # past the part's header and the size of its first record
            content[start:offset + 8 + size] = bytes(byte ^ 0xa5 for byte in content[start:offset + 8 + size])
    broken = os.path.join(folder, 'corrupted.bin')
    with open(broken, 'wb') as file:
        file.write(content)
    return broken
