"""Khronos's conformance tests on Baker: `./run cts`.

Runs the cases with a deqp-vk of yours (cts/README.md says how to get one), compares the results with what is expected
of the D3D12 runtime, and writes a report. The exit status is 0 when nothing new fails, 1 when something does, 2 when
the cases could not be run.
"""

import argparse
import os
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import cases
import report
import results as shared
from expectations import Expectations
from progress import Progress
from runner import DidNotStart, Runner


def arguments():
    parser = argparse.ArgumentParser(prog='./run cts', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--deqp', metavar='PATH', required=True, help='the deqp-vk program')
    which = parser.add_mutually_exclusive_group()
    which.add_argument('--list', metavar='FILE', help='run the cases in FILE, one a line')
    which.add_argument('--group', metavar='NAME', action='append', help='run a group, such as api.smoke; may be repeated')
    which.add_argument('--sample', metavar='N', type=int, default=1000,
                       help='run N cases, evenly spread over all (the default, with 1000)')
    parser.add_argument('--jobs', metavar='N', type=int, default=os.cpu_count(), help='processes at once; one per core')
    parser.add_argument('--time-limit', metavar='SECONDS', type=float, default=60, help='for one case; 60')
    parser.add_argument('--out', metavar='FILE', default='cts.jsonl',
                        help='the results; a file with results of some of the cases is continued. The page goes beside it')
    parser.add_argument('--driver', metavar='MANIFEST', help='run another Vulkan driver instead of Baker')
    parser.add_argument('--beside', metavar='MANIFEST|RESULTS',
                        help='report beside another driver: run it on the same cases too, or take its results file')
    parser.add_argument('--expected', metavar='FILE', help='what is expected; by default of the D3D12 runtime in use')
    parser.add_argument('--depth', metavar='N', type=int, default=1, help='parts of a case\'s name that make its group; 1')
    return parser.parse_args()


def main():
    options = arguments()
    options.deqp = os.path.abspath(options.deqp)
    try:
        return compare(options, choose(options))
    except (OSError, ValueError, DidNotStart) as error:
        print(f'./run cts: {error}', file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f'\nstopped; the same command goes on where it was: {options.out}', file=sys.stderr)
        return 130


def choose(options):
    if not os.access(options.deqp, os.X_OK):
        raise ValueError(f'{options.deqp} is no program; cts/README.md says how to get deqp-vk')
    if options.list:
        return list(dict.fromkeys(cases.from_file(options.list)))
    if options.group:
        return [case for group in options.group for case in cases.of_group(options.deqp, group)]
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'), 'baker', 'cts')
    return cases.sample(options.deqp, options.sample, cache)


def compare(options, chosen):
    expectations = Expectations.read(expected_file(options)) if expected_file(options) else Expectations()
    chosen, skipped = expectations.split(chosen)
    header, results = run(options, options.driver, chosen, options.out)
    runs = [(header['driver'], results)]
    if options.beside:
        runs.append(beside(options, chosen))
    table = report.Table(runs, options.depth)
    print(report.text(table))
    if options.beside:
        print(report.shared_summary(results, runs[1][1]))
    page = os.path.splitext(options.out)[0] + '.html'
    with open(page, 'w', encoding='utf8') as file:
        file.write(report.page(header, table, results, expectations))
    new, mended, known = expectations.compare(results.values())
    for word, list_ in (('new', new), ('mended', mended)):
        for result in sorted(list_):
            print(f'{word}: {result.case}: {result.status} {" ".join(result.message.split())[:200]}'.rstrip())
    print(f'{len(new)} new, {len(mended)} mended, {len(known)} known, {len(skipped)} skipped; {options.out}, {page}')
    return 1 if new else 0


def run(options, manifest, chosen, out):
    """(header, results) of the chosen cases; those that `out` has already are not run again."""
    environment = {'BAKER_CACHE': 'off'} | os.environ  # each case compiles its own
    if manifest:
        environment['VK_DRIVER_FILES'] = environment['VK_ICD_FILENAMES'] = os.path.abspath(manifest)
    driver = os.path.basename(manifest).removesuffix('.json') if manifest else 'baker'
    file = shared.ResultFile(out, {'driver': driver, 'deqp': options.deqp, 'date': time.strftime('%Y-%m-%d %H:%M')})
    left = [case for case in chosen if case not in file.results]
    progress = Progress(len(left))

    def on_result(result):
        file.add(result)
        progress.add(result)

    try:
        print(f'{driver}: {len(left)} cases to run, {len(chosen) - len(left)} done before', file=sys.stderr)
        Runner(options.deqp, environment, options.jobs, options.time_limit, on_result).run(left)
    finally:
        progress.show('\n')
        file.close()
    return file.header, {case: file.results[case] for case in chosen if case in file.results}


def beside(options, chosen):
    if options.beside.endswith('.json'):
        header, results = run(options, options.beside, chosen, os.path.splitext(options.out)[0] + '-beside.jsonl')
    else:
        header, results = shared.read(options.beside)
    return header['driver'], {case: results[case] for case in chosen if case in results}


def expected_file(options):
    """Of the runtime that the driver takes: WSL's where its device is and ./run has set no other."""
    if options.expected or options.driver:
        return options.expected
    wsl = os.path.exists('/dev/dxg') and not os.environ.get('BAKER_D3D12_RUNTIME')
    return os.path.join(HERE, 'expected', 'wsl.txt' if wsl else 'vkd3d.txt')


sys.exit(main())
