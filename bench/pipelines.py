#!/usr/bin/env python3
"""The table of what making pipelines costs with an empty cache on disk and with a filled one: instructions of the driver,
and of libc on its behalf, by callgrind on the null host.

    pipelines.py PROGRAM DRIVER_LIBRARY NULL_HOST_FOLDER MODULES_FOLDER [FUNCTIONS]

With a number, as many functions of the filled cache's run are listed, by what they cost.
"""

import os
import sys
import tempfile

from callgrind import profiles_of

OURS = ('libvulkan_baker.so', 'libc.so.6', 'libstdc++.so.6', 'libm.so.6', 'libgcc_s.so.1')


def run(program, driver, host, modules, cache):
    """Instructions of each operation, by its name, and the profiles."""
    environment = os.environ | {'BAKER_D3D12_RUNTIME': host, 'BAKER_CACHE': cache}
    found = {}
    for profile in profiles_of([program, driver, modules], environment):
        name, times = profile.trigger.rsplit('*', 1)
        cost = sum(cost for path, cost in profile.objects.items() if os.path.basename(path) in OURS)
        found[name] = (cost / int(times), profile, int(times))
    return found


def main(program, driver, host, modules, functions=0):
    with tempfile.TemporaryDirectory() as cache:
        cold, warm = (run(program, driver, host, modules, cache) for _ in range(2))
    print('| | number | empty cache: instructions each | filled cache | ratio |')
    print('|---|--:|--:|--:|--:|')
    for name, (cost, _, times) in cold.items():
        print(f'| {name} | {times} | {cost:,.0f} | {warm[name][0]:,.0f} | {cost / warm[name][0]:.1f} |')
    for name, (_, profile, times) in warm.items():
        for (path, function), cost in profile.functions.most_common(int(functions)):
            print(f'    {cost / times:8.0f}  {os.path.basename(path)}  {function[:120]}')


main(*sys.argv[1:])
