"""What a server keeps besides the quads: a ledger of the parts that are there as a whole, and the parts themselves.

`…/graph/ledger` has one triple a part, whose object is `NAME HASH N_QUADS N_CHUNKS STATE RUN`, and a few triples
that tell of the whole: its state, and its revision, a hash of all parts. `…/graph/packs` has the parts, compressed, as
plain strings. An article whose quads are on the server but not in the ledger does not count as there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from kg.errors import OtherGraphThere, ServerFailed
from kg.rdf.identifiers import Identifiers
from kg.store.remote.pack import unpack
from kg.store.remote.server import Server

TERMS = "https://kg.example/ledger#"
VERSION = "1"
COMPLETE, PUSHING = "complete", "pushing"
THERE, CHANGING = "there", "changing"
T = TypeVar("T")

AT_ONCE = 40
"""Parts that are named in one request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the ledger says of a part."""

    name: str
    hash: str
    n_quads: int
    n_chunks: int
    state: str = THERE
    """`there`, or `changing` while quads of a slice are added and removed."""
    run: str = "-"

    def __str__(self) -> str:
        return f"{self.name} {self.hash} {self.n_quads} {self.n_chunks} {self.state} {self.run}"

    @classmethod
    def parse(cls, line: str) -> "Entry":
        """Return an entry from its line.

        Raises:
            ValueError: where it is none.
        """
        name, digest, n_quads, n_chunks, state, run = line.split(" ")
        return cls(name=name, hash=digest, n_quads=int(n_quads), n_chunks=int(n_chunks), state=state, run=run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """What the ledger says of the whole."""

    base: str
    """The base IRI of the data."""
    label: str
    """The name of the folder that was pushed."""
    state: str
    """`complete`, or `pushing`."""
    revision: str
    """A hash of all parts; of those that were there before where a push is under way."""
    writer: str
    """Who pushed last."""
    since: str
    """When the push gave a sign of life."""
    version: str = VERSION


def revision_of(hash_by_name: Mapping[str, str]) -> str:
    """Return the hash of all parts."""
    return sha256("\n".join(f"{name} {hash_by_name[name]}" for name in sorted(hash_by_name)).encode()).hexdigest()


def find_roots(server: Server) -> list[Root]:
    """Return the graphs of kg that a server holds."""
    rows = server.select(
        f"SELECT ?g ?p ?o WHERE {{ GRAPH ?g {{ ?this a <{TERMS}Ledger> ; ?p ?o . FILTER(ISLITERAL(?o)) }} }}"
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["p"].startswith(TERMS):
            found.setdefault(row["g"], {})[row["p"].removeprefix(TERMS)] = row["o"]
    known = Root.__dataclass_fields__.keys()
    try:
        return [Root(**{name: facts[name] for name in known}) for _, facts in sorted(found.items())]
    except KeyError as error:
        raise ServerFailed(server.url, f"its ledger lacks {error}; send it again with: kg push --anew") from error


class Ledger:
    """The ledger of one graph on a server.

    Args:
        server: where it is.
        base: the base IRI of the data.
    """

    def __init__(self, server: Server, base: str) -> None:
        self._server = server
        identifiers = Identifiers(base)
        self.graph, self.packs = identifiers.graph("ledger"), identifiers.graph("packs")
        self._identifiers = identifiers

    # The whole

    def write_root(self, root: Root) -> None:
        """Say how the whole stands."""
        facts = {name: getattr(root, name) for name in Root.__dataclass_fields__}
        lines = [f"<{TERMS}{name}> {Literal(value)}" for name, value in facts.items()]
        this = self.graph
        self._server.update(
            f"DELETE {{ GRAPH {this} {{ {this} ?p ?o }} }} WHERE {{ GRAPH {this} {{ {this} ?p ?o }} }} ;\n"
            f"INSERT DATA {{ GRAPH {this} {{ {this} a <{TERMS}Ledger> ; {' ; '.join(lines)} }} }}"
        )

    def check_writer(self, writer: str) -> None:
        """Check that nobody else began to push.

        Raises:
            OtherGraphThere: where somebody did.
        """
        query = f"SELECT ?w WHERE {{ GRAPH {self.graph} {{ {self.graph} <{TERMS}writer> ?w }} }}"
        if [row["w"] for row in self._server.select(query)] != [writer]:
            raise OtherGraphThere(self._server.url, "another push began meanwhile", option="pushing again")

    # Parts

    def entries(self) -> dict[str, Entry]:
        """Return the ledger's entries by the names of their parts."""
        limit, last = self._server.limits.rows, ""
        found: dict[str, Entry] = {}
        while True:
            rows = self._server.select(
                f"SELECT ?e WHERE {{ GRAPH {self.graph} {{ ?part <{TERMS}entry> ?e }} "
                f"FILTER(?e > {Literal(last)}) }} ORDER BY ?e LIMIT {limit}"
            )
            try:
                entries = [Entry.parse(row["e"]) for row in rows]
            except ValueError as error:
                raise ServerFailed(self._server.url, f"its ledger cannot be read ({error})") from error
            found |= {entry.name: entry for entry in entries}
            if len(rows) < limit:
                return found
            last = rows[-1]["e"]

    def strike(self, names: Iterable[str], *, packs: bool = True) -> None:
        """Take parts out of the ledger, and what was packed of them."""
        for batch in _batches(list(names)):
            parts = self._named(batch)
            steps = [
                f"DELETE {{ GRAPH {self.graph} {{ ?part <{TERMS}entry> ?e }} }} "
                f"WHERE {{ VALUES ?part {{ {parts} }} GRAPH {self.graph} {{ ?part <{TERMS}entry> ?e }} }}"
            ]
            if packs:
                steps.append(
                    f"DELETE {{ GRAPH {self.packs} {{ ?c <{TERMS}of> ?part . ?c <{TERMS}content> ?x }} }} WHERE {{ "
                    f"VALUES ?part {{ {parts} }} "
                    f"GRAPH {self.packs} {{ ?c <{TERMS}of> ?part . ?c <{TERMS}content> ?x }} }}"
                )
            self._server.update(" ;\n".join(steps))

    def enter(self, entries: Iterable[Entry]) -> None:
        """Enter parts that are there."""
        for batch in _batches([(entry.name, str(entry)) for entry in entries]):
            lines = [f"{self._part(name)} <{TERMS}entry> {Literal(line)} .\n" for name, line in batch]
            self._server.update(f"INSERT DATA {{ GRAPH {self.graph} {{\n{''.join(lines)}}} }}")

    # Packs

    def store(self, packs: Mapping[str, Sequence[str]]) -> None:
        """Store parts that are packed, by their names; those that were stored before have to be struck."""
        lines = []
        for name, chunks in packs.items():
            for place, chunk in enumerate(chunks):
                this = f"<{self._part(name).value}/{place}>"
                lines.append(f"{this} <{TERMS}of> {self._part(name)} .\n".encode())
                lines.append(f'{this} <{TERMS}content> "{chunk}" .\n'.encode())
        self._server.add(self.packs.value, lines)

    def count_chunks(self, names: Sequence[str]) -> dict[str, int]:
        """Return how many pieces of each part are stored."""
        rows = self._server.select(
            f"SELECT ?part (COUNT(?x) AS ?n) WHERE {{ VALUES ?part {{ {self._named(names)} }} "
            f"GRAPH {self.packs} {{ ?c <{TERMS}of> ?part . ?c <{TERMS}content> ?x }} }} GROUP BY ?part"
        )
        counted = {row["part"]: int(row["n"]) for row in rows if "part" in row}
        return {name: counted.get(self._part(name).value, 0) for name in names}

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """Yield parts with their bytes, checked by their hashes.

        Raises:
            ServerFailed: where one is not there as it was stored.
        """
        for batch in self._fitting(entries):
            rows = self._server.select(
                f"SELECT ?c ?x WHERE {{ VALUES ?part {{ {self._named([entry.name for entry in batch])} }} "
                f"GRAPH {self.packs} {{ ?c <{TERMS}of> ?part . ?c <{TERMS}content> ?x }} }}"
            )
            chunks = {row["c"]: row["x"] for row in rows}
            for entry in batch:
                this = self._part(entry.name).value
                try:
                    content = unpack([chunks[f"{this}/{n}"] for n in range(entry.n_chunks)], wanted=entry.hash)
                except (KeyError, ValueError) as error:
                    reason = f"{entry.name} is not there as it was sent ({error}); send it again with: kg push --anew"
                    raise ServerFailed(self._server.url, reason) from error
                yield entry, content

    def _fitting(self, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
        """Yield so many parts at a time as one answer has rows for."""
        batch: list[Entry] = []
        for entry in entries:
            n_chunks = sum(one.n_chunks for one in batch) + entry.n_chunks
            if batch and (len(batch) >= AT_ONCE or n_chunks > self._server.limits.rows):
                yield batch
                batch = []
            batch.append(entry)
        if batch:
            yield batch

    def _part(self, name: str) -> NamedNode:
        return NamedNode(f"{self._identifiers.base}part/{name}")

    def _named(self, names: Iterable[str]) -> str:
        return " ".join(str(self._part(name)) for name in names)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
