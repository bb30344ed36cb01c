"""The translator's libFuzzer targets under AddressSanitizer and UndefinedBehaviorSanitizer, about half a minute each.

Seeds are the golden shaders. The random numbers and the count are fixed and what a run finds is not kept, so that a
commit has one result (docs/fuzzing.md says how to look further). What fails is left in the build folder and named.
"""

import glob
import os
import re
import shutil
import tempfile

import builds
import results as shared

RUNS = {'words_fuzzer': 100_000, 'module_fuzzer': 30_000}
OPTIONS = ('-Dfuzz=true', '-Db_sanitize=address,undefined', *builds.LINES)
EXECUTED = re.compile(r'stat::number_of_executed_units: (\d+)')


def run(context, results):
    if not shutil.which('clang++'):
        results.skip('fuzzing', 'clang is not installed')
        return
    folder = context.builds + '-fuzz'
    place = os.path.join(folder, 'src', 'spirv_to_dxil', 'fuzz')
    targets = [f'src/spirv_to_dxil/fuzz/{name}' for name in (*RUNS, 'seeds.stamp')]
    if not builds.build_targets(folder, OPTIONS, targets, results, compiler='clang++'):
        return
    for target in RUNS:
        fuzz(place, target, results)


def fuzz(place, target, results):
    for old in glob.glob(os.path.join(place, target + '-*')):
        os.remove(old)
    with tempfile.TemporaryDirectory() as corpus:
        done = shared.run([os.path.join(place, target), '-seed=1', f'-runs={RUNS[target]}', '-timeout=60',
                           '-rss_limit_mb=4096', '-max_len=40000', '-print_final_stats=1',
                           f'-artifact_prefix={os.path.join(place, target)}-', corpus, os.path.join(place, 'seeds')],
                          env=os.environ | {'ASAN_OPTIONS': 'detect_leaks=1',
                                            'UBSAN_OPTIONS': 'print_stacktrace=1:halt_on_error=1'})
    executed = EXECUTED.search(done.stdout)
    count = int(executed[1]) if executed else 0
    print(f'{target}: {count} executions', flush=True)
    results.check(f'{target}: nothing found', done.returncode == 0, done.stdout[-4000:])
    results.check(f'{target}: it ran', count > 0, done.stdout[-1000:])
