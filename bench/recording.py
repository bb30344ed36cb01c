#!/usr/bin/env python3
"""The table of what recording costs: instructions of the driver, and of libc on its behalf, by callgrind on the null host,
with the number of D3D12 calls and of allocations.

    recording.py PROGRAM DRIVER_LIBRARY NULL_HOST_FOLDER [OPERATION...]

With the names of operations, the functions that their instructions go to are listed.
"""

import os
import sys

from callgrind import profiles_of

# What dzn (Mesa 24.3) spends on the same, measured in the same way; D3D12 calls where they were counted.
DZN = {
    'draw': (204, 2), 'indexed draw': (218, None), 'descriptor set + draw': (507, 4), 'dynamic offset + draw': (561, None),
    'vertex buffer + draw': (306, None), '64 bytes of push constants + draw': (275, None),
    'other pipeline + draw': (327, 7), 'viewport and scissor + draw': (400, None), 'dispatch': (130, None),
    'descriptor set + dispatch': (434, None), 'buffer barrier': (968, None), 'copy': (92, None),
    'begin, end and reset of a command buffer': (4017, None), 'empty submit': (1278, None),
    'descriptor set update of one buffer': (199, None),
}
OURS = ('libvulkan_baker.so', 'libc.so.6', 'libstdc++.so.6', 'libm.so.6', 'libgcc_s.so.1')
HOST = ('libd3d12.so',)
ALLOCATIONS = ('malloc', 'calloc', 'realloc', 'operator new')


def is_in(path, libraries):
    return os.path.basename(path) in libraries


def row(profile):
    name, times = profile.trigger.rsplit('*', 1)
    instructions = sum(cost for path, cost in profile.objects.items() if is_in(path, OURS)) / int(times)
    host = sum(count for (caller, callee, _), count in profile.calls.items()
               if is_in(caller, OURS) and is_in(callee, HOST)) / int(times)
    allocations = sum(count for (caller, _, function), count in profile.calls.items()
                      if is_in(caller, OURS) and function.startswith(ALLOCATIONS)) / int(times)
    return name, instructions, host, allocations


def number(value):
    return f'{value:,.0f}' if value == round(value) or value >= 10 else f'{value:.2f}'


def main(program, driver, host, *shown):
    print('| operation | instructions | D3D12 calls | allocations | dzn: instructions | dzn: calls |')
    print('|---|--:|--:|--:|--:|--:|')
    for profile in profiles_of([program, driver], os.environ | {'BAKER_D3D12_RUNTIME': host, 'BAKER_CACHE': 'off'}):
        name, instructions, calls, allocations = row(profile)
        dzn, dzn_calls = DZN.get(name, (None, None))
        print(f'| {name} | {instructions:,.0f} | {number(calls)} | {number(allocations)} |'
              f' {dzn or ""} | {dzn_calls or ""} |', flush=True)
        if name in shown:
            for (path, function), cost in profile.functions.most_common(25):
                print(f'    {cost / 1000:8.1f}  {os.path.basename(path)}  {function[:120]}')


main(*sys.argv[1:])
