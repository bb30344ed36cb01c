"""vulkaninfo on Baker: in full, as JSON, and under the validation layer."""

import json
import os
import re
import tempfile

import results as shared

TROUBLE = ('ERROR', 'Validation Error', 'VUID-', 'baker: error')
ANSWER = 'Returned error VK_ERROR_FORMAT_NOT_SUPPORTED'  # no trouble: the layer warns of it on every driver


def run(context, results):
    environment = context.environment()
    full = shared.run(['vulkaninfo'], env=environment)
    if full.returncode == 127:
        results.skip('vulkaninfo', 'it is not installed')
        return
    check_clean('vulkaninfo', full, results)
    results.check('vulkaninfo: names a device', 'deviceName' in full.stdout, full.stdout)
    summary = shared.run(['vulkaninfo', '--summary'], env=environment)
    check_clean('vulkaninfo --summary', summary, results)
    results.check('vulkaninfo --summary: the driver is Baker', 'aker' in summary.stdout, summary.stdout)
    check_version(environment, summary, results)
    check_json(environment, results)
    check_validated(environment, results)


def check_clean(name, done, results):
    trouble = [line for line in done.stdout.splitlines()
               if any(word in line for word in TROUBLE) and ANSWER not in line]
    results.check(name, done.returncode == 0 and not trouble,
                  f'exit status {done.returncode}\n' + '\n'.join(trouble or done.stdout.splitlines()[-10:]))


def check_version(environment, summary, results):
    with open(environment['VK_DRIVER_FILES'], encoding='utf8') as file:
        version = json.load(file)['ICD']['api_version']
    results.check('vulkaninfo --summary: the version is the manifest\'s',
                  re.search(rf'apiVersion +.*\b{re.escape(version)}\b', summary.stdout), version)


def check_json(environment, results):
    with tempfile.TemporaryDirectory() as folder:
        done = shared.run(['vulkaninfo', '--json', '-o', os.path.join(folder, 'device.json')], env=environment)
        check_clean('vulkaninfo --json', done, results)
        try:
            with open(os.path.join(folder, 'device.json'), encoding='utf8') as file:
                capabilities = json.load(file)['capabilities']['device']
            missing = [key for key in ('features', 'properties', 'formats', 'queueFamiliesProperties') if not capabilities.get(key)]
            results.check('vulkaninfo --json: is complete', not missing, f'missing: {missing}')
        except (OSError, ValueError, KeyError) as error:
            results.fail('vulkaninfo --json: is JSON', str(error))


def check_validated(environment, results):
    """The validation layer checks what a driver answers against what it advertises."""
    done = shared.run(['vulkaninfo'], env=environment | {
        'VK_INSTANCE_LAYERS': 'VK_LAYER_KHRONOS_validation',
        'VK_LAYER_ENABLES': 'VK_VALIDATION_FEATURE_ENABLE_BEST_PRACTICES_EXT',
    })
    check_clean('vulkaninfo under the validation layer', done, results)
    results.check('vulkaninfo under the validation layer: the layer is there',
                  'VK_LAYER_KHRONOS_validation' in done.stdout, done.stdout)
