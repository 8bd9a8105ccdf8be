# ruff: noqa: E501 - lists of figures read better in long lines
"""Malformed inputs over all readers: nothing crashes, hangs, grows, or costs a good neighbour; every piece is counted.

    python -m tests.benchmarks.malformed [--inputs 10000] [--seed 1] [--only NUMBER]

Good inputs of every kind are broken in many ways, placed beside good neighbours (folder, archive, other inputs), and
read in a process that is watched; of every 20th a graph is built twice, with a stub in place of the language model, and
verified. The table counts by kind. A failure is told with its number: `--seed N --only NUMBER` repeats it.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from tests.benchmarks.malformed_cases import make_case
from tests.benchmarks.malformed_child import Outcome, answer

LONGEST = 10.0
"""Seconds of the processor that an input may take."""
LONGEST_WAIT = 60.0
"""Seconds of the clock: a process that waits for what never comes takes none of the processor's."""
MOST_MEMORY = 1_500_000_000
BUILD_EVERY = 20
TICKS = os.sysconf("SC_CLK_TCK")


class Reader:
    """A process that reads cases, started anew where one ends it."""

    def __init__(self, seed: int, *, build_every: int = BUILD_EVERY) -> None:
        self._seed, self._build_every = seed, build_every
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._asked, there = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=answer, args=(there, self._seed, self._build_every), daemon=True
        )
        self._process.start()
        there.close()
        self._asked.recv()

    def read(self, number: int) -> Outcome:
        """Have one case read; what ends or hangs the process is a failure."""
        self._asked.send(number)
        failure = _wait(self._asked, self._process)
        if failure is None:
            try:
                outcome: Outcome = self._asked.recv()
            except EOFError:
                failure = f"ended the process (exit code {self._process.exitcode})"
            else:
                return _judge(outcome)
        self._process.kill()
        self._process.join()
        self._start()
        case = make_case(self._seed, number)
        return Outcome(number=number, kind=case.good.kind, how=case.how, delivery=case.delivery, failures=(failure,))

    def close(self) -> None:
        """End the process."""
        self._asked.send(None)
        self._process.join(10)
        self._process.kill()


def _wait(asked: Connection, process: BaseProcess) -> str | None:
    """Wait for an answer; say what is wrong where none comes."""
    started, used = time.monotonic(), _read_cpu(process)
    while not asked.poll(0.5):
        # a case that is built is read three times, and written
        if _read_cpu(process) - used > 4 * LONGEST:
            return f"hangs: {4 * LONGEST:.0f} s of the processor, and no end"
        if time.monotonic() - started > LONGEST_WAIT and _read_cpu(process) - used < 1:
            return f"waits for {LONGEST_WAIT:.0f} s"
    return None


def _read_cpu(process: BaseProcess) -> float:
    try:
        with open(f"/proc/{process.pid}/stat") as stream:  # noqa: PTH123
            fields = stream.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _judge(outcome: Outcome) -> Outcome:
    from dataclasses import replace

    failures = list(outcome.failures)
    if outcome.seconds > LONGEST:
        failures.append(f"takes {outcome.seconds:.1f} s")
    if outcome.peak > MOST_MEMORY:
        failures.append(f"takes {outcome.peak / 1e6:,.0f} MB")
    return replace(outcome, failures=tuple(failures))


def run(numbers: Iterable[int], *, seed: int, build_every: int = BUILD_EVERY) -> Iterator[Outcome]:
    """Read cases, and yield what came of each."""
    reader = Reader(seed, build_every=build_every)
    try:
        for number in numbers:
            yield reader.read(number)
    finally:
        reader.close()


def print_table(outcomes: list[Outcome]) -> None:
    """Print the figures by kind."""
    print(
        f"{'kind':14} {'inputs':>7} {'built':>6} {'articles':>9} {'problems':>9} {'slowest s':>10} {'peak MB':>8} {'failures':>9}"
    )
    kinds = sorted({outcome.kind for outcome in outcomes})
    for kind in (*kinds, "all"):
        of_kind = [outcome for outcome in outcomes if kind in ("all", outcome.kind)]
        print(
            f"{kind:14} {len(of_kind):7,} {sum(o.n_built for o in of_kind):6,} {sum(o.n_articles for o in of_kind):9,} "
            f"{sum(o.n_problems for o in of_kind):9,} {max(o.seconds for o in of_kind):10.2f} "
            f"{max(o.peak for o in of_kind) / 1e6:8,.0f} {sum(bool(o.failures) for o in of_kind):9,}"
        )
    by_how = Counter(outcome.how for outcome in outcomes)
    print("; ".join(f"{how}: {n:,}" for how, n in by_how.most_common()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one case")
    options = parser.parse_args()
    numbers = [options.only] if options.only is not None else range(options.first, options.first + options.inputs)
    started, outcomes = time.monotonic(), []
    for outcome in run(numbers, seed=options.seed, build_every=1 if options.only is not None else BUILD_EVERY):
        outcomes.append(outcome)
        for failure in outcome.failures:
            print(f"{outcome.number}: {outcome.kind}, {outcome.how}, {outcome.delivery}: {failure}", flush=True)
        if len(outcomes) % 500 == 0:
            print(f"{len(outcomes):,} inputs, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"seed {options.seed}, {time.monotonic() - started:.0f} s")
    print_table(outcomes)
    return int(any(outcome.failures for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
