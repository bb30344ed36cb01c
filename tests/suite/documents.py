"""The README says every setting that the code reads, and every link between documents leads somewhere."""

import glob
import os
import re

from results import SOURCE

SWITCH = re.compile(r'^X\(\w+, "(\w+)"', re.MULTILINE)
VARIABLE = re.compile(r'"(BAKER_[A-Z0-9_]+)"')
LINK = re.compile(r'\]\(([^)#:]+)(?:#[^)]*)?\)')


def run(context, results):
    readme = read(os.path.join(SOURCE, 'README.md'))
    for switch in SWITCH.findall(read(os.path.join(SOURCE, 'src', 'vk_to_d3d12', 'base', 'debug.def'))):
        results.check(f'README: the switch {switch}', f'| `{switch}` |' in readme, 'it is missing from the table')
    for variable in sorted(variables()):
        results.check(f'README: {variable}', f'`{variable}`' in readme, 'it is missing from the table')
    for page in [os.path.join(SOURCE, 'README.md'), os.path.join(SOURCE, 'CONTRIBUTING.md'),
                 os.path.join(SOURCE, 'cts', 'README.md'), *sorted(glob.glob(os.path.join(SOURCE, 'docs', '*.md')))]:
        check_links(page, results)


def variables():
    """Names of the variables that the driver, the host and the doctor read."""
    found = set()
    for folder in ('src', 'icd'):
        for path in glob.glob(os.path.join(SOURCE, folder, '**', '*.cpp'), recursive=True):
            if not path.endswith('_test.cpp') and f'{os.sep}tests{os.sep}' not in path:
                found.update(VARIABLE.findall(read(path)))
    return found


def check_links(page, results):
    for target in LINK.findall(read(page)):
        name = f'{os.path.relpath(page, SOURCE)}: link to {target}'
        results.check(name, os.path.exists(os.path.join(os.path.dirname(page), target)), 'there is no such file')


def read(path):
    with open(path, encoding='utf8') as file:
        return file.read()
