"""Reads the Vulkan registry (vk.xml): commands, feature structures, what provides them, and
extensions.

Works with the registries of 1.3.239 and later: `require` elements carry a boolean expression in
`depends`, or in older ones a name in `feature` or `extension`.
"""
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from itertools import product

# Platforms whose commands Baker declares, with the macro that their header needs.
PROTECTS = {None: None, 'xcb': 'VK_USE_PLATFORM_XCB_KHR', 'xlib': 'VK_USE_PLATFORM_XLIB_KHR',
            'wayland': 'VK_USE_PLATFORM_WAYLAND_KHR'}
GLOBAL_COMMANDS = {'vkCreateInstance', 'vkEnumerateInstanceVersion',
                   'vkEnumerateInstanceExtensionProperties', 'vkEnumerateInstanceLayerProperties',
                   'vkGetInstanceProcAddr'}
LEVELS = {'VkInstance': 'Instance', 'VkPhysicalDevice': 'PhysicalDevice'}


@dataclass(frozen=True, order=True)
class Provider:
    """Everything in it must be there: a core version (0: none) and extensions."""
    version: tuple
    extensions: tuple


@dataclass
class Provided:
    providers: set = field(default_factory=set, kw_only=True)
    protects: set = field(default_factory=set, kw_only=True)

    @property
    def protect(self):
        """The macro without which no header declares it, or None."""
        return None if None in self.protects else sorted(self.protects)[0]


@dataclass
class Command(Provided):
    name: str          # vkCreateBuffer
    target: str        # the command that an alias stands for; its own name otherwise
    result: str
    parameters: list   # C declarations
    level: str         # Global, Instance, PhysicalDevice or Device


@dataclass
class FeatureStruct(Provided):
    """A structure of VkBool32 that extends VkPhysicalDeviceFeatures2."""
    name: str          # VkPhysicalDevice16BitStorageFeatures
    type: str          # VK_STRUCTURE_TYPE_…
    members: list      # names of its features


@dataclass
class Extension:
    name: str          # VK_KHR_swapchain
    level: str         # Instance or Device
    version: int


def for_vulkan(element, attribute='api'):
    return 'vulkan' in element.get(attribute, 'vulkan').split(',')


def text(element):
    """The C text of a `proto` or `param`, without comments."""
    parts = [element.text or '']
    for child in element:
        parts += ['' if child.tag == 'comment' else ''.join(child.itertext()), child.tail or '']
    return ' '.join(''.join(parts).split())


def level_of(name, parameters):
    if name in GLOBAL_COMMANDS:
        return 'Global'
    return LEVELS.get(parameters[0].split()[0], 'Device')


def read_commands(root):
    commands, aliases = {}, {}
    for element in root.findall('commands/command'):
        if not for_vulkan(element):
            continue
        if 'alias' in element.attrib:
            aliases[element.get('name')] = element.get('alias')
            continue
        name = element.findtext('proto/name')
        result = text(element.find('proto')).rsplit(' ', 1)[0]
        parameters = [text(p) for p in element.findall('param') if for_vulkan(p)]
        commands[name] = Command(name, name, result, parameters, level_of(name, parameters))
    for name, target in aliases.items():
        while target in aliases:
            target = aliases[target]
        if target in commands:
            core = commands[target]
            commands[name] = Command(name, target, core.result, core.parameters, core.level)
    return commands


def alternatives(expression):
    """The disjunctive normal form of a `depends` expression: a list of sets of names."""
    tokens = re.findall(r'[()+,]|[\w:]+', expression)

    def any_of():
        result = all_of()
        while tokens and tokens[0] == ',':
            tokens.pop(0)
            result = result + all_of()
        return result

    def all_of():
        result = one()
        while tokens and tokens[0] == '+':
            tokens.pop(0)
            result = [a | b for a, b in product(result, one())]
        return result

    def one():
        token = tokens.pop(0)
        if token != '(':
            return [frozenset([token])]
        result = any_of()
        tokens.pop(0)
        return result

    return any_of() if tokens else [frozenset()]


def version_of(name):
    match = re.fullmatch(r'VK_\w*VERSION_(\d+)_(\d+)', name)
    return (int(match[1]), int(match[2])) if match else None


def provider_of(names):
    versions = [version_of(name) for name in names if version_of(name)]
    extensions = tuple(sorted(name for name in names if not version_of(name)))
    return Provider(max(versions, default=(0, 0)), extensions)


def read_feature_structs(root):
    """By name, aliases among the names; and the members of VkPhysicalDeviceFeatures."""
    structs, aliases, core = {}, {}, []
    for element in root.findall('types/type[@category="struct"]'):
        name = element.get('name')
        if 'alias' in element.attrib:
            aliases[name] = element.get('alias')
            continue
        members = {m.findtext('name'): m for m in element.findall('member') if for_vulkan(m)}
        features = [n for n, m in members.items() if m.findtext('type') == 'VkBool32']
        if name == 'VkPhysicalDeviceFeatures':
            core = features
        elif 'VkPhysicalDeviceFeatures2' in element.get('structextends', '').split(','):
            structs[name] = FeatureStruct(name, members['sType'].get('values'), features)
    structs.update({n: structs[t] for n, t in aliases.items() if t in structs})
    return structs, core


def add_providers(provided, tag, provider, platform):
    """Notes in `provided` (by name) what `provider`, a `feature` or an `extension`, requires."""
    if provider.tag == 'feature':
        major, minor = provider.get('number').split('.')
        own = f'VK_VERSION_{major}_{minor}'
    else:
        own = provider.get('name')
    for require in provider.findall('require'):
        if not for_vulkan(require):
            continue
        depends = require.get('depends') or require.get('extension') or require.get('feature') or ''
        for element in require.findall(tag):
            item = provided.get(element.get('name'))
            if item is None or not for_vulkan(element):
                continue
            item.protects.add(PROTECTS[platform])
            for names in alternatives(depends):
                item.providers.add(provider_of(names | {own}))


@dataclass
class Registry:
    commands: dict          # by name, sorted; only those that something provides
    feature_structs: dict   # the same
    core_features: list     # members of VkPhysicalDeviceFeatures
    extensions: list        # sorted by name


def read(path):
    root = ElementTree.parse(path).getroot()
    commands = read_commands(root)
    structs, core_features = read_feature_structs(root)
    extensions = []
    for element in root.findall('feature') + root.findall('extensions/extension'):
        if element.tag == 'extension':
            if not for_vulkan(element, 'supported'):
                continue
            extensions.append(Extension(element.get('name'),
                                        element.get('type', 'device').capitalize(),
                                        spec_version(element)))
        if for_vulkan(element) and element.get('platform') in PROTECTS:
            add_providers(commands, 'command', element, element.get('platform'))
            add_providers(structs, 'type', element, element.get('platform'))

    def provided(items):
        return {name: item for name, item in sorted(items.items()) if item.providers}
    commands = {n: c for n, c in commands.items() if commands[c.target].providers}
    return Registry(provided(commands), provided(structs), core_features,
                    sorted(extensions, key=lambda extension: extension.name))


def spec_version(extension):
    for enum in extension.iter('enum'):
        if enum.get('name', '').endswith('_SPEC_VERSION') and enum.get('value'):
            return int(enum.get('value'))
    return 1
