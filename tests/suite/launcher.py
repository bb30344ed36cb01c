"""./run's way into the root (scripts/enter.sh): what PROGRAM finds there is what its caller has.

The root entered is a second view of the one that the suite runs in, in a mount namespace of its own.
"""

import os
import re
import subprocess
import tempfile

import results as shared
from results import SOURCE

BUILT = re.compile(r'"\$build/([^"]+)"')
ENTER = os.path.join(SOURCE, 'scripts', 'enter.sh')
MOUNT = 'mount --bind / "$1" && shift && exec sh "$@"'


def run(context, results):
    if os.getuid() != 0 or shared.run(['unshare', '--mount', '--propagation', 'unchanged', 'true']).returncode:
        results.skip('launcher', 'it needs the right to mount')
        return
    for view in ('plain', 'whole'):
        check_view(view, results)
    script = os.path.join(SOURCE, 'run')
    done = shared.run(['sh', script, '--help'])
    results.check('./run --help', done.returncode == 0 and './run PROGRAM' in done.stdout, done.stdout)
    done = shared.run(['sh', script, '--wrong'])
    results.check('./run --wrong names the next step', done.returncode == 1 and 'next: ./run --help' in done.stdout,
                  done.stdout)


def built(context, results):
    """Programs of the build that ./run names are where it looks for them."""
    with open(os.path.join(SOURCE, 'run'), encoding='utf8') as file:
        for path in BUILT.findall(file.read()):
            results.check(f'./run: {path}', os.path.exists(os.path.join(context.build, path)), 'it is not built there')


def check_view(view, results):
    def check(name, script, expected, status=0, arguments=()):
        done = enter(view, ['sh', '-c', script, 'sh', *arguments])
        results.check(f'launcher: {view}: {name}', (done.returncode, done.stdout) == (status, expected),
                      f'exit status {done.returncode}, expected {status}\n{done.stdout!r}, expected {expected!r}')

    check('the exit status', 'exit 42', '', status=42)
    check('death by a signal', 'kill -TERM $$', '', status=-15)
    check('arguments', 'printf "%s|" "$@"', 'a b|$c|*||', arguments=('a b', '$c', '*', ''))
    check('the environment', 'printf %s "$QUOTES"', 'x\ny\'"$z')
    check('the working directory and /tmp', 'cat here', 'a file of /tmp')
    check('the user', 'id -u', '0\n')
    check('standard input', 'cat', 'from outside')
    done = enter(view, ['no-such-program'])
    results.check(f'launcher: {view}: a missing program', done.returncode == 127 and 'next:' in done.stdout, done.stdout)
    mounts = shared.run(['cat', '/proc/self/mounts']).stdout
    results.check(f'launcher: {view}: nothing stays mounted', 'baker-launcher' not in mounts, mounts)


def enter(view, command):
    with tempfile.TemporaryDirectory(prefix='baker-launcher') as folder:
        root = os.path.join(folder, 'root')
        os.mkdir(root)
        with open(os.path.join(folder, 'here'), 'w', encoding='utf8') as file:
            file.write('a file of /tmp')
        environment = os.path.join(folder, 'environment')
        with open(environment, 'w', encoding='utf8') as file:
            file.write(f'export PATH="{os.environ["PATH"]}"\nexport HOME=/root\n'
                       'export QUOTES=\'x\ny\'"\'"\'"$z\'\n')
        return subprocess.run(['unshare', '--mount', '--propagation', 'unchanged', 'sh', '-c', MOUNT, 'sh', root,
                               ENTER, view, root, environment, '0 0 0', folder, *command],
                              input='from outside', text=True, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
