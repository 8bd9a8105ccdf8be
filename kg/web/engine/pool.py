"""Questions of anybody, worked on in processes of their own."""

from collections.abc import Iterable
from pathlib import Path

from kg.rdf import prefixes
from kg.store import GraphStore
from kg.web.engine.records import Answer, Dump, Limits, Prefixes, Question


class Pool:
    """Worker processes over a snapshot of a graph; one event loop uses it.

    Args:
        path: the graph's folder.
        limits: how much a question may take.
        services: the addresses that SERVICE may name; none by default.

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

    async def start(self) -> None:
        """Take a snapshot and start the workers."""
        raise NotImplementedError

    async def run(self, question: Question | Dump) -> Answer:
        """Answer a question within the limits.

        Equal questions that arrive together are run once. Where the caller is cancelled (its client went away), the
        work is stopped unless others wait for it.

        Raises:
            Refused: one of the classes of `kg.web.engine.refusals`, each with its HTTP status.
        """
        raise NotImplementedError

    async def refresh(self) -> bool:
        """Take a new snapshot where the graph changed, and tell whether it did.

        Called at once after a write; otherwise `run` looks for changes by itself, at most twice a second.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """Stop all workers and remove the snapshots."""
        raise NotImplementedError
