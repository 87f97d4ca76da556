"""The program tryall of a file, a build folder, a checkout, or a commit, which is built where it is not there yet."""
import os
import pathlib
import subprocess
import sys

import tryall


def commit_of(name):
    result = subprocess.run(["git", "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"], cwd=tryall.ROOT,
                            capture_output=True, text=True, check=False)
    return result.stdout.strip()


def built(commit):
    """In build/compare/COMMIT, a work tree that stays for the next time (`git worktree remove` takes it away)."""
    folder = tryall.ROOT / "build/compare" / commit[:12]
    if not folder.exists():
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder), commit], cwd=tryall.ROOT, check=True)
    if not os.access(folder / "build/release/bin/tryall", os.X_OK):
        print(f"Building {commit[:12]} in {folder} ...", file=sys.stderr)
        for command in (["cmake", "--preset", "release", "-DTRYALL_BUILD_TESTS=OFF"],
                        ["cmake", "--build", "--preset", "release", "--target", "tryall"]):
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return tryall.program_of(folder)


def program(place):
    if pathlib.Path(place).exists():
        return tryall.program_of(place)
    commit = commit_of(place)
    if not commit:
        raise SystemExit(f"{place}: neither a program, a folder nor a commit")
    return built(commit)
