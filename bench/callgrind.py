"""Reads callgrind's output files: self cost by object and by function, and calls between objects."""

import collections
import glob
import os
import re
import subprocess
import tempfile

NAME = re.compile(r'\((\d+)\)(?: (.*))?')
TRIGGER = re.compile(r'desc: Trigger: Client Request: (.*)')


class Profile:
    """One dump. `objects`, `functions`: instructions by library, and by (library, function); `calls`: their number by
    (calling library, called library, called function)."""

    def __init__(self, path):
        self.trigger = ''
        self.objects = collections.Counter()
        self.functions = collections.Counter()
        self.calls = collections.Counter()
        with open(path, encoding='utf8', errors='replace') as file:
            self.read(file)

    def read(self, file):
        names = {'object': {}, 'function': {}}
        here = {'ob': '', 'fn': ''}
        called = {}
        inclusive = False  # the line after calls= is the callee's cost
        for line in file:
            if match := TRIGGER.match(line):
                self.trigger = match[1].strip()
            elif (equals := line.find('=')) > 0 and line[:equals] in ('ob', 'fn', 'cob', 'cfn'):
                key = line[:equals]
                name = self.name(names['object' if key.endswith('ob') else 'function'], line[equals + 1:])
                (called if key.startswith('c') else here)[key.removeprefix('c')] = name
            elif line.startswith('calls='):
                target = (here['ob'], called.get('ob', here['ob']), called['fn'])
                self.calls[target] += int(line[6:].split()[0])
                called, inclusive = {}, True
            elif line[:1].isdigit() or line[:1] in '+-*':
                if not inclusive:
                    cost = int(line.split()[1])
                    self.objects[here['ob']] += cost
                    self.functions[here['ob'], here['fn']] += cost
                inclusive = False

    @staticmethod
    def name(known, text):
        match = NAME.match(text.strip())
        if match[2]:
            known[match[1]] = match[2]
        return known[match[1]]


def profiles_of(command, environment):
    """The dumps that a program asks for between its marks, in order."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'out')
        subprocess.run(['valgrind', '--tool=callgrind', f'--callgrind-out-file={out}', *command],
                       env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for path in sorted(glob.glob(out + '.*'), key=lambda path: int(path.rsplit('.', 1)[1])):
            profile = Profile(path)
            if '*' in profile.trigger:
                yield profile
