"""The desk at which people decide: one writer at a time, what is written shows at once, joins are linked meanwhile.

A verdict shows as soon as it is written. What is joined or parted shows after the graph has been linked anew, which
takes seconds to minutes: a process of its own does that, and the pages show the state before until it is done.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from fastapi.concurrency import run_in_threadpool

from kg.errors import GraphLocked, KgError
from kg.records import Problem
from kg.records.reviews import Joining, Review, Verdict
from kg.web.workbench import Workbench

PATIENCE = 900.0
"""Seconds for which it is waited that the pages take in what was linked."""
QUIET = 6.0
"""Seconds without a further join after which the graph is linked anew: a row of decisions is not held up by each."""
LOOKS = 0.5
"""Seconds between two looks at whether they have."""
Result = TypeVar("Result")
Link = Callable[[Path], Awaitable[str]]
"""Links a graph anew; returns what went wrong, nothing where it went well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """Whether the graph is being linked anew."""

    state: str = "idle"
    """`idle`, `waiting` (for further joins), `linking`, `reading` (linked; the pages are taking it in) or `failed`."""
    seconds: float = 0.0
    """For how long."""
    reason: str = ""
    """Why it failed."""


class LinkingAnew(GraphLocked):
    """The graph is being linked anew, and cannot be written to meanwhile."""

    def __init__(self, path: object) -> None:
        KgError.__init__(
            self, f"{path} is being linked anew after a merge or a split; try again when that is done, in a minute"
        )


async def link_in_process(path: Path) -> str:
    """Link a graph anew in a process of its own, which also ends well where the server is stopped meanwhile."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "kg", "resolve", "--quiet", str(path)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    _, said = await process.communicate()
    if process.returncode == 0:
        return ""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("kg: ") if lines else f"kg resolve ended with {process.returncode}"


class Desk:
    """Writes what people decide on the graph of a workbench.

    Args:
        workbench: the graph, its flat table and its pool.
        link: links the graph anew.
        quiet: seconds without a further join after which the graph is linked anew.
        patience: seconds for which it is waited that the pages take in what was linked.
    """

    def __init__(
        self, workbench: Workbench, *, link: Link = link_in_process, quiet: float = QUIET, patience: float = PATIENCE
    ) -> None:
        self._workbench, self._link, self._quiet, self._patience = workbench, link, quiet, patience
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._state, self._since, self._again, self._reason = "idle", monotonic(), False, ""
        self._asked = monotonic()

    @property
    def linking(self) -> Linking:
        """Return whether the graph is being linked anew."""
        return Linking(state=self._state, seconds=round(monotonic() - self._since, 1), reason=self._reason)

    async def judge(self, assertions: Iterable[str], verdict: str, *, by: str, note: str = "") -> tuple[Verdict, ...]:
        """Accept, reject or doubt assertions, as `kg.reviews.Reviews.judge` does.

        Raises:
            GraphLocked: where something else writes to the graph.
        """
        reviews = self._workbench.reviews
        return await self._write(lambda: reviews.judge(list(assertions), verdict, by=by, note=note))

    async def join(self, left: str, right: str, relation: str, *, by: str, note: str = "") -> Joining:
        """Hold two things to be one, or not to be; the graph is linked anew afterwards, in the background.

        Raises:
            GraphLocked: where something else writes to the graph.
        """
        reviews = self._workbench.reviews
        joining = await self._write(lambda: reviews.join(left, right, relation, by=by, note=note, link=False))
        self._link_soon()
        return joining

    async def undo(self, names: Iterable[str]) -> tuple[Review, ...]:
        """Take back reviews; where things were joined or parted by them, the graph is linked anew afterwards.

        Raises:
            GraphLocked: where something else writes to the graph.
        """
        reviews = self._workbench.reviews
        undone = await self._write(lambda: reviews.undo(list(names), link=False))
        if any(isinstance(review, Joining) for review in undone):
            self._link_soon()
        return undone

    async def add_lines(self, lines: list[str], *, path: str) -> tuple[int, tuple[Problem, ...]]:
        """Add the reviews of another graph, as lines of JSON, and link the graph anew afterwards.

        Raises:
            GraphLocked: where something else writes to the graph.
        """
        reviews = self._workbench.reviews
        n_written, problems = await self._write(lambda: reviews.add_lines(lines, path=path, link=False))
        if n_written and any('"relation"' in line for line in lines):
            self._link_soon()
        return n_written, problems

    async def _write(self, write: Callable[[], Result]) -> Result:
        """Write, one at a time, and let it show on all pages and in all queries."""
        async with self._writing:
            try:
                written = await run_in_threadpool(write)
            except GraphLocked as error:
                if self._state == "linking":
                    raise LinkingAnew(self._workbench.path) from error
                raise
            await run_in_threadpool(self._workbench.flat.refresh_verdicts)
            await self._workbench.pool.refresh()
            return written

    def _link_soon(self) -> None:
        """Link anew in the background; where that is going on already, once more when it is done."""
        self._again, self._asked = True, monotonic()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._link_while_wanted())

    async def _link_while_wanted(self) -> None:
        while self._again:
            self._set("waiting")
            while (left := self._asked + self._quiet - monotonic()) > 0:
                await asyncio.sleep(left)
            self._again = False
            self._set("linking")
            before = self._workbench.flat
            self._reason = await self._link(self._workbench.path)
            await self._workbench.pool.refresh()
            if self._reason:
                self._set("failed")
                return
            self._set("reading")
            await self._wait_for_other(before)
        self._set("idle")

    async def _wait_for_other(self, before: object) -> None:
        """Wait until the pages read another flat table than the one before."""
        until = monotonic() + self._patience
        while monotonic() < until and not self._again:
            if await run_in_threadpool(lambda: self._workbench.flat) is not before:
                return
            await asyncio.sleep(LOOKS)

    def _set(self, state: str) -> None:
        self._state, self._since = state, monotonic()
