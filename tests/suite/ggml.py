"""ggml's own test program on Baker: the first real compute job. Each of its cases counts, except those that it leaves
out by itself because the device lacks the type (bfloat16, as on every software driver)."""

import os
import re

import results as shared

PROGRAM = '/usr/libexec/x86_64-linux-gnu/ggml/test-backend-ops'
EXPECTED_CASES = 105
COLOUR = re.compile(r'\x1b\[[0-9;]*m')
CASE = re.compile(r'^  (ADD\(.*\)): (.*)$')


def run(context, results):
    if not os.path.exists(PROGRAM):
        results.skip('ggml', f'{PROGRAM} is not installed')
        return
    done = shared.run([PROGRAM, 'test', '-b', 'Vulkan0', '-o', 'ADD'],
                      env=context.dumping() | {'GGML_VK_VISIBLE_DEVICES': '0'})
    text = COLOUR.sub('', done.stdout)
    cases = [match.groups() for match in map(CASE.match, text.splitlines()) if match]
    # ggml leaves out what no feature of the device serves (bfloat16), here as on other drivers.
    cases = [case for case in cases if not case[1].startswith('not supported')]
    cases = [(name, verdict.strip()) for name, verdict in cases if not verdict.startswith('not supported')]
    for name, verdict in cases:
        results.check('ggml: ' + name, verdict == 'OK', verdict)
    if done.returncode or len(cases) < EXPECTED_CASES:
        results.fail('ggml', f'{len(cases)} of {EXPECTED_CASES} cases, exit status {done.returncode}\n{text}')
