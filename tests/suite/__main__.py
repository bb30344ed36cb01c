"""The whole test suite: `./run tests`.

Each step runs one kind of test and reports every case of it. The last line is the sum over all steps. A step is
a function of a Context in its own file; STEPS is the list.
"""

import argparse
import os
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import builds
import containers
import corpus
import cts
import documents
import fuzzing
import ggml
import install
import launcher
import opinion
import programs
import style
import vulkaninfo
import wine
from results import Context, Results

STEPS = {
    'style': style.run,
    'documents': documents.run,
    'launcher': launcher.run,
    'cts': cts.run,
    'build': builds.plain,
    'meson': builds.plain_tests,
    'launcher paths': launcher.built,
    'install': install.run,
    'vulkaninfo': vulkaninfo.run,
    'ggml': ggml.run,
    'programs': programs.run,
    'corpus': corpus.run,
    'opinion': opinion.run,
    'containers': containers.run,
    'sanitizers': builds.sanitized_tests,
    'threads': builds.threads,
    'fuzzing': fuzzing.run,
}


def arguments():
    parser = argparse.ArgumentParser(prog='./run tests', description=__doc__)
    parser.add_argument('--only', metavar='STEP', choices=STEPS, action='append',
                        help='run this step alone (may be given again); one of: ' + ', '.join(STEPS))
    parser.add_argument('--all', action='store_true', help="also what takes hours: all of ggml's operations")
    parser.add_argument('--builds', required=True, help=argparse.SUPPRESS)
    parser.add_argument('--cache', required=True, help=argparse.SUPPRESS)
    parser.add_argument('--native', action='store_true', help=argparse.SUPPRESS)
    return parser.parse_args()


def run_step(name, context, results):
    print(f'[{name}]', flush=True)
    before, start = results.counts(), time.monotonic()
    try:
        STEPS[name](context, results)
    except Exception as error:  # a step that breaks is a failure of its own; the others still run
        results.fail(name, f'{type(error).__name__}: {error}')
    passed, failed, skipped = (now - then for now, then in zip(results.counts(), before))
    print(f'[{name}] {passed} passed, {failed} failed, {skipped} skipped'
          f' ({time.monotonic() - start:.0f} s)', flush=True)


def main():
    options = arguments()
    context = Context(options.builds, options.cache, options.native, options.all)
    results = Results()
    steps = options.only or list(STEPS)
    if {'containers', 'opinion'} & set(steps):  # the download is slow: let it run beside the builds
        threading.Thread(target=wine.fetch_ahead, args=(context.cache,), daemon=True).start()
    for name in steps:
        run_step(name, context, results)
    return results.finish()


sys.exit(main())
