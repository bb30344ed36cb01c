"""Formatting: every C++ file is as clang-format leaves it."""

import os

import results as shared
from results import SOURCE

VERSION = 'version 21.'  # other versions format otherwise
FOLDERS = ('icd', 'src', 'tests', 'bench')


def sources():
    for folder in FOLDERS:
        for path, folders, names in os.walk(os.path.join(SOURCE, folder)):
            folders.sort()
            for name in sorted(names):
                if name.endswith(('.cpp', '.hpp')):
                    yield os.path.join(path, name)


def run(context, results):
    if VERSION not in shared.run(['clang-format', '--version']).stdout:
        results.skip('style', 'this is not the clang-format of Debian forky')
        return
    for path in sources():
        done = shared.run(['clang-format', '--dry-run', '-Werror', '--style=file', path])
        results.check('style: ' + os.path.relpath(path, SOURCE), done.returncode == 0, done.stdout)
