"""Send a graph to a SPARQL server, so that it is there as a whole or not at all, however often the way breaks.

    parts of the folder → what the ledger there lacks → quads, packs, counted → ledger → the whole counted → complete

Each step may be made twice: a graph is replaced, triples are sets, and there are no blank nodes. A part is entered in
the ledger there once its quads were counted; the whole is called complete once every shared graph was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from kg.errors import GraphLocked, OtherGraphThere, PushUnfinished, ServerFailed
from kg.store.folder import GraphStore
from kg.store.remote.ledger import CHANGING, COMPLETE, PUSHING, Entry, Ledger, Root, find_roots, revision_of
from kg.store.remote.pack import pack
from kg.store.remote.parts import Part, cut_parts, digest, read_part, shared_name
from kg.store.remote.planning import batches, is_there, same_cut, without
from kg.store.remote.remembered import Remembered
from kg.store.remote.server import Server

OnProgress = Callable[[int, int | None, str], None]
"""Called with parts done, parts in all (None if unknown), and the stage's name."""

SILENCE = timedelta(minutes=10)
"""After so long without a sign of life, another's push counts as cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushReport:
    """What a push did."""

    url: str
    n_articles: int
    """Articles that are there now."""
    n_sent: int
    """Parts that were sent."""
    n_parts: int
    """Parts that are there now."""
    n_removed: int
    """Parts that were there and are not in the graph."""
    n_quads: int
    """Quads that are there now."""
    seconds: float


def push_graph(
    path: Path,
    server: Server,
    *,
    replace_other: bool = False,
    anew: bool = False,
    on_progress: OnProgress = lambda *_: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> PushReport:
    """Send a graph to a server; what is there already is not sent again.

    Args:
        path: the graph's folder.
        server: where to.
        replace_other: whether the graph takes the place of another one.
        anew: whether everything is sent, also what the ledger there has.
        on_progress: called after every part.
        clock: tells the time; with its zone.

    Raises:
        GraphNotFound: where there is no graph.
        GraphLocked: where the graph changed meanwhile.
        OtherGraphThere: where the server has what the graph has not.
        PushUnfinished: where somebody else is pushing.
        ServerFailed: where the server fails.
    """
    started = perf_counter()
    with GraphStore.open(path) as graph, Remembered(path, server.url) as remembered:
        push = _Push(graph, server, remembered, on_progress=on_progress, clock=clock)
        n_sent, n_removed = push.run(replace_other=replace_other, anew=anew)
        return PushReport(
            url=server.url,
            n_articles=sum(name.startswith("article/") for name in push.wanted),
            n_sent=n_sent,
            n_parts=len(push.wanted),
            n_removed=n_removed,
            n_quads=sum(n for _, n in push.wanted.values()),
            seconds=perf_counter() - started,
        )


class _Push:
    """One push, from the plan to its end."""

    def __init__(
        self,
        graph: GraphStore,
        server: Server,
        remembered: Remembered,
        *,
        on_progress: OnProgress,
        clock: Callable[[], datetime],
    ) -> None:
        self._graph, self._server, self._remembered = graph, server, remembered
        self._on_progress, self._clock = on_progress, clock
        self._ledger = Ledger(server, graph.base)
        self._n_by_graph: dict[str, int] = {}
        self.wanted: dict[str, tuple[str, int]] = {}
        """The hash of each part, and how many quads it has."""

    def run(self, *, replace_other: bool, anew: bool) -> tuple[int, int]:
        """Push, and return how many parts were sent and how many removed."""
        for part in cut_parts(self._graph):
            self.wanted[part.name] = (digest(part.content()), len(part.lines))
            self._on_progress(len(self.wanted), None, "comparing")
            if part.graph is not None and not part.is_article:
                self._n_by_graph[part.graph] = self._n_by_graph.get(part.graph, 0) + len(part.lines)
        revision = revision_of({name: hash_ for name, (hash_, _) in self.wanted.items()})
        root = next((one for one in find_roots(self._server) if one.base == self._graph.base), None)
        if root is not None and (root.state, root.revision) == (COMPLETE, revision) and not anew:
            self._remembered.note(revision)
            return 0, 0
        there = self._ledger.entries()
        self._check(root, there, replace_other=replace_other)
        self._begin(root)
        n_sent = self._send_all({} if anew else there)
        gone = [entry for name, entry in there.items() if name not in self.wanted]
        self._remove(gone)
        self._count_shared()
        self._ledger.check_writer(self._remembered.writer)
        self._ledger.write_root(self._root(COMPLETE, revision))
        self._remembered.note(revision)
        return n_sent, len(gone)

    # Whose graph is there

    def _check(self, root: Root | None, there: Mapping[str, Entry], *, replace_other: bool) -> None:
        url = self._server.url
        if root is not None and root.state == PUSHING and root.writer != self._remembered.writer:
            alive = datetime.fromisoformat(root.since) > self._clock() - SILENCE
            if alive:
                raise PushUnfinished(url, since=root.since)
        if replace_other or (root is not None and self._is_ours(root)):
            return
        missing = [name for name in there if name.startswith("article/") and name not in self.wanted]
        if missing:
            raise OtherGraphThere(url, f"it has {len(missing):,} articles that this graph has not")
        if self._lacks_reviews(there):
            raise OtherGraphThere(url, "it has decisions of people that this graph has not")

    def _is_ours(self, root: Root) -> bool:
        """Tell whether what is there is what this folder sent last, or was sending."""
        if root.state == PUSHING:
            return root.writer == self._remembered.writer
        return root.revision == self._remembered.revision

    def _lacks_reviews(self, there: Mapping[str, Entry]) -> bool:
        """Tell whether decisions of people would be lost."""
        reviews = self._graph.identifiers.graph("reviews")
        slices = [entry for name, entry in there.items() if name.startswith(f"{shared_name(reviews.value)}/")]
        here = {line for part in cut_parts(self._graph) if part.graph == reviews.value for line in part.lines}
        return any(not here.issuperset(read_part(entry.name, found).lines) for entry, found in self._read(slices))

    def _read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """Yield those parts that can be read: one that a push left damaged is written anew anyway."""
        for entry in entries:
            with suppress(ServerFailed):
                yield from self._ledger.read([entry])

    def _root(self, state: str, revision: str) -> Root:
        return Root(
            base=self._graph.base,
            label=self._graph.path.resolve().name.removesuffix(".kg"),
            state=state,
            revision=revision,
            writer=self._remembered.writer,
            since=self._clock().isoformat(timespec="seconds"),
        )

    def _begin(self, before: Root | None) -> None:
        self._beginning = self._root(PUSHING, before.revision if before is not None else "-")
        self._ledger.write_root(self._beginning)

    # Sending

    def _send_all(self, there: Mapping[str, Entry]) -> int:
        changed = {name for name, (hash_, _) in self.wanted.items() if not is_there(there.get(name), hash_)}
        n_done = len(self.wanted) - len(changed)
        for batch in batches(part for part in cut_parts(self._graph) if self._is_changed(part, changed)):
            self._ledger.check_writer(self._remembered.writer)
            self._send(batch, there)
            n_done += len(batch)
            self._on_progress(n_done, len(self.wanted), "sending")
            self._beginning = replace(self._beginning, since=self._clock().isoformat(timespec="seconds"))
            self._ledger.write_root(self._beginning)
        return len(changed)

    def _is_changed(self, part: Part, changed: set[str]) -> bool:
        """Tell whether a part is to be sent; it must be what it was when everything was compared."""
        if part.name not in self.wanted:
            raise GraphLocked(self._graph.path)
        if part.name not in changed:
            return False
        if digest(part.content()) != self.wanted[part.name][0]:
            raise GraphLocked(self._graph.path)
        return True

    def _send(self, batch: Sequence[Part], there: Mapping[str, Entry]) -> None:
        articles = [part for part in batch if part.is_article]
        shared = [part for part in batch if not part.is_article]
        self._ledger.strike([part.name for part in articles])
        for part in articles:
            if part.graph is not None:
                self._server.put(part.graph, part.lines)
        self._send_shared([part for part in shared if part.graph is not None], there)
        self._ledger.strike([part.name for part in shared])
        packs = {part.name: pack(part.content(), literal=self._server.limits.literal) for part in batch}
        self._ledger.store(packs)
        self._count(articles, packs)
        self._ledger.enter(
            Entry(
                name=part.name,
                hash=self.wanted[part.name][0],
                n_quads=len(part.lines),
                n_chunks=len(packs[part.name]),
                run=part.run,
            )
            for part in batch
        )

    def _send_shared(self, parts: Sequence[Part], there: Mapping[str, Entry]) -> None:
        """Add what a slice has gained and remove what it has lost.

        What was there is read from its pack, which stays until the quads are changed. Where it cannot be read, too
        much stays, and the count of the whole graph finds it.
        """
        before = [there[part.name] for part in parts if part.name in there]
        self._ledger.strike([entry.name for entry in before], packs=False)
        self._ledger.enter(replace(entry, state=CHANGING) for entry in before)
        known = {entry.name: set(read_part(entry.name, found).lines) for entry, found in self._read(before)}
        for part in parts:
            old = known.get(part.name, set())
            lost = sorted(old.difference(part.lines))
            self._server.add(part.graph or "", part.lines if part.name not in known else without(part.lines, old))
            with suppress(ServerFailed):  # the count of the whole graph finds what stayed
                self._server.remove(part.graph or "", lost)

    def _count(self, articles: Sequence[Part], packs: Mapping[str, Sequence[str]]) -> None:
        """Check that what was sent has arrived as a whole.

        Raises:
            ServerFailed: where it has not.
        """
        found = self._server.count([part.graph for part in articles if part.graph is not None])
        for part in articles:
            if found.get(part.graph or "", 0) != len(part.lines):
                n = found.get(part.graph or "", 0)
                raise ServerFailed(self._server.url, f"of {len(part.lines):,} triples of {part.name} it kept {n:,}")
        stored = self._ledger.count_chunks(list(packs))
        for name, chunks in packs.items():
            if stored[name] != len(chunks):
                raise ServerFailed(self._server.url, f"{name} did not arrive as a whole")

    # The end

    def _remove(self, gone: Sequence[Entry]) -> None:
        """Remove what the graph has no more: articles at once, slices of shared graphs by their quads."""
        base = self._graph.base
        keys = [entry.name.removeprefix("article/") for entry in gone if entry.name.startswith("article/")]
        self._ledger.strike([f"article/{key}" for key in keys], packs=False)
        self._server.drop(f"{base}article/{key}" for key in keys)
        for entry, found in self._read(entry for entry in gone if entry.name.startswith("graph/")):
            part = read_part(entry.name, found)
            if part.graph in self._n_by_graph and same_cut(entry.name, self.wanted):
                with suppress(ServerFailed):
                    self._server.remove(part.graph, part.lines)
            elif part.graph is not None and part.graph not in self._n_by_graph:
                self._server.drop([part.graph])
        self._ledger.strike([entry.name for entry in gone])

    def _count_shared(self) -> None:
        """Check the number of triples of every shared graph, and write anew the graph in which it is another one."""
        wrong = self._wrong_graphs()
        for n_done, iri in enumerate(sorted(wrong)):
            self._on_progress(n_done, len(wrong), "mending")
            lines = (line for part in cut_parts(self._graph) if part.graph == iri for line in part.lines)
            self._server.put(iri, list(lines))
        for iri, (n_wanted, n_found) in self._wrong_graphs().items():
            raise ServerFailed(self._server.url, f"of {n_wanted:,} triples of {iri} it kept {n_found:,}")

    def _wrong_graphs(self) -> dict[str, tuple[int, int]]:
        found = self._server.count(sorted(self._n_by_graph))
        return {iri: (n, found[iri]) for iri, n in self._n_by_graph.items() if found[iri] != n}
