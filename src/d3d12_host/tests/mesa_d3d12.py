#!/usr/bin/env python3
"""Mesa's OpenGL driver over D3D12 starts on the host: eglinfo, without a display, names it.

usage: mesa_d3d12.py FOLDER_OF_THE_HOST
"""

import os
import shutil
import subprocess
import sys

SKIP = 77


def main():
    if shutil.which("eglinfo") is None:
        print("eglinfo is not installed")
        return SKIP
    environment = dict(os.environ, GALLIUM_DRIVER="d3d12", LIBGL_ALWAYS_SOFTWARE="1",
                       LD_LIBRARY_PATH=sys.argv[1] + ":" + os.environ.get("LD_LIBRARY_PATH", ""))
    environment.pop("DISPLAY", None)
    result = subprocess.run(["eglinfo", "-B", "-p", "surfaceless"], env=environment, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    print(result.stdout)
    renderers = [line for line in result.stdout.splitlines() if "renderer: " in line]
    started = [line for line in renderers if "renderer: D3D12 (" in line]
    return 0 if result.returncode == 0 and started and started == renderers else 1


if __name__ == "__main__":
    sys.exit(main())
