"""Microsoft's DXIL validator and HLSL compiler: fetched, and run under Wine.

    wine.py CACHE CONTAINER...    says what the validator thinks of each; the exit status is 0 when it takes all

The npm package `webgpu` carries a dxcompiler.dll with both. It is fetched once, with npm (which checks the package's
hash), and kept in the cache with a Wine prefix of its own.
"""

import glob
import os
import subprocess
import sys
import tarfile
import tempfile
import threading

import results as shared
from results import SOURCE

PACKAGE = 'webgpu@0.6.2'
DLL_IN_PACKAGE = 'package/dist/win32-x64/dxcompiler.dll'
COMPILER = 'x86_64-w64-mingw32-g++'


fetching = threading.Lock()


class Unavailable(Exception):
    """The DLL cannot be had; the message says why and what to do."""


def fetch_dll(folder):
    """The path of dxcompiler.dll in `folder`, fetched when it is not there. Threads take turns."""
    path = os.path.join(folder, PACKAGE.replace('@', '-') + '.dll')
    with fetching:
        if os.path.exists(path):
            return path
        os.makedirs(folder, exist_ok=True)
        print(f'fetching {PACKAGE} with npm for its dxcompiler.dll', flush=True)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            done = shared.run(['npm', 'pack', PACKAGE, '--pack-destination', place], cwd=place)
            archives = glob.glob(os.path.join(place, '*.tgz'))
            if done.returncode or not archives:
                raise Unavailable(f'`npm pack {PACKAGE}` failed; is the npm registry reachable?\n{done.stdout}')
            with tarfile.open(archives[0]) as archive, open(path + '.partial', 'wb') as dll:
                dll.write(archive.extractfile(DLL_IN_PACKAGE).read())
        os.rename(path + '.partial', path)
    return path


def validator_folder(cache):
    return os.path.join(cache, 'validator')


def fetch_ahead(cache):
    """For a thread: what goes wrong is said when the validator is needed."""
    try:
        fetch_dll(validator_folder(cache))
    except Unavailable:
        pass


class Program:
    """A program of tests/dxc, built for Windows, that drives the DLL."""

    def __init__(self, cache, name):
        self.folder = validator_folder(cache)
        self.dll = fetch_dll(self.folder)
        self.program = self.build(name)

    def build(self, name):
        sources = os.path.join(SOURCE, 'tests', 'dxc')
        program = os.path.join(self.folder, name + '.exe')
        newest = max(entry.stat().st_mtime for entry in os.scandir(sources))
        if os.path.exists(program) and os.path.getmtime(program) > newest:
            return program
        done = shared.run([COMPILER, '-std=c++20', '-O1', '-Wall', '-Wextra', '-Werror', '-static',
                           '-o', program, os.path.join(sources, name + '.cpp')])
        if done.returncode:
            raise Unavailable(f'{COMPILER} could not build {name}.cpp\n{done.stdout}')
        return program

    def environment(self):
        environment = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
        return environment | {
            'WINEPREFIX': os.path.join(self.folder, 'wine'),
            'WINEDEBUG': '-all',
            'WINEDLLOVERRIDES': 'mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe=',
        }

    def run(self, lines, *arguments):
        """What it prints when given a file of those lines, the DLL and the arguments."""
        with tempfile.NamedTemporaryFile('w', dir=self.folder, suffix='.txt') as listing:
            listing.write(''.join(line + '\n' for line in lines))
            listing.flush()
            return shared.run(['wine64', self.program, windows(listing.name), windows(self.dll), *arguments],
                              env=self.environment(), stderr=subprocess.PIPE, timeout=300).stdout


def windows(path):
    return 'Z:' + path


class Validator(Program):
    def __init__(self, cache):
        super().__init__(cache, 'validate')

    def validate(self, paths):
        """(path, None or why it was refused) of each, in order. A container that crashes the DLL is refused."""
        verdicts = {}
        first = 0
        while first < len(paths):
            output = self.run(map(windows, paths), str(first))
            begun = self.read_verdicts(output, verdicts)
            if begun is None:
                raise Unavailable('validate.exe did not start under Wine:\n' + output)
            verdicts.setdefault(begun, 'the validator crashed on it')
            first = begun + 1
        return [(path, verdicts[index]) for index, path in enumerate(paths)]

    @staticmethod
    def read_verdicts(output, verdicts):
        """Fills in what the program said; returns the last container that it began with."""
        begun = None
        for line in output.splitlines():
            index, _, answer = line.partition(' ')
            if not index.isdigit():
                continue
            if answer == 'begin':
                begun = int(index)
            else:
                verdicts[int(index)] = None if answer == 'ok' else answer
        return begun


class Compiler(Program):
    def __init__(self, cache):
        super().__init__(cache, 'compile')

    def compile(self, sources, profile):
        """Compiles each HLSL file to the path beside it: {file: path}. Returns {file: why it was refused, or None}."""
        lines = [line for hlsl, path in sources.items() for line in (windows(hlsl), windows(path), profile)]
        answers = dict(line.split(' ', 1) for line in self.run(lines).splitlines())
        refusals = {}
        for number, hlsl in enumerate(sources):
            answer = answers.get(str(number), 'the compiler crashed')
            refusals[hlsl] = None if answer == 'ok' else answer
        return refusals


def main(cache, *paths):
    verdicts = Validator(cache).validate([os.path.abspath(path) for path in paths])
    for path, refusal in verdicts:
        print(f'{path}: {refusal or "valid"}')
    return any(refusal for _, refusal in verdicts)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
