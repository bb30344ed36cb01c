#!/usr/bin/env python3
"""Generates the entry points from vk.xml: generate.py VK_XML DIRECTORY

  vk_entrypoints.hpp        declarations of every command in namespace baker::entry
  vk_extensions.hpp         enum class Extension, one enumerator for each extension
  vk_features.hpp           enum class Feature, one enumerator for each feature
  vk_entrypoint_table.cpp   the table of commands.hpp
  vk_extension_table.cpp    the table of extension_infos.hpp
  vk_feature_table.cpp      the tables of feature_structs.hpp
"""
import sys
from itertools import groupby
from pathlib import Path

import vk_registry

BANNER = '// Generated from vk.xml by icd/registry/generate.py.\n'


def protected(commands, line):
    """One line for each command, those of a platform under its macro."""
    out = []
    for protect, group in groupby(commands, lambda command: command.protect):
        lines = ''.join(line(command) for command in group)
        out.append(f'#ifdef {protect}\n{lines}#endif\n' if protect else lines)
    return ''.join(out)


def entrypoints(registry):
    own = [command for command in registry.commands.values() if command.name == command.target]
    return BANNER + '''//
// Implementing a command is defining it: VKAPI_ATTR VkResult VKAPI_CALL baker::entry::CreateBuffer(…)
#pragma once

#include <vulkan/vulkan.h>

#ifndef BAKER_ENTRY
#define BAKER_ENTRY
#endif

namespace baker::entry {

''' + protected(own, lambda c: f'BAKER_ENTRY VKAPI_ATTR {c.result} VKAPI_CALL {c.name[2:]}('
                               f'{", ".join(c.parameters)});\n') + '''
}  // namespace baker::entry
'''


def enum_header(name, count, comment, enumerators):
    names = ''.join(f'    {enumerator},\n' for enumerator in enumerators)
    return BANNER + f"""//
// {comment}
#pragma once

#include <cstdint>

namespace baker {{

enum class {name} : uint16_t {{
{names}}};

inline constexpr uint32_t {count} = {len(enumerators)};

}}  // namespace baker
"""


def extension_enum(registry):
    return enum_header('Extension', 'kExtensionCount', 'VK_KHR_swapchain is Extension::KHR_swapchain.',
                       [extension.name[3:] for extension in registry.extensions])


def feature_names(registry):
    names = set(registry.core_features)
    for struct in registry.feature_structs.values():
        names.update(struct.members)
    return sorted(names)


def feature_enum(registry):
    return enum_header('Feature', 'kFeatureCount',
                       'A feature that several structures name is one enumerator.',
                       feature_names(registry))


class ProviderTable:
    """The providers of all rows, flat; a row refers to a part of it."""

    def __init__(self, registry):
        self.known = {extension.name for extension in registry.extensions}
        self.lines = []

    def add(self, item):
        own = [p for p in sorted(item.providers) if self.known.issuperset(p.extensions)]
        first = len(self.lines)
        self.lines += [self.text(provider) for provider in own]
        return f'kProviders + {first}, {len(own)}'

    @staticmethod
    def text(provider):
        version = 'VK_API_VERSION_{}_{}'.format(*provider.version) if provider.version[0] else '0'
        extensions = ', '.join(f'Extension::{name[3:]}' for name in provider.extensions)
        return f'    {{{version}, {len(provider.extensions)}, {{{extensions}}}}},\n'

    def __str__(self):
        return 'constexpr Provider kProviders[] = {\n' + ''.join(self.lines) + '};\n'


def command_table(registry):
    providers = ProviderTable(registry)
    rows = protected(registry.commands.values(), lambda c: (
        f'    {{"{c.name}", "{c.target}", reinterpret_cast<PFN_vkVoidFunction>(&entry::{c.target[2:]}), '
        f'CommandLevel::{c.level}, {providers.add(c)}}},\n'))
    return BANNER + f"""// The address of a command that nobody defines is null: a weak, hidden reference.
#define BAKER_ENTRY [[gnu::weak, gnu::visibility("hidden")]]
#include "vk_entrypoints.hpp"
//
#include "commands.hpp"

namespace baker {{
namespace {{

{providers}
const Command kCommands[] = {{
{rows}}};

}}  // namespace

std::span<const Command> commands() {{ return kCommands; }}

}}  // namespace baker
"""


def extension_table(registry):
    rows = ''.join(f'    {{"{e.name}", {e.version}, ExtensionLevel::{e.level}}},\n'
                   for e in registry.extensions)
    return BANNER + f"""#include "extension_infos.hpp"

namespace baker {{
namespace {{

constexpr ExtensionInfo kExtensions[] = {{
{rows}}};

}}  // namespace

std::span<const ExtensionInfo> extensionInfos() {{ return kExtensions; }}

}}  // namespace baker
"""


def feature_table(registry):
    providers = ProviderTable(registry)
    structs = sorted({s.name: s for s in registry.feature_structs.values()}.values(),
                     key=lambda struct: struct.name)
    structs = [struct for struct in structs if struct.protect is None]
    members = ''.join(
        f'constexpr FeatureMember k{s.name[2:]}[] = {{\n' +
        ''.join(f'    {{offsetof({s.name}, {m}), Feature::{m}}},\n' for m in s.members) + '};\n'
        for s in structs)
    rows = ''.join(f'    {{{s.type}, k{s.name[2:]}, {providers.add(s)}}},\n' for s in structs)
    core = ''.join(f'    {{offsetof(VkPhysicalDeviceFeatures, {m}), Feature::{m}}},\n'
                   for m in registry.core_features)
    names = ''.join(f'    "{name}",\n' for name in feature_names(registry))
    return BANNER + f"""#include <vulkan/vulkan.h>

#include <cstddef>

#include "feature_structs.hpp"

namespace baker {{
namespace {{

{members}
{providers}
constexpr FeatureStruct kStructs[] = {{
{rows}}};

constexpr FeatureMember kCore[] = {{
{core}}};

constexpr const char* kNames[] = {{
{names}}};

}}  // namespace

std::span<const FeatureStruct> featureStructs() {{ return kStructs; }}
std::span<const FeatureMember> coreFeatures() {{ return kCore; }}
const char* featureName(Feature feature) {{ return kNames[static_cast<size_t>(feature)]; }}

}}  // namespace baker
"""


OUTPUTS = {
    'vk_entrypoints.hpp': entrypoints,
    'vk_extensions.hpp': extension_enum,
    'vk_features.hpp': feature_enum,
    'vk_entrypoint_table.cpp': command_table,
    'vk_extension_table.cpp': extension_table,
    'vk_feature_table.cpp': feature_table,
}


def main(path, directory):
    registry = vk_registry.read(path)
    for name, content in OUTPUTS.items():
        Path(directory, name).write_text(content(registry), encoding='utf-8')


if __name__ == '__main__':
    main(*sys.argv[1:])
