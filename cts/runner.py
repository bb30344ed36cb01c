"""Runs cases with parallel deqp-vk processes, so that a case that crashes or hangs costs only itself.

Each worker takes a chunk of cases and gives it to one process. The process's log comes through a pipe; a case that
ends is a result at once. When the process dies, the case that was running is a crash; when nothing comes for longer
than a case may take, the process is killed and the case has timed out. Either way a new process goes on with the rest.
"""

import os
import queue
import select
import signal
import subprocess
import tempfile
import threading
import time

import case_log
from results import Result

CHUNK = 200  # cases a process is given: starting one costs about half a second
QUIET = ('--deqp-log-images=disable', '--deqp-log-shader-sources=disable', '--deqp-watchdog=disable',
         '--deqp-crashhandler=disable', '--deqp-terminate-on-device-lost=enable')
DEVICE_LOST = 'VK_ERROR_DEVICE_LOST'


class DidNotStart(Exception):
    """deqp-vk ended before any case began."""


class Runner:
    """`on_result` is called with each Result, by one thread at a time."""

    def __init__(self, deqp, environment, jobs, time_limit, on_result):
        self._deqp = deqp
        self._environment = environment
        self._jobs = jobs
        self._time_limit = time_limit  # seconds a case may take
        self._on_result = on_result
        self._lock = threading.Lock()
        self._chunks = queue.SimpleQueue()
        self._stop = threading.Event()
        self._error = None

    def run(self, cases):
        """Raises DidNotStart; KeyboardInterrupt stops the processes first."""
        size = max(1, min(CHUNK, len(cases) // (4 * self._jobs)))
        for start in range(0, len(cases), size):
            self._chunks.put(cases[start:start + size])
        workers = [threading.Thread(target=self._work, daemon=True) for _ in range(self._jobs)]
        for worker in workers:
            worker.start()
        try:
            for worker in workers:
                while worker.is_alive():
                    worker.join(0.2)
        finally:
            self._stop.set()
            for worker in workers:
                worker.join()
        if self._error:
            raise self._error

    def _work(self):
        try:
            while not self._stop.is_set():
                self._run_chunk(self._chunks.get_nowait())
        except queue.Empty:
            pass
        except Exception as error:  # every error of a worker is the run's
            self._error = error
            self._stop.set()

    def _run_chunk(self, cases):
        left = dict.fromkeys(cases)
        while left and not self._stop.is_set():
            ended = self._run_process(left)
            for case in [case for case in left if case in ended]:
                del left[case]
            if ended.finished:
                self._give(Result(case, 'Missing', 0, 'this deqp-vk has no such case') for case in left)
                return

    def _run_process(self, cases):
        with tempfile.TemporaryDirectory(prefix='baker-cts-') as folder, Process(self._deqp, folder, cases,
                                                                                 self._environment) as process:
            return self._follow(process)

    def _follow(self, process):
        ended, log, since = Ended(), case_log.CaseLog(), time.monotonic()
        while line := process.line(since + self._time_limit, self._stop):
            was_running = log.running
            done = log.feed(line)
            if done:
                ended.add(done[0])
                self._give([Result(done[0], self._status(done), round(time.monotonic() - since, 3), done[2])])
            if done or log.running != was_running:
                since = time.monotonic()
        if self._stop.is_set():
            return ended
        killed = process.kill()
        seconds = round(time.monotonic() - since, 3)
        if log.running:
            status = 'Timeout' if killed else 'Crash'
            ended.add(log.running)
            self._give([Result(log.running, status, seconds, process.last_words())])
        elif killed:
            raise DidNotStart(f'deqp-vk was silent for {seconds:.0f} s outside all cases\n{process.last_words()}')
        elif not ended and process.status:
            raise DidNotStart(process.last_words())
        else:
            ended.finished = process.status == 0 or not ended
        return ended

    @staticmethod
    def _status(done):
        return 'DeviceLost' if DEVICE_LOST in done[2] and done[1] not in ('Pass', 'NotSupported') else done[1]

    def _give(self, results):
        with self._lock:
            for result in results:
                self._on_result(result)


class Ended(set):
    """The cases that a process ended. `finished`: it has no others to run."""

    finished = False


class Process:
    """One deqp-vk, with its log in a pipe and its errors in a file."""

    def __init__(self, deqp, folder, cases, environment):
        case_list = os.path.join(folder, 'cases')
        with open(case_list, 'w', encoding='utf8') as file:
            file.writelines(case + '\n' for case in cases)
        self._errors = open(os.path.join(folder, 'errors'), 'w+b')
        self._pipe, log = os.pipe()
        self._buffer = b''
        self._ended = False  # the log's end was read
        self._process = subprocess.Popen(
            [deqp, f'--deqp-caselist-file={case_list}', f'--deqp-log-filename=/dev/fd/{log}', *QUIET],
            cwd=os.path.dirname(deqp), env=environment, pass_fds=[log], start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors)
        os.close(log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        os.close(self._pipe)
        self._errors.close()

    @property
    def status(self):
        return self._process.wait()

    def line(self, deadline, stop):
        """The log's next line; empty at its end, when the deadline has passed, or when `stop` is set."""
        while b'\n' not in self._buffer:
            if stop.is_set() or time.monotonic() > deadline:
                return ''
            if not select.select([self._pipe], [], [], 0.2)[0]:
                continue
            data = os.read(self._pipe, 1 << 16)
            if not data:
                self._ended = True
                return ''
            self._buffer += data
        line, self._buffer = self._buffer.split(b'\n', 1)
        return line.decode(errors='replace') + '\n'

    def kill(self):
        """Whether it had to be killed: it was still writing its log, or should have been."""
        if self._ended:
            try:
                self._process.wait(10)  # it has closed its log: it is on its way out
            except subprocess.TimeoutExpired:
                pass
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        return not self._ended

    def last_words(self):
        self._errors.seek(0)
        words = self._errors.read().decode(errors='replace').strip()[-2000:]
        code = self.status
        name = signal.Signals(-code).name if code < 0 else f'exit status {code}'
        return f'{name}\n{words}' if words else name
