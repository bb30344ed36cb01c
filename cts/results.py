"""Results of dEQP-VK cases, and the file in which a run keeps them.

A result file is lines of JSON: first a header that says what was run, then one object for each case, written when the
case ends. A run that was cut off is therefore a shorter run, and can be taken up again.
"""

import collections
import json
import os

# How a case can end. dEQP's own words, and three of ours: Crash, Timeout, Missing (deqp-vk has no such case).
PASSES = ('Pass', 'QualityWarning', 'CompatibilityWarning', 'Waived')
UNSUPPORTED = ('NotSupported',)
CRASHES = ('Crash', 'Timeout', 'DeviceLost')
# The columns of every report, in order. What is in none of the others is a failure.
COLUMNS = ('pass', 'fail', 'unsupported', 'crash', 'missing')

Result = collections.namedtuple('Result', 'case status seconds message')


def column(status):
    for name, statuses in (('pass', PASSES), ('unsupported', UNSUPPORTED), ('crash', CRASHES), ('missing', ('Missing',))):
        if status in statuses:
            return name
    return 'fail'


def is_bad(status):
    return column(status) in ('fail', 'crash')


class ResultFile:
    """Appends results to a file. Not thread-safe."""

    def __init__(self, path, header):
        began = os.path.exists(path) and os.path.getsize(path) > 0
        self.header, self.results = read(path) if began else (header, {})
        self._file = open(path, 'a', encoding='utf8')
        if began:
            self._file.write('\n')  # the last line may have been cut off
        else:
            self._write(header)

    def add(self, result):
        self.results[result.case] = result
        self._write(result._asdict())

    def close(self):
        self._file.close()

    def _write(self, record):
        self._file.write(json.dumps(record, ensure_ascii=False) + '\n')
        self._file.flush()


def read(path):
    """(header, {case: Result}) of a result file. A last line that was cut off is left out."""
    with open(path, encoding='utf8') as file:
        records = [record for record in map(_record, file) if record]
    if not records or 'case' in records[0]:
        raise ValueError(f'{path}: not a result file')
    return records[0], {record['case']: Result(**record) for record in records[1:]}


def _record(line):
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None

