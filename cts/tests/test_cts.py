"""The runner from end to end, against a deqp-vk that passes, fails, crashes and hangs as its cases' names say."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CTS = os.path.dirname(HERE)
FAKE = os.path.join(HERE, 'fake_deqp.py')
sys.path.insert(0, CTS)

import cases
import results
from expectations import Expectations


class Run(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.out = self.path('out.jsonl')
        self.write('expected.txt', '')

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf8') as file:
            file.write(text)
        return self.path(name)

    def cts(self, *arguments, environment=None):
        return subprocess.run([sys.executable, CTS, '--deqp', FAKE, '--out', self.out, '--jobs', '2', '--time-limit', '2',
                               '--expected', self.path('expected.txt'), *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False,
                              env=os.environ | {'XDG_CACHE_HOME': self.folder} | (environment or {}))

    def statuses(self):
        return {case: result.status for case, result in results.read(self.out)[1].items()}

    def test_every_ending(self):
        done = self.cts('--group', 'fake')
        self.assertEqual(self.statuses(), {
            'dEQP-VK.fake.one.pass': 'Pass', 'dEQP-VK.fake.one.fail': 'Fail',
            'dEQP-VK.fake.one.unsupported': 'NotSupported', 'dEQP-VK.fake.two.crash': 'Crash',
            'dEQP-VK.fake.two.hang': 'Timeout', 'dEQP-VK.fake.two.lost': 'DeviceLost', 'dEQP-VK.fake.two.pass': 'Pass'})
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn('4 new, 0 mended, 0 known, 0 skipped', done.stdout)
        self.assertIn('new: dEQP-VK.fake.two.crash: Crash SIGSEGV about to die', done.stdout)
        with open(self.path('out.html'), encoding='utf8') as page:
            self.assertIn('Image &lt;a&gt; differs\nmore of dEQP-VK.fake.one.fail', page.read())

    def test_a_list_and_a_case_that_does_not_exist(self):
        done = self.cts('--list', self.write('list', '# a comment\ndEQP-VK.fake.one.pass\ndEQP-VK.none,Pass\n'))
        self.assertEqual(self.statuses(), {'dEQP-VK.fake.one.pass': 'Pass', 'dEQP-VK.none': 'Missing'})
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_what_was_run_is_not_run_again(self):
        self.cts('--group', 'fake.one')
        with open(self.out, 'a', encoding='utf8') as file:
            file.write('{"case": "dEQP-VK.fake.two.pass", "sta')  # cut off
        done = self.cts('--group', 'fake.one', '--group', 'fake.two.pass')
        self.assertIn('1 cases to run, 3 done before', done.stdout)
        self.assertEqual(len(self.statuses()), 4)

    def test_expectations(self):
        self.write('expected.txt', '# known\nfail dEQP-VK.fake.one.*  # one is wrong\n'
                                   'flake dEQP-VK.fake.two.pass  # now and then\nskip dEQP-VK.fake.two.hang  # hangs\n'
                                   'fail dEQP-VK.fake.two.crash  # crashes\nfail dEQP-VK.fake.two.lost  # loses\n')
        done = self.cts('--group', 'fake')
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn('mended: dEQP-VK.fake.one.pass', done.stdout)
        self.assertIn('0 new, 1 mended, 3 known, 1 skipped', done.stdout)

    def test_beside_another_driver(self):
        manifest = self.write('other.json', '{}')
        done = self.cts('--group', 'fake.one', '--beside', manifest)
        self.assertIn('other pass', done.stdout)
        self.assertIn('of 1 cases that the reference passes: pass 1 (100.00 %)', done.stdout)
        again = self.cts('--group', 'fake.one', '--beside', self.path('out-beside.jsonl'))
        self.assertIn('of 1 cases that the reference passes: pass 1 (100.00 %)', again.stdout)

    def test_a_sample_is_spread_evenly(self):
        self.cts('--sample', '3', '--time-limit', '1')
        self.assertEqual(sorted(self.statuses()), ['dEQP-VK.fake.one.fail', 'dEQP-VK.fake.two.crash', 'dEQP-VK.fake.two.lost'])

    def test_what_cannot_run(self):
        done = self.cts('--list', self.write('list', 'dEQP-VK.fake.one.pass\n'), environment={'FAKE_DEQP_FAILS': '1'})
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn('no Vulkan here', done.stdout)
        self.assertEqual(self.cts('--group', 'nowhere').returncode, 2)


class Files(unittest.TestCase):
    def test_an_expectation_has_a_reason(self):
        with tempfile.NamedTemporaryFile('w', suffix='.txt') as file:
            file.write('fail dEQP-VK.a\n')
            file.flush()
            self.assertRaisesRegex(ValueError, ':1:', Expectations.read, file.name)

    def test_the_expectations_are_readable(self):
        for name in ('vkd3d', 'wsl'):
            Expectations.read(os.path.join(CTS, 'expected', name + '.txt'))

    def test_names_that_are_no_cases_are_left_out(self):
        with tempfile.NamedTemporaryFile('w') as file:
            file.write('dEQP-VK.a,Fail\n\n# x\nother\n')
            file.flush()
            self.assertEqual(cases.from_file(file.name), ['dEQP-VK.a'])


if __name__ == '__main__':
    unittest.main()
