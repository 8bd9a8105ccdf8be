"""Changes to a graph: one at a time, each in a process of its own that is stopped when it takes too long."""

import asyncio
import json
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

from kg.errors import GraphLocked, KgError
from kg.store.adopting import adopting
from kg.web.engine import Limits
from kg.web.protocol.problems import Refusal, place_of

WORKER = Path(__file__).with_name("update_worker.py")
WAIT = 5.0
"""Seconds that a change waits for the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLimits:
    """What one change may take."""

    seconds: float = 10.0
    memory: int = 2_000_000_000
    """Bytes."""

    @classmethod
    def of(cls, limits: Limits) -> Self:
        """Return as much as one question may take."""
        return cls(seconds=limits.seconds, memory=limits.memory_bytes)


class Updater:
    """Writes to one graph.

    Args:
        path: the graph's folder.
        prefixes: namespaces by prefix that updates need not declare.
        limits: what one change may take.
        network: whether updates may reach the addresses that they are allowed to.
        changed: called after each change, so that what was read before is read anew.
    """

    def __init__(
        self,
        path: Path,
        *,
        prefixes: Mapping[str, str],
        limits: ChangeLimits | None = None,
        network: bool = False,
        changed: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._path, self._prefixes, self._changed = path, dict(prefixes), changed
        self._limits, self._network = limits or ChangeLimits(), network
        self._lock = asyncio.Lock()

    async def update(self, text: str, *, base: str) -> None:
        """Apply a SPARQL update, or nothing of it.

        Raises:
            Refusal: where it cannot be read or takes too much, or where another process writes to the graph.
        """
        await self._run({"update": text}, base=base)

    async def write(self, method: str, graph: str | None, payloads: list[tuple[str, str]], *, base: str) -> bool:
        """Replace (`PUT`), add to (`POST`) or remove (`DELETE`) one graph, and return whether it was there before.

        Args:
            method: the HTTP method.
            graph: the graph's IRI; None for the default graph.
            payloads: media types and texts of triples.
            base: the IRI that relative ones of the default graph are relative to.

        Raises:
            Refusal: as for `update`.
        """
        done = await self._run({"method": method, "graph": graph, "payloads": payloads}, base=base)
        return bool(done["existed"])

    async def _run(self, job: dict[str, Any], *, base: str) -> dict[str, Any]:
        job |= {
            "store": str(self._path / "store"),
            "base": base,
            "prefixes": self._prefixes,
            "memory": self._limits.memory,
            "network": self._network,
        }
        try:
            await asyncio.wait_for(self._lock.acquire(), WAIT)
        except TimeoutError as error:
            raise Refusal(503, "another change is being made; try again when it is done") from error
        try:
            # What is opened here is files: the lock that keeps other writers out, and the seal afterwards.
            with adopting(self._path):
                answer = await self._ask_worker(json.dumps(job).encode())
        except KgError as error:
            raise Refusal(503, str(error)) from error
        finally:
            self._lock.release()
        if "done" not in answer:
            raise self._refusal(answer)
        if self._changed is not None:
            await self._changed()
        return dict(answer["done"])

    async def _ask_worker(self, job: bytes) -> dict[str, Any]:
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(WORKER), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env={}
        )
        try:
            said, _ = await asyncio.wait_for(worker.communicate(job), self._limits.seconds)
        except TimeoutError as error:
            detail = f"stopped after {self._limits.seconds:g} seconds; nothing was changed"
            raise Refusal(503, detail, headers={"Retry-After": "60"}) from error
        finally:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
        if worker.returncode == 0:
            return dict(json.loads(said))
        if worker.returncode == -signal.SIGSEGV:
            raise Refusal(HTTPStatus.BAD_REQUEST, "the update is nested too deeply; nothing was changed")
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the update takes too much memory; nothing was changed")

    def _refusal(self, answer: Mapping[str, Any]) -> Refusal:
        detail = str(answer.get("detail", ""))
        if answer["failed"] == "locked":
            return Refusal(503, str(GraphLocked(self._path)))
        if answer["failed"] == "syntax":
            return Refusal(400, f"the update cannot be read: {detail}", facts=place_of(detail))
        return Refusal(500, f"the store could not be written: {detail}")
