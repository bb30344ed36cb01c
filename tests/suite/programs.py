"""Programs that Debian ships, on Baker and natively on lavapipe: the same pictures.

ffmpeg's filters are compared frame by frame and vkmark's scenes in an X window whose clock stands still. Mesa's OpenGL
on Vulkan (Zink) draws glmark2's scenes, which check some of their own pixels.
"""

import os
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import time

import results as shared
from results import LAVAPIPE

SOURCE = 'testsrc2=size=160x120:rate=5:duration=1'
OTHER = 'mandelbrot=size=160x120:rate=5'
# name: pixel format, filter graph between the uploads and the download. The filters that flip are left out: they write
# next to where they should, so that a row and a column keep what memory held.
FILTERS = {
    'scale': ('rgba', '[a]scale_vulkan=w=80:h=60'),
    'avgblur': ('yuv420p', '[a]avgblur_vulkan'),
    'gblur': ('yuv420p', '[a]gblur_vulkan'),
    'interlace': ('yuv420p', '[a]interlace_vulkan'),
    'bwdif': ('yuv420p', '[a]bwdif_vulkan'),
    'overlay': ('yuv420p', '[a][b]overlay_vulkan=x=10:y=10'),
    'nlmeans': ('yuv420p', '[a]nlmeans_vulkan'),
    'blend': ('yuv420p', '[a][b]blend_vulkan=all_mode=multiply'),
}
SCENES = ('vertex', 'texture', 'shading', 'effect2d', 'desktop', 'cube', 'clear')
WINDOW = (400, 300)
VERDICT = re.compile(r'^\[(.*)\] (.*): Validation: (\w+)$', re.M)


def run(context, results):
    baker = context.environment()
    native = os.environ | {'VK_DRIVER_FILES': LAVAPIPE}
    if not os.path.exists(LAVAPIPE):
        results.skip('programs', 'lavapipe is not installed')
        return
    for check, needs in ((filters, ('ffmpeg',)), (scenes, ('vkmark', 'faketime', 'Xvfb', 'xwd')),
                         (opengl, ('glmark2', 'xvfb-run'))):
        missing = [program for program in needs if not shutil.which(program)]
        if missing:
            results.skip(f'programs: {check.__name__}', f'not installed: {" ".join(missing)}')
        else:
            check(baker, native, results)


def largest_difference(ours, theirs):
    """Between bytes of two pictures; None when they are of different sizes or empty."""
    if not ours or len(ours) != len(theirs):
        return None
    return max(map(lambda a, b: abs(a - b), ours, theirs))


def check_alike(name, ours, theirs, results, why=''):
    difference = largest_difference(ours, theirs)
    results.check(name, difference is not None and difference <= 1,
                  f'{len(ours)} and {len(theirs)} bytes, largest difference {difference}\n{why}')


def filters(baker, native, results):
    with tempfile.TemporaryDirectory() as folder:
        for name, (pixels, graph) in FILTERS.items():
            outputs = [filtered(environment, pixels, graph, os.path.join(folder, 'frames'))
                       for environment in (baker, native)]
            check_alike(f'ffmpeg {name}_vulkan', outputs[0][0], outputs[1][0], results, outputs[0][1])


def filtered(environment, pixels, graph, path):
    inputs = f'{SOURCE},format={pixels},hwupload[a];'
    if '[b]' in graph:
        inputs += f'{OTHER},format={pixels},hwupload[b];'
    done = shared.run(['ffmpeg', '-hide_banner', '-loglevel', 'error', '-init_hw_device', 'vulkan=v:0',
                       '-filter_hw_device', 'v', '-filter_complex',
                       f'{inputs}{graph},hwdownload,format={pixels}[out]', '-map', '[out]', '-frames:v', '5',
                       '-f', 'rawvideo', '-y', path], env=environment, timeout=120)
    frames = b''
    if os.path.exists(path):
        with open(path, 'rb') as file:
            frames = file.read()
        os.remove(path)
    return frames, done.stdout


def scenes(baker, native, results):
    with tempfile.TemporaryDirectory() as folder:
        for scene in SCENES:
            pictures = [picture(environment, scene, folder) for environment in (baker, native)]
            check_alike(f'vkmark {scene}', *pictures, results)


def picture(environment, scene, folder):
    """The scene's first frame: with the clock stopped, every frame is the first."""
    with XServer() as display, subprocess.Popen(
            ['faketime', '-f', '2026-01-01 00:00:00', 'vkmark', '--winsys', 'xcb',
             '-s', 'x'.join(map(str, WINDOW)), '-b', scene],
            env=environment | {'DISPLAY': display}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True) as program:
        try:
            before = screen(display, folder)
            last = before
            for _ in range(200):
                time.sleep(0.2)
                now = screen(display, folder)
                if now != before and now == last:
                    return now
                last = now
                if program.poll() is not None:
                    break
            return b''
        finally:
            os.killpg(program.pid, signal.SIGKILL)


class XServer:
    """A server of a display number that it chooses itself, as large as the window."""

    def __enter__(self):
        read, write = os.pipe()
        size = 'x'.join(map(str, WINDOW)) + 'x24'
        self.server = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', size, '-nolisten', 'tcp'],
                                       pass_fds=(write,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            return ':' + number.readline().strip()

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


def screen(display, folder):
    """The root window's pixels, by xwd: a big-endian header that says its own size and the colours' number."""
    path = os.path.join(folder, 'screen.xwd')
    shared.run(['xwd', '-root', '-silent', '-out', path], env=os.environ | {'DISPLAY': display}, timeout=20)
    with open(path, 'rb') as file:
        dump = file.read()
    header, colours = struct.unpack_from('>I', dump)[0], struct.unpack_from('>I', dump, 76)[0]
    return dump[header + 12 * colours:]


def opengl(baker, _, results):
    done = shared.run(['xvfb-run', '-a', 'glmark2', '--off-screen', '--validate'], timeout=600,
                      env=baker | {'MESA_LOADER_DRIVER_OVERRIDE': 'zink', 'GALLIUM_DRIVER': 'zink',
                                   'LIBGL_ALWAYS_SOFTWARE': '1', 'MESA_VK_IGNORE_CONFORMANCE_WARNING': '1'})
    results.check('glmark2 draws through Zink on Baker', 'zink' in done.stdout and 'Baker' in done.stdout, done.stdout)
    for scene, options, verdict in VERDICT.findall(done.stdout):
        if verdict != 'Unknown':  # the scene does not say what is right
            results.check(f'glmark2 {scene} {options}', verdict == 'Success', done.stdout[-2000:])
