"""The runner of Khronos's conformance tests (cts/): its own tests, which need no deqp-vk."""

import os
import re
import sys

import results as shared
from results import SOURCE

CASE = re.compile(r'^(test_\w+) .* \.\.\. (ok|FAIL|ERROR|skipped.*)$', re.MULTILINE)


def run(context, results):
    done = shared.run([sys.executable, '-B', os.path.join(SOURCE, 'cts', 'tests', 'test_cts.py'), '--verbose'])
    cases = CASE.findall(done.stdout)
    results.check('cts: the tests ran', cases and (done.returncode == 0) == all(how == 'ok' for _, how in cases),
                  done.stdout)
    for name, how in cases:
        results.check(f'cts: {name}', how == 'ok', done.stdout)
