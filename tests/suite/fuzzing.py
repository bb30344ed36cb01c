"""The translator's libFuzzer targets under AddressSanitizer and UndefinedBehaviorSanitizer, half a minute each.

Seeds are the golden shaders; what a run finds is not kept, so that every run begins alike (docs/fuzzing.md says how
to run longer). What fails is left in the build folder and named.
"""

import glob
import os
import re
import shutil
import tempfile

import builds
import results as shared

TARGETS = ('words_fuzzer', 'module_fuzzer')
SECONDS = 30
OPTIONS = ('-Dfuzz=true', '-Db_sanitize=address,undefined', '-Db_lundef=false', '-Doptimization=1')
EXECUTED = re.compile(r'stat::number_of_executed_units: (\d+)')


def run(context, results):
    if not shutil.which('clang++'):
        results.skip('fuzzing', 'clang is not installed')
        return
    folder = context.builds + '-fuzz'
    place = os.path.join(folder, 'src', 'spirv_to_dxil', 'fuzz')
    targets = [f'src/spirv_to_dxil/fuzz/{name}' for name in (*TARGETS, 'seeds.stamp')]
    if not builds.build_targets(folder, OPTIONS, targets, results, compiler='clang++'):
        return
    for target in TARGETS:
        fuzz(place, target, results)


def fuzz(place, target, results):
    for old in glob.glob(os.path.join(place, target + '-*')):
        os.remove(old)
    with tempfile.TemporaryDirectory() as corpus:
        done = shared.run([os.path.join(place, target), f'-max_total_time={SECONDS}', '-timeout=20',
                           '-rss_limit_mb=4096', '-max_len=40000', '-print_final_stats=1',
                           f'-artifact_prefix={os.path.join(place, target)}-', corpus, os.path.join(place, 'seeds')],
                          env=os.environ | {'ASAN_OPTIONS': 'detect_leaks=1',
                                            'UBSAN_OPTIONS': 'print_stacktrace=1:halt_on_error=1'})
    executed = EXECUTED.search(done.stdout)
    count = int(executed[1]) if executed else 0
    print(f'{target}: {count} executions', flush=True)
    results.check(f'{target}: nothing found', done.returncode == 0, done.stdout[-4000:])
    results.check(f'{target}: it ran', count > 0, done.stdout[-1000:])
