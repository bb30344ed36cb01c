"""Which cases to run: a list of the user's, a group, or a sample of all that deqp-vk has."""

import os
import subprocess

PREFIX = 'dEQP-VK.'


def from_file(path):
    """One case a line; anything behind a comma, and lines that name no case, are left out."""
    with open(path, encoding='utf8') as file:
        names = [line.split(',')[0].strip() for line in file]
    return [name for name in names if name.startswith(PREFIX)]


def of_group(deqp, group):
    name = group if group.startswith(PREFIX) else PREFIX + group
    listed = _print_cases(deqp, [f'--deqp-case={name},{name}.*'])
    if not listed:
        raise ValueError(f'{deqp} has no group {name}')
    return listed


def sample(deqp, count, cache):
    """`count` cases, evenly spread over the list of all, so that a larger sample has the same cases and more groups."""
    everything = _all(deqp, cache)
    step = max(1, len(everything) // count)
    return everything[step // 2::step][:count]


def _all(deqp, cache):
    """Every case. Printing them takes deqp-vk a minute, so they are kept by the program's size and time."""
    status = os.stat(deqp)
    path = os.path.join(cache, f'cases-{status.st_size}-{int(status.st_mtime)}.txt')
    if not os.path.exists(path):
        os.makedirs(cache, exist_ok=True)
        with open(path + '.partial', 'w', encoding='utf8') as file:
            file.writelines(case + '\n' for case in _print_cases(deqp, []))
        os.rename(path + '.partial', path)
    return from_file(path)


def _print_cases(deqp, arguments):
    done = subprocess.run([deqp, '--deqp-runmode=stdout-caselist', '--deqp-log-filename=/dev/null', *arguments],
                          cwd=os.path.dirname(deqp), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, errors='replace', check=False)
    cases = [line[len('TEST: '):].strip() for line in done.stdout.splitlines() if line.startswith('TEST: ')]
    return [case for case in cases if case.startswith(PREFIX)]
