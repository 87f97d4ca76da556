"""Times trainings of a tryall program."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def program_of(place=None):
    """The program: the given file, or that of the build folder or checkout given; by default of build/release."""
    given = pathlib.Path(place or ROOT / "build/release")
    candidates = [given, given / "bin/tryall", given / "build/release/bin/tryall"]
    for file in candidates:
        if file.is_file() and os.access(file, os.X_OK):
            return str(file.resolve())
    raise SystemExit(f"{given}: no program tryall there (build one: cmake --preset release && cmake --build --preset "
                     "release --target tryall)")


def version(program):
    """Version, commit, compiler and instruction set, as `tryall doctor` gives them."""
    found = re.search(r"program +(tryall .*)", subprocess.run([program, "doctor"], capture_output=True, text=True,
                                                              check=False).stdout)
    return found.group(1) if found else "tryall"


def train(program, sweep, folder, jobs, isa):
    """Trains the sweep in a new store in the folder, without checkpoints. Wall seconds and the largest resident set in MB."""
    file = pathlib.Path(folder) / "sweep.json"
    file.write_text(json.dumps(sweep), encoding="utf-8")
    environment = dict(os.environ, **({"TRYALL_ISA": isa} if isa else {}))
    command = [program, "run", str(file), "--db", f"{folder}/tryall.db", "--jobs", str(jobs), "--quiet",
               "--checkpoint-every", "86400", "--keep-checkpoints", "0"]
    begin = time.perf_counter()
    with subprocess.Popen(command, env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}; its sweep: {json.dumps(sweep)}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def whole_run(program, sweep, jobs=1, isa=None):
    """Wall seconds of the whole program and its largest resident set in MB."""
    with tempfile.TemporaryDirectory() as folder:
        return train(program, sweep, folder, jobs, isa)


def run(program, sweep, jobs=1, isa=None):
    """A row for each run: seconds of CPU time (wall time where the program stores no other), updates, wall seconds."""
    with tempfile.TemporaryDirectory() as folder:
        train(program, sweep, folder, jobs, isa)
        connection = sqlite3.connect(f"{folder}/tryall.db")
        names = [row[1] for row in connection.execute("PRAGMA table_info(v_runs)")]
        seconds = "coalesce(cpu_seconds, wall_seconds)" if "cpu_seconds" in names else "wall_seconds"
        rows = connection.execute(f"SELECT {seconds}, steps_done, wall_seconds, outcome FROM v_runs").fetchall()
        connection.close()
    if bad := {row[3] for row in rows if row[3] != "completed"}:
        raise SystemExit(f"A training did not complete ({', '.join(bad)}): {json.dumps(sweep)}")
    return rows


class Steps:
    """Seconds of CPU time per update of one config, from the difference between a training of one epoch and one of
    several, so that neither loading nor initializing counts."""

    def __init__(self, program, config, seconds, isa=None):
        self.program, self.config, self.isa = program, config, isa
        (first, steps, *_), = self.train(1)
        self.epochs = 1 + max(1, round(seconds / first))
        self.steps_per_epoch = steps

    def train(self, epochs):
        return run(self.program, {"name": "time", "base": {**self.config, "epochs": epochs}}, isa=self.isa)

    def __call__(self):
        (short, few, *_), = self.train(1)
        (long, many, *_), = self.train(self.epochs)
        return (long - short) / (many - few)
