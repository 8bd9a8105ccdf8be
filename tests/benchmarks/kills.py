"""kill -9 at random moments of `kg build`, then on: what must come out is the graph of a build that nobody stopped.

    python -m tests.benchmarks.kills INPUT [KILLS]      kills at random moments (200 by default)
    python -m tests.benchmarks.kill_points [STRIDE]     at every call that changes files, in a small build

Each build is killed again and again until it has come to its end, so that kills fall on all its stages; then the next
begins with nothing.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.store import verify_folder
from tests.benchmarks.kill_points import difference, state

KILLS = 200
PARTS = 6
"""A run is killed after at most a sixth of what the whole build takes, and the time it takes to start."""


def start(given: Path, graph: Path) -> "subprocess.Popen[bytes]":
    """Start a build in a process group of its own."""
    command = [sys.executable, "-m", "kg", "build", str(given), "-o", str(graph), "-q"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)


def main(given: Path, n_kills: int = KILLS) -> int:
    """Kill builds and compare what comes out."""
    chance = random.Random(6)
    n_killed = n_wrong = n_builds = 0
    with tempfile.TemporaryDirectory() as folder:
        whole, ended = Path(folder) / "whole.kg", Path(folder) / "ended.kg"
        began = time.monotonic()
        start(given, whole).wait()
        took = time.monotonic() - began
        expected = state(whole)
        while n_killed < n_kills:
            n_builds += 1
            while True:
                build = start(given, ended)
                try:
                    build.wait(chance.uniform(0, took / PARTS + 6) if n_killed < n_kills else None)
                    break
                except subprocess.TimeoutExpired:
                    os.killpg(build.pid, signal.SIGKILL)
                    build.wait()
                    n_killed += 1
            found = state(ended)
            wrong = [str(problem) for problem in verify_folder(ended).problems]
            if found[0] != expected[0] or wrong:
                n_wrong += 1
                print(difference(found[0], expected[0]), wrong[:3], flush=True)
            shutil.rmtree(ended)
            print(f"{n_killed:>4} kills, {n_builds:>3} builds, {n_wrong} with another graph", flush=True)
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:3])))
