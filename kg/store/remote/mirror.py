"""A graph that rests on a server, as a folder in this user's cache: the same quads, texts and ledger.

Before each command the server's ledger is looked at; what changed there is fetched, checked by its hash, and written
over what was here. Commands ask the folder, and so answer as they do where the graph was made. What a server says is
data: names of tables and columns are those of this version of kg, and nothing of it is run.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from platformdirs import user_cache_path
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import KgError, NoGraphThere, PushUnfinished, ServerFailed
from kg.rdf.identifiers import slug
from kg.settings import Settings
from kg.store.folder import GraphStore
from kg.store.remote.copied import Copied, Old
from kg.store.remote.ledger import COMPLETE, VERSION, Entry, Ledger, Root, find_roots
from kg.store.remote.parts import Part, read_part, remove_tables, write_tables
from kg.store.remote.server import Server
from kg.store.replacing import SHARED

OnProgress = Callable[[int, int | None, str], None]
"""Called with parts done, parts in all (None if unknown), and the stage's name."""

BATCH = 200
"""Parts that are written together."""


def cache_folder(settings: Settings | None = None) -> Path:
    """Return where copies of graphs lie: below `KG_CACHE`, else in this user's folder for such things."""
    given = (settings or Settings()).cache
    return (Path(given) if given else user_cache_path("kg", appauthor=False)) / "graphs"


def find_root(server: Server, settings: Settings | None = None) -> Root:
    """Return what the server's ledger says of its graph; of several, of the one with the base IRI of the settings.

    Raises:
        NoGraphThere: where no graph was pushed to it.
        PushUnfinished: where a push is under way or was cut off.
        KgError: where another version of kg pushed it, or there are several graphs.
    """
    roots, wanted = find_roots(server), (settings or Settings()).base
    if not roots:
        raise NoGraphThere(server.url)
    if len(roots) > 1 and wanted not in {root.base for root in roots}:
        bases = " or ".join(root.base for root in roots)
        raise KgError(f"{server.url} holds {len(roots)} graphs; say which by KG_BASE={bases}")
    root = next((one for one in roots if one.base == wanted), roots[0])
    if root.version != VERSION:
        raise KgError(f"{server.url} was written by another version of kg; use that one, or push the graph again")
    if root.state != COMPLETE:
        raise PushUnfinished(server.url, since=root.since)
    return root


def refresh_mirror(
    server: Server, *, settings: Settings | None = None, on_progress: OnProgress = lambda *_: None
) -> Path:
    """Bring this user's copy of a server's graph up to date, and return its folder.

    Raises:
        NoGraphThere: where no graph was pushed to it.
        PushUnfinished: where a push is under way or was cut off.
        ServerFailed: where the server fails, or what it gives is not what was pushed.
    """
    root = find_root(server, settings)
    with Copied(cache_folder(settings), server.url, root.base) as copied:
        name = f"{slug(root.label)}.kg"
        if copied.holds(root.revision, name):
            return copied.folder(name)
        with copied.locked():
            while not copied.holds(root.revision, name):
                _bring(server, root, copied, name, on_progress)
                seen = find_root(server, settings)
                if seen.revision == root.revision:  # else what was fetched may be of both
                    copied.note(root.revision)
                root, name = seen, f"{slug(seen.label)}.kg"
        return copied.folder(name)


def _bring(server: Server, root: Root, copied: Copied, name: str, on_progress: OnProgress) -> None:
    """Fetch what is another than here, and remove what is gone."""
    ledger = Ledger(server, root.base)
    entries = ledger.entries()
    folder = copied.prepare(name)
    here = copied.hashes()
    changed = [entry for part, entry in sorted(entries.items()) if here.get(part) != entry.hash]
    gone = [part for part in here if part not in entries]
    n_done, total = 0, len(changed)
    on_progress(n_done, total, "fetching")
    # What was cut off here is fetched again as a whole: nothing has to be looked for that does not hold.
    with GraphStore.create(folder, base=root.base, adopt=True) as graph:
        graph.touch(*SHARED)
        for start in range(0, len(gone), BATCH):
            _write(graph, copied, dict.fromkeys(gone[start : start + BATCH]))
        fetched = ledger.read(changed)
        while batch := list(islice(fetched, BATCH)):
            _write(graph, copied, {entry.name: (entry, content) for entry, content in batch})
            n_done += len(batch)
            on_progress(n_done, total, "fetching")


def _write(graph: GraphStore, copied: Copied, contents: Mapping[str, tuple[Entry, bytes] | None]) -> None:
    """Put parts in the place of what was here of them; None for those that are gone.

    Quads come first, then the tables, then the note of what is here: what is cut off is written again as a whole.
    """
    parts = {name: read_part(name, found[1]) for name, found in contents.items() if found is not None}
    old = {name: copied.content(name) for name in contents}
    for name, known in old.items():
        _remove_quads(graph, name, known, parts.get(name))
    graph.store.bulk_load(b"".join(_quads(parts)), RdfFormat.N_QUADS, lenient=True)
    graph.store.flush()
    db = graph.tables.connection
    try:
        with db:
            for name, known in old.items():
                before = read_part(name, known) if known else Part(name=name, graph=None, lines=(), tables={})
                remove_tables(db, before)
            for part in parts.values():
                write_tables(db, part.tables)
    except ValueError as error:
        raise ServerFailed(copied.url, f"a later version of kg wrote it ({error}); use that version here") from error
    copied.note_parts(
        {name: None if found is None else Old(hash=found[0].hash, content=found[1]) for name, found in contents.items()}
    )


def _remove_quads(graph: GraphStore, name: str, known: bytes | None, part: Part | None) -> None:
    if name.startswith("article/"):
        graph.store.remove_graph(graph.identifiers.room("article", name.removeprefix("article/")))
        return
    if known is None:
        return
    before = read_part(name, known)
    stays = set(part.lines) if part is not None else set()
    node = NamedNode(before.graph) if before.graph is not None else None
    for quad in parse(b"".join(line for line in before.lines if line not in stays), RdfFormat.N_TRIPLES):
        graph.store.remove(Quad(quad.subject, quad.predicate, quad.object, node))


def _quads(parts: Mapping[str, Part]) -> Iterator[bytes]:
    for part in parts.values():
        ending = f" {NamedNode(part.graph)} .\n".encode() if part.graph is not None else b" .\n"
        for line in part.lines:
            yield line.removesuffix(b" .\n") + ending
