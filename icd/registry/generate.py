#!/usr/bin/env python3
"""Generates the entry points from vk.xml: generate.py VK_XML DIRECTORY

  vk_entrypoints.hpp        declarations of every command in namespace baker::entry
  vk_extensions.hpp         enum class Extension, one enumerator for each extension
  vk_entrypoint_table.cpp   the tables of commands.hpp
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


def entrypoints(commands):
    own = [command for command in commands.values() if command.name == command.target]
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


def extension_enum(extensions):
    names = ''.join(f'    {extension.name[3:]},\n' for extension in extensions)
    return BANNER + f'''//
// VK_KHR_swapchain is Extension::KHR_swapchain.
#pragma once

#include <cstdint>

namespace baker {{

enum class Extension : uint16_t {{
{names}}};

inline constexpr uint32_t kExtensionCount = {len(extensions)};

}}  // namespace baker
'''


def provider_text(provider, known):
    if not known.issuperset(provider.extensions):
        return None
    version = 'VK_API_VERSION_{}_{}'.format(*provider.version) if provider.version[0] else '0'
    extensions = ', '.join(f'Extension::{name[3:]}' for name in provider.extensions)
    return f'{{{version}, {len(provider.extensions)}, {{{extensions}}}}}'


def command_table(commands, extensions):
    known = {extension.name for extension in extensions}
    providers, rows = [], {}
    for command in commands.values():
        own = [provider_text(provider, known) for provider in sorted(command.providers)]
        own = [provider for provider in own if provider]
        rows[command.name] = (len(providers), len(own))
        providers += own
    lines = protected(commands.values(), lambda c: (
        f'    {{"{c.name}", reinterpret_cast<PFN_vkVoidFunction>(&entry::{c.target[2:]}), '
        f'CommandLevel::{c.level}, kProviders + {rows[c.name][0]}, {rows[c.name][1]}}},\n'))
    infos = ''.join(f'    {{"{e.name}", {e.version}, ExtensionLevel::{e.level}}},\n'
                    for e in extensions)
    provider_lines = ''.join(f'    {provider},\n' for provider in providers)
    return BANNER + f'''// The address of a command that nobody defines is null: a weak, hidden reference.
#define BAKER_ENTRY [[gnu::weak, gnu::visibility("hidden")]]
#include "vk_entrypoints.hpp"
//
#include "commands.hpp"

namespace baker {{
namespace {{

constexpr Provider kProviders[] = {{
{provider_lines}}};

const Command kCommands[] = {{
{lines}}};

constexpr ExtensionInfo kExtensions[] = {{
{infos}}};

}}  // namespace

std::span<const Command> commands() {{ return kCommands; }}
std::span<const ExtensionInfo> extensionInfos() {{ return kExtensions; }}

}}  // namespace baker
'''


def main(registry, directory):
    commands, extensions = vk_registry.read(registry)
    commands = {name: c for name, c in commands.items() if c.target in commands}
    for name, content in (('vk_entrypoints.hpp', entrypoints(commands)),
                          ('vk_extensions.hpp', extension_enum(extensions)),
                          ('vk_entrypoint_table.cpp', command_table(commands, extensions))):
        Path(directory, name).write_text(content, encoding='utf-8')


if __name__ == '__main__':
    main(*sys.argv[1:])
