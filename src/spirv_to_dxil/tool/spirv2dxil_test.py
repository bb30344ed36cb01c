#!/usr/bin/env python3
"""spirv2dxil as a user meets it: every option, exit status and message. Prints TAP.

    spirv2dxil_test.py SPIRV2DXIL GLSLANG SPIRV_AS
"""
import json
import os
import subprocess
import sys
import tempfile

TOOL, GLSLANG, SPIRV_AS = map(os.path.abspath, sys.argv[1:])

COMPUTE = '''#version 450
layout(constant_id = 7) const int factor = 3;
layout(local_size_x = 8) in;
layout(set = 0, binding = 2) buffer Data { int data[]; };
layout(push_constant) uniform Push { int added; };
void main() { data[gl_GlobalInvocationID.x] = added + factor; }
'''
VERTEX = '#version 450\nvoid main() { gl_Position = vec4(1); }\n'
TWO_ENTRIES = '''OpCapability Shader
OpMemoryModel Logical GLSL450
OpEntryPoint GLCompute %main "first"
OpEntryPoint GLCompute %main "second"
OpExecutionMode %main LocalSize 1 1 1
%void = OpTypeVoid
%function = OpTypeFunction %void
%main = OpFunction %void None %function
%label = OpLabel
OpReturn
OpFunctionEnd
'''
UNSUPPORTED = '''OpCapability Shader
OpMemoryModel Logical GLSL450
OpEntryPoint GLCompute %main "main"
OpExecutionMode %main LocalSize 1 1 1
%void = OpTypeVoid
%uint = OpTypeInt 32 0
%one = OpConstant %uint 1
%function = OpTypeFunction %void
%main = OpFunction %void None %function
%label = OpLabel
%bad = OpSDiv %uint %one %void
OpReturn
OpFunctionEnd
'''
BINDINGS = {
    'pushConstants': {'space': 40, 'base': 3},
    'bindings': [{'set': 0, 'binding': 2, 'class': 'unorderedAccess', 'resource': {'space': 5, 'base': 6}}],
}

cases = []


def test(function):
    cases.append(function)


def run(*arguments, stdin=b'', **environment):
    done = subprocess.run([TOOL, *arguments], input=stdin, capture_output=True, timeout=60,
                          env={**{k: v for k, v in os.environ.items() if k != 'BAKER_VALIDATOR'}, **environment})
    return done.returncode, done.stdout, done.stderr.decode()


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def content(path):
    with open(path, 'rb') as file:
        return file.read()


def put(path, text):
    with open(path, 'w', encoding='utf8') as file:
        file.write(text)


def is_container(data):
    return data[:4] == b'DXBC' and int.from_bytes(data[24:28], 'little') == len(data)


@test
def a_container_beside_the_file():
    status, out, err = run('compute.spv')
    expect((status, out, err) == (0, b'', ''), (status, out, err))
    expect(is_container(content('compute.spv.dxil')), 'no container')


@test
def output_to_a_file_and_to_standard_output():
    expect(run('-o', 'named.bin', 'compute.spv')[0] == 0 and is_container(content('named.bin')), 'named.bin')
    expect(run('-o', '-', 'compute.spv')[1] == content('named.bin'), 'standard output')


@test
def standard_input():
    status, out, _ = run('-', stdin=content('compute.spv'))
    expect(status == 0 and is_container(out), 'to standard output')
    expect(run('-', '-o', 'stdin.bin', stdin=content('compute.spv'))[0] == 0, 'with -o')
    expect(content('stdin.bin') == out, 'the same')


@test
def several_files_go_to_a_folder():
    expect(run('-o', 'folder/deep', 'compute.spv', 'vertex.spv')[0] == 0, 'status')
    expect(sorted(os.listdir('folder/deep')) == ['compute.spv.dxil', 'vertex.spv.dxil'], os.listdir('folder/deep'))


@test
def two_files_with_one_output_are_refused():
    os.makedirs('other', exist_ok=True)
    put('other/compute.spv', '')
    status, _, err = run('-o', 'clash', 'compute.spv', 'other/compute.spv')
    expect(status == 2 and 'one OUT' in err and not os.path.exists('clash'), err)


@test
def one_bad_file_does_not_stop_the_others():
    status, _, err = run('-o', 'mixed', 'missing.spv', 'compute.spv', 'text.txt')
    expect(status == 1, status)
    expect(os.listdir('mixed') == ['compute.spv.dxil'], os.listdir('mixed'))
    lines = err.splitlines()
    expect(len(lines) == 2 and lines[0].startswith('missing.spv: ') and lines[1].startswith('text.txt: '), err)


@test
def an_error_names_the_instruction_and_its_offset():
    status, out, err = run('unsupported.spv')
    lines = err.splitlines()
    expect(status == 1 and out == b'' and len(lines) == 2, err)
    expect(lines[0].startswith('unsupported.spv: '), lines[0])
    expect(lines[1].startswith('  at word ') and 'OpSDiv' in lines[1] and ' = ' in lines[1], lines[1])
    expect(not os.path.exists('unsupported.spv.dxil'), 'a container was written')


@test
def a_folder_is_no_file():
    status, _, err = run('.')
    expect(status == 1 and 'cannot be read' in err, err)


@test
def print_shows_the_module():
    status, out, _ = run('--print', 'compute.spv')
    expect(status == 0 and b'dx.op.bufferStore' in out, out[-200:])
    expect(run('--print', '-o', 'text.ll', 'compute.spv')[1] == b'' and content('text.ll') == out, 'with -o')


@test
def shader_model():
    for model in ('6.0', '6.7'):
        out = run('--shader-model', model, '--print', 'compute.spv')[1].decode()
        expect(f's_{model.replace(".", "_")}' in out, model)


@test
def specialization():
    store = [line for line in run('--print', '--spec', '7=41', 'compute.spv')[1].decode().splitlines() if ', 41' in line]
    expect(store, 'the value is nowhere')
    expect(run('--print', '--spec', '7=-1', 'compute.spv')[0] == 0, 'negative')
    expect(run('--print', '--spec', '7=0x10', 'compute.spv')[0] == 0, 'hexadecimal')


@test
def bindings_from_a_file():
    put('bindings.json', json.dumps(BINDINGS))
    status, out, err = run('--print', '--bindings', 'bindings.json', 'compute.spv')
    expect(status == 0, err)
    usual = run('--print', 'compute.spv')[1]
    expect(out != usual and b'i32 6,' in out, 'the register is not where the file says')


@test
def wrong_bindings_are_refused():
    for text, word in (('{', 'JSON'), ('[]', 'object'), ('{"bindings": 1}', 'array'), ('{"sets": []}', 'sets'),
                       ('{"bindings": [{"class": "texture"}]}', 'class'),
                       ('{"bindings": [{"set": -1}]}', 'set'), ('{"pushConstants": {"space": 4294967296}}', 'space')):
        put('wrong.json', text)
        status, _, err = run('--bindings', 'wrong.json', 'compute.spv')
        expect(status == 2 and word in err, (text, err))
    expect(run('--bindings', 'missing.json', 'compute.spv')[0] == 2, 'missing')


@test
def a_binding_that_the_file_lacks_is_an_error():
    put('empty.json', '{"bindings": []}')
    status, _, err = run('--bindings', 'empty.json', 'compute.spv')
    expect(status == 1 and err.startswith('compute.spv: '), err)


@test
def reflection():
    status, out, _ = run('--reflect', 'compute.spv')
    data = json.loads(out)
    expect(status == 0 and data['stage'] == 'compute' and data['workgroupSize'] == [8, 1, 1], data)
    expect(data['pushConstantSize'] == 4, data)
    expect([(b['set'], b['binding'], b['written']) for b in data['bindings']] == [(0, 2, True)], data)


@test
def reflection_of_graphics():
    data = json.loads(run('--reflect', 'control.spv')[1])
    expect(data['stage'] == 'tesscontrol' and data['tessellation']['outputVertices'] == 3, data)
    expect(data['inputs']['locations'] == [{'location': 2, 'components': 'xy'}], data)
    data = json.loads(run('--reflect', 'index.spv')[1])
    expect(data['systemValues'] == ['baseVertex'], data)


@test
def default_registers_lie_apart():
    text = run('--print', 'arrays.spv')[1].decode()
    for line in ('t0 space0 x 4 ', 't4 space0 x 1 ', 's5 space0 x 1 ', 't0 space2000 ', 'u9 space0 x 1 '):
        expect(line in text, (line, text))


@test
def hlsl():
    status, out, err = run('--hlsl', 'compute.spv')
    expect(status == 0 and b'RWByteAddressBuffer' in out and b'numthreads' in out, err)
    specialized = run('--hlsl', '--spec', '7=4321', 'compute.spv')[1]
    expect(b'4321' in specialized, 'specialisation')
    expect(run('--hlsl', 'text.txt')[0] == 1, 'no SPIR-V')


@test
def list_names_entry_points():
    expect(run('--list', 'two.spv')[1] == b'compute first\ncompute second\n', run('--list', 'two.spv'))
    expect(run('--list', 'vertex.spv')[1] == b'vertex main\n', 'vertex')


@test
def an_entry_point_is_asked_for_where_several_fit():
    status, _, err = run('two.spv')
    expect(status == 1 and 'several entry points' in err, err)
    expect(run('--entry', 'second', '-o', 'second.bin', 'two.spv')[0] == 0, 'second')
    expect(run('--entry', 'third', 'two.spv')[0] == 1, 'third')


@test
def stage():
    expect(run('--stage', 'compute', '-o', 'staged.bin', 'compute.spv')[0] == 0, 'the right one')
    expect(run('--stage', 'fragment', 'compute.spv')[0] == 1, 'one that is not there')
    expect(run('--stage', 'pixel', 'compute.spv')[0] == 2, 'no stage')


@test
def validate_asks_the_command():
    status, out, err = run('--validate', 'compute.spv')
    expect(status == 2 and 'BAKER_VALIDATOR' in err, err)
    expect(run('--validate', 'compute.spv', BAKER_VALIDATOR='head -c 4 <')[0] == 0, 'accepted')
    status, _, err = run('--validate', '-o', 'refused.bin', 'compute.spv', BAKER_VALIDATOR='echo so it is; false')
    expect(status == 1 and 'so it is' in err and err.count('\n') == 1, err)
    expect(not os.path.exists('refused.bin'), 'written all the same')


@test
def wrong_command_lines():
    for arguments in ((), ('--wrong', 'compute.spv'), ('compute.spv', '--entry'), ('--spec', '7', 'compute.spv'),
                      ('--spec', 'x=1', 'compute.spv'), ('--shader-model', '5.1', 'compute.spv'),
                      ('--shader-model', '6.8', 'compute.spv')):
        status, out, err = run(*arguments)
        expect(status == 2 and out == b'' and err.startswith('spirv2dxil: '), (arguments, status, err))


@test
def help_says_every_option():
    status, out, _ = run('--help')
    for option in (b'--stage', b'--entry', b'--shader-model', b'--spec', b'--bindings', b'-o', b'--print', b'--hlsl',
                   b'--reflect', b'--list', b'--validate', b'--native-16bit'):
        expect(status == 0 and option in out, option)


CONTROL = """#version 450
layout(vertices = 3) out;
layout(location = 2) in vec2 a[];
layout(location = 0) out vec2 b[];
void main() { b[gl_InvocationID] = a[gl_InvocationID]; gl_TessLevelOuter[0] = 1; }
"""
INDEX = """#version 450
void main() { gl_Position = vec4(gl_VertexIndex); }
"""
ARRAYS = """#version 450
#extension GL_EXT_nonuniform_qualifier : require
layout(binding = 0) uniform texture2D four[4];
layout(binding = 1) uniform texture2D one;
layout(binding = 2) uniform sampler s;
layout(binding = 3) uniform texture2D many[];
layout(binding = 9) buffer Out { vec4 result; uint i; };
void main() {
    result = texture(sampler2D(four[i & 3], s), vec2(0)) + texture(sampler2D(one, s), vec2(0)) +
             texture(sampler2D(many[i], s), vec2(0));
}
"""


def prepare():
    for name, text, compiler in (('compute.comp', COMPUTE, GLSLANG), ('vertex.vert', VERTEX, GLSLANG),
                                 ('control.tesc', CONTROL, GLSLANG), ('index.vert', INDEX, GLSLANG),
                                 ('arrays.frag', ARRAYS, GLSLANG),
                                 ('two.spvasm', TWO_ENTRIES, SPIRV_AS), ('unsupported.spvasm', UNSUPPORTED, SPIRV_AS)):
        put(name, text)
        output = name.split('.')[0] + '.spv'
        options = ['--quiet', '-V', '--target-env', 'vulkan1.2'] if compiler == GLSLANG else []
        subprocess.run([compiler, *options, '-o', output, name], check=True)
    put('text.txt', 'no SPIR-V')


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        prepare()
        print(f'1..{len(cases)}')
        for number, case in enumerate(cases, 1):
            name = case.__name__.replace('_', ' ')
            try:
                case()
                print(f'ok {number} - {name}')
            except Exception as error:  # any failure is the case's own
                print(f'not ok {number} - {name}\n# ' + repr(error))
        os.chdir('/')


main()
