"""What a measurement was made on: the processor, its peak, the date, the programs."""
import datetime
import pathlib
import platform
import re
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def processor():
    found = re.search(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
    return found.group(1) if found else platform.machine()


def vectors():
    """The widest vectors that the processor offers."""
    flags = re.search(r"^(?:flags|Features)\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
    words = flags.group(1).split() if flags else []
    return next((name for flag, name in [("avx512f", "AVX-512"), ("avx2", "AVX2"), ("asimd", "NEON")] if flag in words),
                "neither AVX2 nor NEON")


class Peak:
    """The core's peak of float multiply-adds in GFLOP/s, measured anew at each call."""

    def __init__(self):
        compiler = next((name for name in ("gcc", "cc", "clang") if shutil.which(name)), None)
        if compiler is None:
            raise SystemExit("The peak is measured with a small C program, and there is no compiler: apt-get install gcc")
        self.folder = tempfile.TemporaryDirectory()
        self.program = f"{self.folder.name}/fma_peak"
        subprocess.run([compiler, "-O3", "-march=native", "-ffp-contract=fast", "-o", self.program,
                        str(HERE / "fma_peak.c")], check=True)

    def __call__(self):
        return float(subprocess.run([self.program], check=True, capture_output=True, text=True).stdout)


def description(programs):
    """One line: where, when, with what."""
    load = pathlib.Path("/proc/loadavg").read_text(encoding="utf-8").split()[0]
    return (f"{processor()} ({vectors()}), {platform.system()} {platform.machine()}, "
            f"{datetime.date.today().isoformat()}, load {load} before; {'; '.join(programs)}")
