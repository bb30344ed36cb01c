#!/usr/bin/env python3
"""Walks vk.xml: every command of every advertised version and extension resolves, and no other does.

    registry_test.py VK_XML DRIVER_LIBRARY

Asks the driver itself through vk_icdGetInstanceProcAddr, and the driver behind the real loader (which
VK_DRIVER_FILES tells). vk.xml is read here anew, not by the generator's reader. Prints TAP.
"""
import ctypes
import re
import sys
import xml.etree.ElementTree as ElementTree
from ctypes import POINTER, byref, c_char, c_char_p, c_int, c_uint32, c_void_p

QUEUE_PRIORITY = ctypes.c_float(1.0)


class Extension(ctypes.Structure):
    _fields_ = [('name', c_char * 256), ('version', c_uint32)]


class ApplicationInfo(ctypes.Structure):
    _fields_ = [('type', c_int), ('next', c_void_p), ('application', c_char_p), ('applicationVersion', c_uint32),
                ('engine', c_char_p), ('engineVersion', c_uint32), ('apiVersion', c_uint32)]


class InstanceInfo(ctypes.Structure):
    _fields_ = [('type', c_int), ('next', c_void_p), ('flags', c_uint32), ('application', POINTER(ApplicationInfo)),
                ('layerCount', c_uint32), ('layers', c_void_p), ('extensionCount', c_uint32),
                ('extensions', POINTER(c_char_p))]


class QueueInfo(ctypes.Structure):
    _fields_ = [('type', c_int), ('next', c_void_p), ('flags', c_uint32), ('family', c_uint32), ('count', c_uint32),
                ('priorities', POINTER(ctypes.c_float))]


class DeviceInfo(ctypes.Structure):
    _fields_ = [('type', c_int), ('next', c_void_p), ('flags', c_uint32), ('queueCount', c_uint32),
                ('queues', POINTER(QueueInfo)), ('layerCount', c_uint32), ('layers', c_void_p),
                ('extensionCount', c_uint32), ('extensions', POINTER(c_char_p)), ('features', c_void_p)]


class Registry:
    """Commands by name with the level at which they dispatch, and what requires them."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.first_parameter = {}
        aliases = {}
        for command in root.findall('commands/command'):
            if command.get('alias'):
                aliases[command.get('name')] = command.get('alias')
            elif 'vulkan' in command.get('api', 'vulkan').split(','):
                self.first_parameter[command.findtext('proto/name')] = command.findtext('param/type')
        for name, target in aliases.items():
            while target in aliases:
                target = aliases[target]
            self.first_parameter[name] = self.first_parameter.get(target)
        self.blocks = []  # (owner, condition, commands); the owner is a version or an extension's name
        for feature in root.findall('feature'):
            if 'vulkan' in feature.get('api').split(','):
                self.read_blocks(feature, tuple(map(int, feature.get('number').split('.'))))
        for extension in root.findall('extensions/extension'):
            if 'vulkan' in extension.get('supported').split(','):
                self.read_blocks(extension, extension.get('name'))
        self.commands = sorted({name for _, _, names in self.blocks for name in names})

    def read_blocks(self, element, owner):
        for require in element.findall('require'):
            if 'vulkan' not in require.get('api', 'vulkan').split(','):
                continue
            names = [command.get('name') for command in require.findall('command')]
            condition = require.get('depends') or require.get('extension') or require.get('feature')
            if names:
                self.blocks.append((owner, condition, names))

    def level(self, name):
        if name in ('vkCreateInstance', 'vkGetInstanceProcAddr') or name.startswith('vkEnumerateInstance'):
            return 'global'
        return {'VkInstance': 'instance', 'VkPhysicalDevice': 'physical'}.get(self.first_parameter[name], 'device')

    def provided(self, version, extensions):
        """The names of all commands that this version and these extensions bring."""
        def holds(match):
            name = match[0]
            core = re.fullmatch(r'VK_\w*VERSION_(\d+)_(\d+)', name)
            return str((int(core[1]), int(core[2])) <= version if core else name in extensions)
        found = set()
        for owner, condition, names in self.blocks:
            there = owner <= version if isinstance(owner, tuple) else owner in extensions
            if there and condition:
                words = re.sub(r'\w+', holds, condition).replace('+', ' and ').replace(',', ' or ')
                there = eval(words)  # of True, False, and, or and parentheses alone
            if there:
                found.update(names)
        return found


class Vulkan:
    """An instance and a device of the first physical device, with all their extensions."""

    def __init__(self, lookup):
        self.lookup = lookup
        lookup.restype = c_void_p
        lookup.argtypes = [c_void_p, c_char_p]
        version = c_uint32()
        self.call('vkEnumerateInstanceVersion', byref(version))
        self.version = (version.value >> 22 & 127, version.value >> 12 & 1023)
        self.instance_extensions = self.extensions('vkEnumerateInstanceExtensionProperties', None)
        self.instance = self.create_instance(version.value, self.instance_extensions)
        count = c_uint32(1)
        device = c_void_p()
        self.call('vkEnumeratePhysicalDevices', self.instance, byref(count), byref(device), allowed=(0, 5))
        if not count.value:
            raise RuntimeError('there is no physical device')
        self.physical = device
        self.device_extensions = self.extensions('vkEnumerateDeviceExtensionProperties', device, None)
        properties = (c_uint32 * 2048)()
        self.call('vkGetPhysicalDeviceProperties', device, properties)
        api = properties[0]
        self.device_version = min(self.version, (api >> 22 & 127, api >> 12 & 1023))

    def function(self, name):
        is_global = name == 'vkCreateInstance' or name.startswith('vkEnumerateInstance')
        return self.lookup(None if is_global else self.instance, name.encode())

    def call(self, name, *arguments, allowed=(0,)):
        address = self.function(name)
        if not address:
            raise RuntimeError(f'{name} does not resolve')
        result = ctypes.CFUNCTYPE(c_int, *[c_void_p] * len(arguments))(address)(
            *[ctypes.cast(a, c_void_p) if a is not None and not isinstance(a, c_void_p) else a for a in arguments])
        if 'Get' not in name and 'Destroy' not in name and result not in allowed:
            raise RuntimeError(f'{name} returned {result}')

    def extensions(self, name, *before):
        count = c_uint32()
        self.call(name, *(before or (None,)), byref(count), None)
        found = (Extension * count.value)()
        self.call(name, *(before or (None,)), byref(count), found)
        return sorted(extension.name.decode() for extension in found)

    def create_instance(self, version, extensions):
        application = ApplicationInfo(type=0, apiVersion=version)
        info = InstanceInfo(type=1, application=ctypes.pointer(application), extensionCount=len(extensions),
                            extensions=(c_char_p * len(extensions))(*[e.encode() for e in extensions]))
        instance = c_void_p()
        self.call('vkCreateInstance', byref(info), None, byref(instance))
        return instance

    def create_device(self, extensions):
        queue = QueueInfo(type=2, count=1, priorities=ctypes.pointer(QUEUE_PRIORITY))
        info = DeviceInfo(type=3, queueCount=1, queues=ctypes.pointer(queue), extensionCount=len(extensions),
                          extensions=(c_char_p * len(extensions))(*[e.encode() for e in extensions]))
        device = c_void_p()
        self.call('vkCreateDevice', self.physical, byref(info), None, byref(device))
        return device

    def device_lookup(self):
        lookup = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_char_p)(self.function('vkGetDeviceProcAddr'))
        return lambda device, name: lookup(device, name.encode())


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = False

    def check(self, name, missing, surplus=()):
        self.count += 1
        failed = bool(missing or surplus)
        self.failed |= failed
        print(f'{"not ok" if failed else "ok"} {self.count} - {name}')
        for what, names in (('does not resolve', missing), ('resolves but is not advertised', surplus)):
            for command in sorted(names):
                print(f'# {command} {what}')


def compare(tap, name, expected, resolves, commands):
    actual = {command for command in commands if resolves(command)}
    tap.check(name, expected - actual, actual - expected)


def check_driver(tap, registry, vulkan):
    levels = {name: registry.level(name) for name in registry.commands}
    of_level = lambda names, *wanted: {name for name in names if levels[name] in wanted}
    everything = registry.provided(vulkan.version, vulkan.instance_extensions + vulkan.device_extensions)
    lookup = vulkan.lookup
    compare(tap, 'driver: global commands', of_level(registry.provided(vulkan.version, []), 'global'),
            lambda name: lookup(None, name.encode()), registry.commands)
    compare(tap, 'driver: commands of an instance',
            of_level(everything, 'instance', 'physical', 'device') | {'vkGetInstanceProcAddr'},
            lambda name: lookup(vulkan.instance, name.encode()), registry.commands)
    compare(tap, 'driver: commands of a device with every extension',
            of_level(everything, 'device'), device_resolves(vulkan, vulkan.device_extensions), registry.commands)
    core = registry.provided(vulkan.device_version, vulkan.instance_extensions)
    compare(tap, 'driver: commands of a device without extensions', of_level(core, 'device'),
            device_resolves(vulkan, []), registry.commands)
    for extension in vulkan.device_extensions:
        extensions = [extension]
        expected = registry.provided(vulkan.device_version, vulkan.instance_extensions + extensions)
        compare(tap, f'driver: commands of a device with {extension}', of_level(expected, 'device'),
                device_resolves(vulkan, extensions), registry.commands)


def device_resolves(vulkan, extensions):
    device = vulkan.create_device(extensions)
    lookup = vulkan.device_lookup()
    found = {}

    def resolves(name):
        if name not in found:
            found[name] = lookup(device, name)
        return found[name]
    return resolves


def check_old_instance(tap, registry, vulkan):
    """An instance of 1.0 without extensions sees nothing newer."""
    instance = vulkan.create_instance(1 << 22, [])
    expected = {name for name in registry.provided((1, 0), vulkan.device_extensions)
                if registry.level(name) != 'global'} | {'vkGetInstanceProcAddr'}
    compare(tap, 'driver: commands of an instance of 1.0', expected,
            lambda name: vulkan.lookup(instance, name.encode()), registry.commands)


def check_physical(tap, registry, vulkan, library):
    lookup = library.vk_icdGetPhysicalDeviceProcAddr
    lookup.restype = c_void_p
    lookup.argtypes = [c_void_p, c_char_p]
    expected = {name for name in registry.provided(vulkan.version, vulkan.instance_extensions +
                                                   vulkan.device_extensions) if registry.level(name) == 'physical'}
    compare(tap, 'driver: vk_icdGetPhysicalDeviceProcAddr', expected,
            lambda name: lookup(vulkan.instance, name.encode()), registry.commands)


def check_loader(tap, registry, vulkan):
    """The loader answers for commands of its own too, so here only what must resolve is asked for."""
    expected = registry.provided(vulkan.device_version, vulkan.device_extensions)
    missing = {name for name in expected if registry.level(name) != 'global' and not vulkan.function(name)}
    tap.check('loader: vkGetInstanceProcAddr', missing)
    resolves = device_resolves(vulkan, vulkan.device_extensions)
    tap.check('loader: vkGetDeviceProcAddr',
              {name for name in expected if registry.level(name) == 'device' and not resolves(name)})


def main(path, library_path):
    tap = Tap()
    registry = Registry(path)
    library = ctypes.CDLL(library_path)
    driver = Vulkan(library.vk_icdGetInstanceProcAddr)
    check_driver(tap, registry, driver)
    check_old_instance(tap, registry, driver)
    check_physical(tap, registry, driver, library)
    check_loader(tap, registry, Vulkan(ctypes.CDLL('libvulkan.so.1').vkGetInstanceProcAddr))
    print(f'1..{tap.count}', flush=True)
    return 1 if tap.failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
