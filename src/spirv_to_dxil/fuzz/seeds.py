"""seeds.py GOLDEN OUT DEPFILE GLSLANG SPIRV_AS: the golden shaders as SPIR-V modules, one file each in the folder OUT.

OUT.stamp is written last; the depfile names every source and folder, so that a new shader is noticed.
"""

import os
import subprocess
import sys

GLSL = ('.comp', '.vert', '.frag', '.geom', '.tesc', '.tese')


def command(source, target, glslang, spirv_as):
    if source.endswith('.spvasm'):
        return [spirv_as, '--target-env', 'vulkan1.2', '-o', target, source]
    return [glslang, '--quiet', '-V', '--target-env', 'vulkan1.2', '-o', target, source]


def main(golden, out, depfile, glslang, spirv_as):
    os.makedirs(out, exist_ok=True)
    for old in os.listdir(out):
        os.remove(os.path.join(out, old))
    inputs = []
    for folder, _, names in os.walk(golden):
        inputs.append(folder)
        for name in sorted(names):
            source = os.path.join(folder, name)
            if not name.endswith((*GLSL, '.spvasm')):
                continue
            inputs.append(source)
            target = os.path.join(out, f'{os.path.basename(folder)}_{name}.spv')
            subprocess.run(command(source, target, glslang, spirv_as), check=True)
    with open(depfile, 'w', encoding='utf8') as file:
        file.write(f'{out}.stamp: ' + ' '.join(inputs) + '\n')
    with open(out + '.stamp', 'w', encoding='utf8'):
        pass


main(*sys.argv[1:])
