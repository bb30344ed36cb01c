"""A second opinion on the translator: the shaders of tests/shaders/families that SPIRV-Cross can write as HLSL and DXC can
compile give the same results as Baker's containers, on the same D3D12 (tests/opinion)."""

import glob
import os
import shutil

import builds
import results as shared
from results import SOURCE
from wine import Compiler, Unavailable

FAMILIES = os.path.join(SOURCE, 'tests', 'shaders', 'families')
PROFILE = 'cs_6_0'
HALVES = 'float16'  # at the beginning of a name; HLSL has them from shader model 6.2 on
LEAST = 12  # of the families: HLSL lacks 8-bit integers and carries, and 16-bit division below shader model 6.2


def run(context, results):
    program = os.path.join(context.build, 'tests', 'opinion', 'opinion_test')
    if context.native:
        results.skip('opinion', 'it is about the D3D12 host')
        return
    folder = context.builds + '-opinion'
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    sources = write_sources(context, folder, results)
    try:
        refusals = Compiler(context.cache).compile(sources, PROFILE)
    except Unavailable as error:
        results.fail('opinion', str(error))
        return
    refused = [f'{os.path.basename(path)}: {why[:150]}' for path, why in refusals.items() if why]
    compiled = len(refusals) - len(refused)
    results.check('opinion: DXC compiles what it should', compiled >= LEAST,
                  f'{compiled} of at least {LEAST}\n' + '\n'.join(refused))
    report = os.path.join(folder, 'opinion.xml')
    done = shared.run([program, f'--gtest_output=xml:{report}'],
                      env=context.environment() | {'BAKER_OPINIONS': folder})
    passed, failed, _ = builds.gtest_cases(folder, 'opinion', results, 'opinion')
    results.check('opinion: all were compared', passed + failed == compiled and done.returncode in (0, 1), done.stdout)


def write_sources(context, folder, results):
    """NAME.baker.dxil of each family, and {NAME.hlsl: NAME.dxc.dxil} of those that SPIRV-Cross can write."""
    tool = os.path.join(context.build, 'src', 'spirv_to_dxil', 'tool', 'spirv2dxil')
    sources = {}
    for path in sorted(glob.glob(os.path.join(FAMILIES, '*.comp'))):
        if os.path.basename(path).startswith(HALVES):
            continue
        stem = os.path.join(folder, os.path.basename(path).removesuffix('.comp'))
        compile_glsl = ['glslangValidator', '-V', '--target-env', 'vulkan1.2', '-I' + FAMILIES, '-o', stem + '.spv', path]
        translate = [tool, '-o', stem + '.baker.dxil', stem + '.spv']
        for command in (compile_glsl, translate):
            done = shared.run(command)
            results.check(f'opinion: {os.path.basename(command[0])} {os.path.basename(path)}', done.returncode == 0,
                          done.stdout)
        done = shared.run([tool, '--hlsl', '-o', stem + '.hlsl', stem + '.spv'])
        if done.returncode == 0:
            sources[stem + '.hlsl'] = stem + '.dxc.dxil'
    return sources
