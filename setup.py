"""Builds the Python package: CMake compiles its extension module. pyproject.toml says the rest."""

import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent


def version():
    """That of the programs."""
    return re.search(r"project\(Dequantizer VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


class CMakeBuild(build_ext):
    def build_extension(self, ext):
        package = pathlib.Path(self.get_ext_fullpath(ext.name)).resolve().parent
        build = pathlib.Path(self.build_temp).resolve()
        settings = {
            "CMAKE_BUILD_TYPE": "Release",
            "DEQUANTIZER_PYTHON": "ON",
            "DEQUANTIZER_PLUGIN": "OFF",
            "DEQUANTIZER_TESTS": "OFF",
            "DEQUANTIZER_UNITY_BUILD": "ON",
            "Python_EXECUTABLE": sys.executable,
        }
        if importlib.util.find_spec("pybind11"):
            import pybind11

            settings["pybind11_DIR"] = pybind11.get_cmake_dir()
        generator = ["-G", "Ninja"] if shutil.which("ninja") else []
        definitions = [f"-D{name}={value}" for name, value in settings.items()]
        subprocess.run(["cmake", "-S", ROOT, "-B", build, *generator, *definitions], check=True)
        jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
        subprocess.run(["cmake", "--build", build, "--config", "Release", "--target", "dequantizer_python", "--parallel",
                        jobs], check=True)
        subprocess.run(["cmake", "--install", build, "--config", "Release", "--component", "python", "--prefix",
                        package.parent], check=True)


setup(version=version(), ext_modules=[Extension("dequantizer._core", sources=[])], cmdclass={"build_ext": CMakeBuild})
