"""The builds, and the tests that meson knows: GoogleTest programs (each case counts) and plain ones."""

import glob
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import results as shared
from results import SOURCE

TAP = re.compile(r'^(not )?ok\b *\d* *-? *(.*?) *(?:# *SKIP *(.*))?$', re.MULTILINE)
# Without debug information, which would take more time and disk than all the rest; where a sanitizer reports, lines.
PLAIN = ('-Ddebug=false',)
LINES = ('-Ddebug=false', '-Dcpp_args=-g1', '-Doptimization=1', '-Db_lundef=false')
SANITIZED = ('-Db_sanitize=address,undefined', '-Dbench=disabled', *LINES)


def plain(context, results):
    build(context.build, (f'-Dprefix={context.prefix}', *PLAIN), results)


def plain_tests(context, results):
    run_meson_tests(context.build, context.dumping(), results)


def sanitized_tests(context, results):
    """All of meson's tests again under AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer."""
    folder = context.builds + '-sanitized'
    if not build(folder, SANITIZED, results):
        return
    suppressions = os.path.join(SOURCE, 'tests', 'suite', 'leaks.supp')
    run_meson_tests(folder, context.environment(folder) | {
        'ASAN_OPTIONS': 'detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1',
        'UBSAN_OPTIONS': 'print_stacktrace=1:halt_on_error=1',
        'LSAN_OPTIONS': f'suppressions={suppressions}:print_suppressions=0',
    }, results, prefix='sanitized ')


def build(folder, options, results):
    script = os.path.join(SOURCE, 'scripts', 'build.sh')
    status = subprocess.run(['sh', script, SOURCE, folder, '-Dtests=enabled', *options]).returncode
    return results.check(f'build {os.path.basename(folder)}', status == 0, 'see the compiler above')


def build_targets(folder, options, targets, results, compiler=None):
    """A build of a few targets alone, with options of its own."""
    name = f'build {os.path.basename(folder)}'
    if not os.path.exists(os.path.join(folder, 'build.ninja')):
        shutil.rmtree(folder, ignore_errors=True)
        environment = os.environ | ({'CXX': compiler} if compiler else {})
        done = shared.run(['meson', 'setup', folder, SOURCE, '-Dbench=disabled', '-Dhost=disabled', *options],
                          env=environment)
        if done.returncode:
            return results.check(name, False, done.stdout)
    done = shared.run(['ninja', '-C', folder, *targets])
    return results.check(name, done.returncode == 0, done.stdout)


THREADED = {
    # what has no data race: the program, its cases and what it loads
    'translation': ('src/spirv_to_dxil/spirv_to_dxil_test', 'Threads.*', ()),
    'pipelines and recording': ('tests/threads/threads_test', '*', (
        'icd/libvulkan_baker.so', 'src/d3d12_host/null/libd3d12.so', 'src/d3d12_host/null/libdxcore.so')),
}


def threads(context, results):
    """What several threads do at once, under ThreadSanitizer."""
    folder = context.builds + '-thread-sanitizer'
    # the one fence stands between the device's memory and the host, which ThreadSanitizer does not see
    options = ('-Db_sanitize=thread', '-Dhost=enabled', *LINES, '-Dcpp_args=-g1 -Wno-tsan')
    targets = [target for program, _, loaded in THREADED.values() for target in (program, *loaded)]
    if not build_targets(folder, options, targets, results):
        return
    environment = context.environment(folder) | {
        'BAKER_D3D12_RUNTIME': os.path.join(folder, 'src/d3d12_host/null'), 'TSAN_OPTIONS': 'halt_on_error=1'}
    for name, (program, cases, _) in THREADED.items():
        done = shared.run([os.path.join(folder, program), f'--gtest_filter={cases}'], env=environment)
        results.check(f'threads: {name} without a data race', done.returncode == 0 and '1 test' in done.stdout,
                      done.stdout)


def run_meson_tests(folder, environment, results, prefix=''):
    for old in glob.glob(os.path.join(folder, '*.xml')):
        os.remove(old)
    log = os.path.join(folder, 'meson-logs', 'testlog.json')
    if os.path.exists(log):
        os.remove(log)
    # meson's limit of 30 s a program is for a quiet machine and no sanitizers
    subprocess.run(['meson', 'test', '-C', folder, '--no-rebuild', '--timeout-multiplier', '10',
                    '--num-processes', str(os.cpu_count())],
                   env=environment, stdin=subprocess.DEVNULL)
    if not os.path.exists(log):
        results.fail(prefix + 'meson test', 'no test log: is there any test?')
        return
    with open(log, encoding='utf8', errors='replace') as lines:
        for line in lines:
            count_test(folder, json.loads(line), results, prefix)


def count_test(folder, test, results, prefix):
    """One of meson's tests. A program that fails without a failing case (it crashed, or leaked) counts as one more."""
    name = test['name']
    program = name.split(' / ')[-1].split(':')[-1]
    name = prefix + program
    passed, failed, skipped = gtest_cases(folder, program, results, name)
    if not passed + failed + skipped:
        passed, failed, skipped = tap_cases(test.get('stdout', ''), results, name)
    if test['result'] in ('OK', 'EXPECTEDFAIL'):
        if not passed + failed + skipped:
            results.ok()
    elif test['result'] == 'SKIP':
        if not skipped:
            results.skip(name, 'it says so')
    elif not failed:
        results.fail(name, f"{test['result']}, exit status {test.get('returncode')}\n"
                           + test.get('stdout', '') + test.get('stderr', ''))


def tap_cases(output, results, shown):
    """Lines of the Test Anything Protocol: `ok 1 - name`, `not ok 2 - name`, `ok 3 - name # SKIP why`."""
    before = results.counts()
    for failure, name, directive in TAP.findall(output):
        if directive:
            results.skip(f'{shown}: {name}', directive)
        else:
            results.check(f'{shown}: {name}', not failure, 'see its output with `meson test`')
    return tuple(now - then for now, then in zip(results.counts(), before))


def gtest_cases(folder, name, results, shown):
    path = os.path.join(folder, name + '.xml')
    passed = failed = skipped = 0
    try:
        cases = ElementTree.parse(path).iter('testcase')
    except (OSError, ElementTree.ParseError):
        return 0, 0, 0
    for case in cases:
        label = f"{shown}: {case.get('classname')}.{case.get('name')}"
        failures = case.findall('failure')
        if failures:
            failed += 1
            results.fail(label, '\n'.join(failure.get('message', '') for failure in failures))
        elif case.find('skipped') is not None or case.get('status') == 'notrun':
            skipped += 1
            reason = case.find('skipped')
            results.skip(label, (reason.get('message') if reason is not None else None) or 'disabled')
        else:
            passed += 1
            results.ok()
    return passed, failed, skipped
