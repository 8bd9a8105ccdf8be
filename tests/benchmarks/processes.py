"""Run a command and watch the time and the memory that it and all of its children take."""

import os
import resource
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 1.0
"""Seconds between two looks at the memory."""
_KILOBYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a command took."""

    seconds: float
    """From its start to its end, as a clock on the wall says."""
    core_seconds: float
    """What its processes computed, summed over them: steadier than the clock where others use the machine too."""
    megabytes: float
    """The largest sum over its processes of their proportional memory (PSS), in MiB."""


def run_watched(command: Sequence[str], *, environment: dict[str, str] | None = None) -> Watched:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: where it fails.
    """
    started, spent = time.perf_counter(), _core_seconds()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | (environment or {}))
    sums: list[int] = [0]
    watcher = threading.Thread(target=_watch, args=(process, sums))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Watched(seconds=seconds, core_seconds=_core_seconds() - spent, megabytes=max(sums) / _KILOBYTES)


def _core_seconds() -> float:
    """What all children that have ended computed, and their children."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(process: subprocess.Popen[bytes], sums: list[int]) -> None:
    while process.poll() is None:
        sums.append(sum(map(read_memory, family(process.pid))))
        time.sleep(EVERY)


def family(pid: int) -> list[int]:
    """Return a process and all that it started, and what those started."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (parent := _read_parent(folder)) is not None:
            children[parent].append(int(folder.name))
    found = [pid]
    for one in found:
        found.extend(children[one])
    return found


def _read_parent(folder: Path) -> int | None:
    try:
        stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it ended meanwhile
        return None
    return int(stat.rpartition(")")[2].split()[1])


def read_memory(pid: int) -> int:
    """Return the proportional set size of a process in KiB: shared pages count in parts; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
