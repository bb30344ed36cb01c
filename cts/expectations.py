"""What is known of a D3D12 runtime's results: cts/expected/RUNTIME.txt.

A line is `STATUS PATTERN  # REASON`. PATTERN names cases, with * for any characters. STATUS is
  fail   it fails, crashes or times out
  flake  it sometimes does, or some cases of the pattern do
  skip   it is not run
Every line has a reason: a case fails because of something.
"""

import collections
import fnmatch
import re

from results import column, is_bad

LINE = re.compile(r'(fail|flake|skip)\s+(\S+)\s+#\s*(\S.*)')
Expectation = collections.namedtuple('Expectation', 'status pattern reason')


class Expectations:
    def __init__(self, expectations=()):
        self._exact = {e.pattern: e for e in expectations if '*' not in e.pattern}
        self._patterns = [e for e in expectations if '*' in e.pattern]

    @classmethod
    def read(cls, path):
        with open(path, encoding='utf8') as file:
            return cls([_parse(path, number, line) for number, line in enumerate(file, 1)
                        if line.strip() and not line.startswith('#')])

    def of(self, case):
        """The Expectation of a case, or None."""
        return self._exact.get(case) or next(
            (e for e in self._patterns if fnmatch.fnmatchcase(case, e.pattern)), None)

    def split(self, cases):
        """(cases to run, cases to skip)"""
        skipped = {case for case in cases if (e := self.of(case)) and e.status == 'skip'}
        return [case for case in cases if case not in skipped], sorted(skipped)

    def compare(self, results):
        """(new, mended, known): results that are bad and not expected, expected to be bad and pass, bad as expected."""
        new, mended, known = [], [], []
        for result in results:
            expectation = self.of(result.case)
            if is_bad(result.status):
                (known if expectation else new).append(result)
            elif expectation and expectation.status == 'fail' and column(result.status) == 'pass':
                mended.append(result)
        return new, mended, known


def _parse(path, number, line):
    found = LINE.fullmatch(line.strip())
    if not found:
        raise ValueError(f'{path}:{number}: not `fail|flake|skip PATTERN  # REASON`')
    return Expectation(*found.groups())
