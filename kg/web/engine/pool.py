"""Questions of anybody, worked on in processes of their own."""

import asyncio
import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from kg.rdf import prefixes
from kg.store import GraphStore
from kg.web.engine.crew import Crew
from kg.web.engine.hired import Reply
from kg.web.engine.kept import KeptAnswers, KnownSlow
from kg.web.engine.lanes import Lanes
from kg.web.engine.records import Answer, Dump, Limits, Prefixes, Question
from kg.web.engine.refusals import AsksOutside, Closed, NestedTooDeep, Refused, TimedOut, TooLong
from kg.web.engine.tokens import Reading, read_query
from kg.web.engine.wire import parse_refusal, question_header

_LOOK = 0.5
"""Seconds between two looks at whether the graph changed."""
_LONGEST_START = 60.0
"""Seconds that are waited for the first worker."""

Key = tuple[str, Question | Dump]


class Pool:
    """Worker processes over a snapshot of a graph; one event loop uses it.

    Args:
        path: the graph's folder.
        limits: how much a question may take.
        services: the addresses that SERVICE may name; none by default. A question that names one of them runs in a
            worker of its own that has the network.

    Attributes:
        prefixes: kg's prefixes, for questions that need not declare them.

    Raises:
        GraphNotFound: where there is no graph.
    """

    def __init__(self, path: Path | str, *, limits: Limits | None = None, services: Iterable[str] = ()) -> None:
        self.path = Path(path)
        self.limits = limits or Limits()
        self._services = frozenset(services)
        with GraphStore.open(self.path) as graph:
            self.prefixes: Prefixes = tuple(prefixes(graph.base).items())
        self._kept = KeptAnswers(self.limits.cache_bytes)
        self._known_slow = KnownSlow()
        self._working: dict[Key, _Work] = {}
        self._crew: Crew | None = None
        self._lanes: Lanes | None = None
        self._looked = 0.0
        self._looking: asyncio.Task[bool] | None = None

    async def start(self) -> None:
        """Take a snapshot, start the workers and wait for the first; without any, questions time out."""
        if self._crew is None:
            crew = await asyncio.to_thread(Crew, self.path, self.limits, prefixes=self.prefixes)
            self._crew, self._lanes = crew, Lanes(crew, self.limits)
            await self.refresh()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LONGEST_START):
                    crew.give_back(await crew.take())

    async def run(self, question: Question | Dump) -> Answer:
        """Answer a question within the limits.

        Equal questions that arrive together are run once. Where the caller is cancelled (its client went away), the
        work is stopped unless others wait for it.

        Raises:
            Refused: one of the classes of `kg.web.engine.refusals`, each with its HTTP status.
        """
        if self._crew is None:
            raise Closed
        reading = self._examine(question)
        self._look_for_changes(self._crew)
        key = (self._crew.snapshot, question)
        if (kept := self._kept.find(key)) is not None:
            return kept
        work = self._working.get(key)
        if work is None:
            work = self._working[key] = _Work(asyncio.create_task(self._answer(key, reading)))
            work.task.add_done_callback(lambda _: self._working.pop(key, None))
        return await work.wait()

    async def refresh(self) -> bool:
        """Take a new snapshot where the graph changed, and tell whether it did.

        Called at once after a write; otherwise `run` looks for changes by itself, at most twice a second.
        """
        if self._crew is None:
            raise Closed
        has_changed = await self._crew.renew()
        if has_changed:
            self._kept.clear()
        return has_changed

    async def close(self) -> None:
        """Stop all workers and remove the snapshots."""
        crew, self._crew = self._crew, None
        tasks = [work.task for work in self._working.values()]
        if self._looking is not None:
            tasks.append(self._looking)  # type: ignore[arg-type]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if crew is not None:
            await crew.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes of all workers."""
        return self._crew.pids if self._crew is not None else ()

    def _examine(self, question: Question | Dump) -> Reading | None:
        """Refuse what need not be tried."""
        if isinstance(question, Dump):
            return None
        size = len(question.text.encode(errors="replace"))
        if size > self.limits.query_bytes:
            raise TooLong(size, limit=self.limits.query_bytes)
        reading = read_query(question.text)
        if reading.depth > self.limits.depth:
            raise NestedTooDeep(self.limits.depth)
        if not self._services.issuperset(reading.addresses):
            raise AsksOutside
        return reading

    def _look_for_changes(self, crew: Crew) -> None:
        now = time.monotonic()
        if now - self._looked >= _LOOK:
            self._looked = now
            if crew.has_changed() and (self._looking is None or self._looking.done()):
                self._looking = asyncio.create_task(self.refresh())
                self._looking.add_done_callback(_see)

    async def _answer(self, key: Key, reading: Reading | None) -> Answer:
        """Work on a question and keep its answer where it would be the same again."""
        snapshot, question = key
        asks_outside = reading is not None and bool(reading.addresses)
        header = question_header(question, known=self.prefixes)
        if reading is not None and reading.names_graphs:  # Oxigraph's union would win over FROM
            header["union_default"] = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                head, body = await self._ask(header, question, network=asks_outside)
        except TimeoutError as error:
            self._known_slow.add(question)
            raise TimedOut(self.limits.seconds) from error
        if "refused" in head:
            raise parse_refusal(head)
        answer = _answer_of(head, body, snapshot=snapshot)
        if not (asks_outside or (reading is not None and reading.changes)) and self._is_newest(snapshot):
            self._kept.keep(key, answer, asked=len(question.text) if isinstance(question, Question) else 0)
        return answer

    async def _ask(self, header: dict[str, Any], question: Question | Dump, *, network: bool) -> Reply:
        assert self._lanes is not None
        if not network and question not in self._known_slow:
            reply = await self._lanes.answer_fast(header)
            if reply is not None:
                return reply
            self._known_slow.add(question)
        return await self._lanes.answer_slow(header, network=network)

    def _is_newest(self, snapshot: str) -> bool:
        return self._crew is not None and self._crew.snapshot == snapshot


class _Work:
    """A question that is worked on, for all who asked it."""

    def __init__(self, task: "asyncio.Task[Answer]") -> None:
        self.task = task
        self._n_waiting = 0
        task.add_done_callback(_see)

    async def wait(self) -> Answer:
        """Return the answer; each who waits gets a file of its own where it rests in one."""
        self._n_waiting += 1
        answer = None
        try:
            answer = await asyncio.shield(self.task)
        finally:
            self._n_waiting -= 1
            if not self._n_waiting and not self.task.done():
                self.task.cancel()
            elif answer is None and not self._n_waiting:
                self._discard()
        return _copy(answer) if self._n_waiting and answer.file is not None else answer

    def _discard(self) -> None:
        """Remove an answer that nobody took."""
        if self.task.done() and not self.task.cancelled() and self.task.exception() is None:
            self.task.result().close()


def _copy(answer: Answer) -> Answer:
    assert answer.file is not None
    other = answer.file.with_name(f"{answer.file.name}-{uuid4().hex}")
    try:
        os.link(answer.file, other)
    except OSError:
        shutil.copyfile(answer.file, other)
    return replace(answer, file=other)


def _answer_of(head: dict[str, Any], body: bytes, *, snapshot: str) -> Answer:
    file = head["file"]
    return Answer(
        form=head["form"],
        format=head["format"],
        size=head["size"],
        rows=head["rows"],
        seconds=head["seconds"],
        snapshot=snapshot,
        body=body if file is None else None,
        file=Path(file) if file is not None else None,
    )


def _see(task: "asyncio.Task[Any]") -> None:
    """Look at how a task ended, which asyncio complains of where nobody does."""
    if not task.cancelled():
        with suppress(Refused, Exception):
            task.exception()
