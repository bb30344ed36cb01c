"""What the steps share: where things are, and the count of what passed."""

import os
import shutil
import subprocess

LAVAPIPE = '/usr/share/vulkan/icd.d/lvp_icd.json'
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Results:
    """Every test of every runner, by name. Failures are shown at once and again at the end."""

    def __init__(self):
        self.passed = 0
        self.failures = []
        self.skips = []

    def counts(self):
        return self.passed, len(self.failures), len(self.skips)

    def ok(self, count=1):
        self.passed += count

    def fail(self, name, why=''):
        self.failures.append(name)
        print(f'FAILED {name}', flush=True)
        for line in why.rstrip().splitlines()[-40:]:
            print(f'    {line}', flush=True)

    def skip(self, name, why):
        self.skips.append(name)
        print(f'skipped {name}: {" ".join(why.split())}', flush=True)

    def check(self, name, passed, why=''):
        if passed:
            self.ok()
        else:
            self.fail(name, why)
        return passed

    def finish(self):
        """Prints the failures and the sum; returns the exit status. A suite that ran nothing has failed."""
        for name in self.failures:
            print(f'FAILED {name}')
        skipped = f', {len(self.skips)} skipped' if self.skips else ''
        print(f'{self.passed} passed, {len(self.failures)} failed{skipped}', flush=True)
        return 1 if self.failures or not self.passed else 0


class Context:
    """Folders of this run, and the environment in which programs meet Baker."""

    def __init__(self, builds, cache, native=False, everything=False):
        self.native = native  # on the machine itself, where WSL's D3D12 may be
        self.all = everything  # also what takes hours
        self.builds = builds
        self.cache = cache
        self.build = builds + '-plain'
        self.prefix = builds + '-installed'
        self.containers = builds + '-containers'
        shutil.rmtree(self.containers, ignore_errors=True)
        os.makedirs(self.containers)

    def environment(self, build=None):
        build = build or self.build
        manifest = os.path.join(build, 'manifests', 'baker_uninstalled_icd.json')
        environment = {name: value for name, value in os.environ.items() if not name.startswith('BAKER_')}
        runtime = {} if self.native else {'BAKER_D3D12_RUNTIME': os.path.join(build, 'src', 'd3d12_host')}
        return environment | runtime | {
            'VK_DRIVER_FILES': manifest,
            'VK_ICD_FILENAMES': manifest,
            'VK_LOADER_LAYERS_DISABLE': '~implicit~',
            'BAKER_CACHE': 'off',
        }

    def dumping(self):
        """As environment(); every container that a test or the driver makes is kept for the validator."""
        return self.environment() | {
            'BAKER_TEST_CONTAINERS': self.containers,
            'BAKER_DEBUG': 'dump_dxil',
            'BAKER_DUMP_PATH': self.containers,
        }


def run(command, **options):
    """The completed process; its output and errors are in .stdout, as text."""
    options = {'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT, 'stdin': subprocess.DEVNULL,
               'text': True, 'errors': 'replace', 'timeout': 900} | options
    try:
        return subprocess.run(command, **options)
    except subprocess.TimeoutExpired as expired:
        output = expired.stdout or b''
        text = output.decode(errors='replace') if isinstance(output, bytes) else output
        return subprocess.CompletedProcess(command, 124, text + '\n(timed out)', '')
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, 127, f'{command[0]}: not installed', '')
