"""A disk that fills up, and a folder that becomes read-only, while a graph is written: what is said, and what stays.

From the n-th call on every call that needs room fails, as the shim makes it (kill_shim.c). The writer must say so in
one sentence, the graph that was there must be readable, and the next build must end in the same graph.
"""

import ctypes
import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError, StorageFull, StorageReadOnly
from tests.benchmarks.kill_points import SCENARIOS, Points, compile_shim, in_child, readable, state, warm_up

POINTS = 10
FAULTS = {errno.ENOSPC: StorageFull, errno.EROFS: StorageReadOnly}
SCENARIO = "more articles"


class Faults(Points):
    """Points at which a scenario begins to fail instead of being ended."""

    def fails_softly(self, point: int, code: int) -> str | None:
        """Let calls fail from a point on, then go on; return what is wrong, None where nothing is."""
        path = self._folder / "ended.kg"
        self._start(path)
        if in_child(lambda: self._meet(path, point, code)) != 0:
            return "what was said is not clear"
        if in_child(lambda: self._keeps(path)) != 0:
            return "the graph that was there cannot be read"
        return None if in_child(lambda: self._go_on(path)) == 0 else "it did not go on to the same graph"

    def _meet(self, path: Path, point: int, code: int) -> None:
        self._shim.fail_from(point, code)
        told: KgError | None = None
        try:
            self._step(path)
        except KgError as error:
            told = error
        # Where nothing is said, only what needs no room was left to do.
        assert told is None or isinstance(told, FAULTS[code]), told
        assert "\n" not in str(told), told

    def _keeps(self, path: Path) -> None:
        readable(path)
        before = {row[0] for row in state(self._template)[1] if len(row) == 3}
        assert before <= {row[0] for row in state(path)[1] if len(row) == 3}


def main() -> int:
    """Try the points and print the table."""
    warm_up()
    shim = ctypes.CDLL(None)
    n_failed = 0
    assert SCENARIO in SCENARIOS
    with tempfile.TemporaryDirectory() as folder:
        points = Faults(shim, SCENARIO, Path(folder))
        for code, expected in FAULTS.items():
            tried = range(1, points.n - 20, max(1, (points.n - 20) // POINTS))
            failed = [f"call {n}: {what}" for n in tried if (what := points.fails_softly(n, code)) is not None]
            n_failed += len(failed)
            print(f"{expected.__name__:<16} {len(tried):>3} points {len(failed):>3} failed", flush=True)
            print(*failed, sep="\n", flush=True)
    return 1 if n_failed else 0


def launch(arguments: Sequence[str]) -> int:
    """Start this module anew with the shim preloaded."""
    with tempfile.TemporaryDirectory() as folder:
        shim = compile_shim(Path(folder))
        command = [sys.executable, "-m", "tests.benchmarks.full_disk", "--preloaded", *arguments]
        return subprocess.run(command, env={**os.environ, "LD_PRELOAD": str(shim)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main() if sys.argv[1:2] == ["--preloaded"] else launch(sys.argv[1:]))
