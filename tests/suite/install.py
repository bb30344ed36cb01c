"""`ninja install` and `meson devenv`: programs find Baker without ./run."""

import glob
import json
import os
import shutil

import results as shared

OURS = ('VK_', 'BAKER_')


def run(context, results):
    shutil.rmtree(context.prefix, ignore_errors=True)
    done = shared.run(['ninja', '-C', context.build, 'install'])
    if not results.check('ninja install', done.returncode == 0, done.stdout):
        return
    # The loader searches the standard folders; here the prefix takes the place of all of them, so that only an
    # installed Baker can be found, and the host is told where lavapipe is.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment['XDG_DATA_DIRS'] = os.path.join(context.prefix, 'share')
    lavapipe = glob.glob('/usr/share/vulkan/icd.d/lvp_icd*.json')
    if lavapipe:
        environment['BAKER_HOST_VULKAN'] = lavapipe[0]
    check_manifest(context.prefix, results)
    check_program(['vulkaninfo', '--summary'], environment, 'Baker', results)
    check_program([os.path.join(context.prefix, 'bin', 'baker-doctor')], environment,
                  'Vulkan programs can run on Baker', results)
    check_program([os.path.join(context.prefix, 'bin', 'spirv2dxil'), '--help'], environment, '--shader-model', results)
    check_program(['meson', 'devenv', '-C', context.build, 'vulkaninfo', '--summary'],
                  environment | {'XDG_DATA_DIRS': '/nowhere'}, 'Baker', results)
    check_program(['meson', 'devenv', '-C', context.build, 'baker-doctor'], environment,
                  'Vulkan programs can run on Baker', results)


def check_manifest(prefix, results):
    found = glob.glob(os.path.join(prefix, 'share', 'vulkan', 'icd.d', 'baker_icd.*.json'))
    library = ''
    if found:
        with open(found[0], encoding='utf8') as file:
            library = json.load(file)['ICD']['library_path']
    results.check('ninja install: the manifest names the installed library',
                  os.path.isabs(library) and os.path.exists(library), f'{found}: {library}')


def check_program(command, environment, expected, results):
    done = shared.run(command, env=environment)
    name = 'installed: ' + ' '.join(os.path.basename(word) for word in command if not os.path.isdir(word))
    results.check(name, done.returncode == 0 and expected in done.stdout, done.stdout)
