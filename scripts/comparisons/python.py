"""Another Python process that measures: one thread, and the kernels of OpenBLAS that are told."""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CORE_TYPES = ["SkylakeX", "Haswell", "Zen"]  # Debian's OpenBLAS takes slow ones where it does not know a processor.


def python_with(module, package):
    """A Python that has the module: this one or the system's."""
    for python in (sys.executable, "/usr/bin/python3"):
        if shutil.which(python) and subprocess.run([python, "-c", f"import {module}"], capture_output=True,
                                                   check=False).returncode == 0:
            return python
    raise SystemExit(f"No Python module {module} here: apt-get install {package}")


def module_version(python, module):
    code = f"import {module}; print({module}.__version__)"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def one_thread(core_type):
    """The environment. Processors that lack an instruction set crash with its kernels, which `measure` tells."""
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    return dict(os.environ, PYTHONDONTWRITEBYTECODE="1", OPENBLAS_CORETYPE=core_type, **threads)


def measure(python, program, arguments, core_type):
    """The number that the program prints; infinity where it crashes with these kernels."""
    command = [python, str(HERE / program), *map(str, arguments)]
    result = subprocess.run(command, env=one_thread(core_type), capture_output=True, text=True, check=False)
    if result.returncode == -4:  # Illegal instruction.
        return float("inf")
    if result.returncode != 0:
        raise SystemExit(f"{program} ended with {result.returncode}:\n{result.stderr}")
    return float(result.stdout.split()[-1])


def data_file(python, folder, case):
    """Random data of the case's shape; written, by the Python that has NumPy, where they are not there yet."""
    file = f"{folder}/{'x'.join(map(str, case.shape))}-{case.samples}.npz"
    if not pathlib.Path(file).exists():
        code = f"import data; data.write_npz({file!r}, {case.samples}, {case.shape}, {case.largest}, {case.classes})"
        environment = dict(os.environ, PYTHONPATH=str(HERE), PYTHONDONTWRITEBYTECODE="1")
        subprocess.run([python, "-c", code], env=environment, check=True)
    return file
