#!/usr/bin/env python3
"""Stands in for deqp-vk: what a case does is the last part of its name."""

import os
import signal
import sys
import time

CASES = ['dEQP-VK.fake.one.pass', 'dEQP-VK.fake.one.fail', 'dEQP-VK.fake.one.unsupported', 'dEQP-VK.fake.two.crash',
         'dEQP-VK.fake.two.hang', 'dEQP-VK.fake.two.lost', 'dEQP-VK.fake.two.pass']
OUTCOMES = {
    'pass': ('Pass', 'Pass'),
    'fail': ('Fail', 'Image &lt;a&gt; differs'),
    'unsupported': ('NotSupported', 'no such feature'),
    'lost': ('Fail', 'vkQueueSubmit: VK_ERROR_DEVICE_LOST'),
}


def value(name):
    return next((a.split('=', 1)[1] for a in sys.argv if a.startswith(f'--deqp-{name}=')), None)


def print_cases():
    names = [name.removesuffix('.*') for name in (value('case') or 'dEQP-VK').split(',')]
    for case in CASES:
        if any(case == name or case.startswith(name + '.') for name in names):
            print('TEST:', case)


def run_cases():
    with open(value('caselist-file'), encoding='utf8') as file:
        wanted = set(file.read().split())
    with open(value('log-filename'), 'w', encoding='utf8') as log:
        print('#sessionInfo releaseName fake\n#beginSession', file=log, flush=True)
        for case in CASES:
            if case in wanted:
                run_case(log, case)


def run_case(log, case):
    print(f'#beginTestCaseResult {case}\n<TestCaseResult>', file=log, flush=True)
    what = case.rsplit('.', 1)[1]
    if what == 'crash':
        print('about to die', file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == 'hang':
        time.sleep(1000)
    status, message = OUTCOMES[what]
    print(f' <Text>more of {case}</Text>\n <Result StatusCode="{status}">{message}</Result>\n</TestCaseResult>\n\n'
          '#endTestCaseResult', file=log, flush=True)
    if what == 'lost':
        sys.exit(1)


if os.environ.get('FAKE_DEQP_FAILS'):
    sys.exit('no Vulkan here')
if value('runmode') == 'stdout-caselist':
    print_cases()
else:
    run_cases()
