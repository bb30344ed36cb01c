"""Reads dEQP's log (.qpa) while it is written, and says when a case begins and how it ends.

The log's own lines start with '#'; between #beginTestCaseResult and #endTestCaseResult lies one XML document, whose
Result element has the status and the message and whose Text elements say more. A case that was cut short may lack any
of these.
"""

import html
import re

BEGIN = '#beginTestCaseResult '
END = '#endTestCaseResult'
TERMINATE = '#terminateTestCaseResult '
STATUS = re.compile(r'<Result StatusCode="(\w+)">(.*?)</Result>', re.DOTALL)
TEXT = re.compile(r'<Text>(.*?)</Text>', re.DOTALL)
MAX_MESSAGE = 4000  # characters of a message that are kept
MAX_CASE = 1 << 20  # characters of a case's document that are looked at


class CaseLog:
    """Feed it the log's lines. `running` is the name of the case that has begun and not ended."""

    def __init__(self):
        self.running = None
        self._text = []
        self._size = 0

    def feed(self, line):
        """(case, status, message) when the line ends a case, else None."""
        if line.startswith(BEGIN):
            self.running, self._text, self._size = line[len(BEGIN):].strip(), [], 0
        elif self.running and line.startswith(END):
            return self._end(*self._outcome())
        elif self.running and line.startswith(TERMINATE):
            return self._end('Crash', line[len(TERMINATE):].strip())
        elif self.running and self._size < MAX_CASE:
            self._text.append(line)
            self._size += len(line)
        return None

    def _outcome(self):
        text = ''.join(self._text)
        found = STATUS.search(text)
        if not found:
            return 'InternalError', 'the log has no result'
        status, message = found.group(1), html.unescape(found.group(2))
        if status not in ('Pass', 'NotSupported'):
            message = '\n'.join([message, *(html.unescape(part) for part in TEXT.findall(text))])
        return status, message[:MAX_MESSAGE]

    def _end(self, status, message):
        case, self.running = self.running, None
        return case, status, message
