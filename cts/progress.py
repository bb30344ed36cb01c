"""The line that says how far a run is, on stderr: rewritten in place on a terminal, else now and then."""

import collections
import sys
import time

from results import COLUMNS, column

INTERVAL = 10  # seconds between lines where stderr is no terminal


class Progress:
    def __init__(self, total):
        self._total = total
        self._counts = collections.Counter()
        self._start = time.monotonic()
        self._shown = 0
        self._interval = 0.2 if sys.stderr.isatty() else INTERVAL

    def add(self, result):
        self._counts[column(result.status)] += 1
        if time.monotonic() - self._shown > self._interval:
            self.show()

    def show(self, end=''):
        self._shown = time.monotonic()
        done, seconds = self._counts.total(), self._shown - self._start
        counts = ', '.join(f'{self._counts[name]} {name}' for name in COLUMNS if self._counts[name])
        left = f', {seconds / done * (self._total - done):.0f} s left' if 0 < done < self._total else ''
        line = f'{done}/{self._total}: {counts or "starting"}, {seconds:.0f} s{left}'
        if sys.stderr.isatty():
            print(f'\r\033[K{line}', end=end, file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)
