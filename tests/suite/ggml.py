"""ggml's own test program on Baker: operations of its Vulkan backend against its CPU backend. Each case counts, except
those that it leaves out by itself because the device lacks the type (bfloat16, as on every software driver).

QUICK is run by the suite, everything by `./run tests --all`: what passes on lavapipe natively must pass on Baker.
"""

import os
import re

import results as shared
from results import LAVAPIPE

PROGRAM = '/usr/libexec/x86_64-linux-gnu/ggml/test-backend-ops'
COLOUR = re.compile(r'\x1b\[[0-9;]*m')
CASE = re.compile(r'^  ([A-Z0-9_]+)\((.*)\): (.*)$')
HOUR = 3600

# Cases that pass on lavapipe natively (ggml 0.27, Mesa 26.1): operations of a few seconds, and longer ones.
QUICK = {
    'ABS': 8, 'ACC': 6, 'ADD': 105, 'ADD_ID': 36, 'ARANGE': 2, 'ARGMAX': 7, 'CEIL': 14, 'CLAMP': 8,
    'COL2IM_1D': 33, 'CONV_2D_DW': 8, 'CONV_TRANSPOSE_1D': 116, 'COS': 6, 'COUNT_EQUAL': 2,
    'CROSS_ENTROPY_LOSS_BACK': 2, 'CUMSUM': 15, 'DIAG': 3, 'DIAG_MASK_INF': 3, 'DSV4_HC_POST': 9,
    'DSV4_HC_PRE': 6, 'DUP': 10, 'ELU': 8, 'EXP': 8, 'EXPM1': 8, 'FLOOR': 14, 'GEGLU': 24, 'GEGLU_ERF': 24,
    'GEGLU_QUICK': 24, 'GELU': 8, 'GELU_ERF': 8, 'GELU_QUICK': 8, 'GET_ROWS_BACK': 4, 'GROUP_NORM': 2,
    'HARDSIGMOID': 8, 'HARDSWISH': 8, 'LEAKY_RELU': 7, 'LOG': 6, 'MEAN': 10, 'OPT_STEP_ADAMW': 1,
    'OPT_STEP_SGD': 1, 'OUT_PROD': 71, 'PAD_REFLECT_1D': 2, 'POOL_1D': 216, 'POOL_2D': 144, 'REGLU': 24,
    'RELU': 8, 'REPEAT': 18, 'REPEAT_BACK': 10, 'RMS_NORM_BACK': 10, 'ROLL': 2, 'ROUND': 14, 'RWKV_WKV6': 4,
    'SCALE': 4, 'SET': 12, 'SGN': 8, 'SIGMOID': 8, 'SILU': 8, 'SILU_BACK': 1, 'SIN': 6, 'SOFTPLUS': 8, 'SQR': 6,
    'SQRT': 6, 'SSM_CONV': 45, 'STEP': 8, 'SUM': 7, 'SUM_ROWS': 10, 'SWIGLU': 24, 'SWIGLU_CLAMP': 8,
    'SWIGLU_OAI': 16, 'TANH': 8, 'TIMESTEP_EMBEDDING': 1, 'TRI': 4, 'TRUNC': 14, 'XIELU': 4,
}
LONG = {
    'CONCAT': 198, 'CONT': 78, 'CONV_TRANSPOSE_2D': 8, 'CPY': 254, 'CROSS_ENTROPY_LOSS': 2, 'DIV': 93,
    'FILL': 7, 'GATED_DELTA_NET': 43, 'GATED_LINEAR_ATTN': 4, 'GET_ROWS': 236, 'IM2COL': 102, 'IM2COL_3D': 2051,
    'L2_NORM': 31, 'MUL': 94, 'NEG': 8, 'NORM': 61, 'PAD': 37, 'RMS_NORM': 53, 'ROPE': 464, 'ROPE_BACK': 398,
    'RWKV_WKV7': 5, 'SET_ROWS': 319, 'SOFT_MAX': 214, 'SOFT_MAX_BACK': 24, 'SOLVE_TRI': 24, 'SUB': 93,
    'UPSCALE': 22,
}
# So long that both are run: natively for the number of cases, and on Baker.
UNCOUNTED = ('ARGSORT', 'CONV_2D', 'CONV_3D', 'FLASH_ATTN_EXT', 'MUL_MAT', 'MUL_MAT_ID', 'SSM_SCAN', 'TOP_K')


def run(context, results):
    if not os.path.exists(PROGRAM):
        results.skip('ggml', f'{PROGRAM} is not installed')
        return
    check(QUICK, context, results, timeout=900)
    if context.all:
        for operation, count in LONG.items():
            check({operation: count}, context, results, timeout=HOUR)
        for operation in UNCOUNTED:
            native, _ = cases_of([operation], os.environ | {'VK_DRIVER_FILES': LAVAPIPE}, HOUR)
            passed = sum(verdict == 'OK' for _, _, verdict in native)
            check({operation: passed}, context, results, timeout=HOUR)


def check(expected, context, results, timeout):
    cases, done = cases_of(expected, context.dumping(), timeout)
    passed = dict.fromkeys(expected, 0)
    for operation, parameters, verdict in cases:
        results.check(f'ggml: {operation}({parameters})', verdict == 'OK', verdict)
        if operation in passed:
            passed[operation] += verdict == 'OK'
    for operation, count in expected.items():
        results.check(f'ggml: {operation}: all its cases are run', passed[operation] >= count,
                      f'{passed[operation]} of {count} cases')
    results.check('ggml: the exit status', done.returncode == 0, f'{done.returncode}\n{done.stdout[-2000:]}')


def cases_of(operations, environment, timeout):
    """(operation, parameters, verdict) of every case that the device supports, and the finished process."""
    done = shared.run([PROGRAM, 'test', '-b', 'Vulkan0', '-o', ','.join(operations)], timeout=timeout,
                      env=environment | {'GGML_VK_VISIBLE_DEVICES': '0'})
    text = COLOUR.sub('', done.stdout)
    cases = [match.groups() for match in map(CASE.match, text.splitlines()) if match]
    # The verdict may follow what the driver said meanwhile.
    cases = [(operation, parameters, 'OK' if verdict.strip().endswith('OK') else verdict.strip())
             for operation, parameters, verdict in cases]
    return [case for case in cases if not case[2].startswith('not supported')], done
