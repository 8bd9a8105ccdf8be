"""A hundred silent corruptions of a graph: how many pass `kg verify`.

Bits are flipped, files are cut, blocks are swapped, files and rows are deleted, rows are changed, quads come and go.
The graph's own files are the target; what readers and the system write beside them (LOG, LOCK) is no data.

    python -m tests.benchmarks.corruptions [GRAPH]
"""

import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from kg.errors import KgError
from kg.store import verify_folder
from kg.store.folder import TABLES
from kg.store.seal import sealed_files
from tests.benchmarks.kill_points import build_all

N = 100
BLOCK = 512
Corrupt = Callable[[Path, random.Random], bool]


def _file(path: Path, chance: random.Random) -> Path:
    files = [file for _, file in sealed_files(path)] + [path / "seal.json"]
    return chance.choice([file for file in files if file.stat().st_size])


def flip(path: Path, chance: random.Random) -> bool:
    """Flip one bit of a file."""
    file = _file(path, chance)
    data = bytearray(file.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    return True


def cut(path: Path, chance: random.Random) -> bool:
    """Cut the end of a file off."""
    file = _file(path, chance)
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])
    return True


def swap(path: Path, chance: random.Random) -> bool:
    """Swap two blocks of a file."""
    file = _file(path, chance)
    data = file.read_bytes()
    blocks = [data[start : start + BLOCK] for start in range(0, len(data), BLOCK)]
    one, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
    if blocks[one] == blocks[other]:
        return False
    blocks[one], blocks[other] = blocks[other], blocks[one]
    file.write_bytes(b"".join(blocks))
    return True


def delete(path: Path, chance: random.Random) -> bool:
    """Delete a file."""
    _file(path, chance).unlink()
    return True


def change_row(path: Path, chance: random.Random) -> bool:
    """Delete a row of a table, or change one, as SQLite does it."""
    changes = (
        "DELETE FROM {0} WHERE rowid IN (SELECT rowid FROM {0} ORDER BY rowid LIMIT 1)",
        "UPDATE articles SET title = 'Another title' WHERE rowid = 1",
        "DELETE FROM mentions WHERE start = (SELECT min(start) FROM mentions)",
        "UPDATE mentions SET iri = iri || 'x' WHERE start = (SELECT max(start) FROM mentions)",
        "UPDATE assertions SET facts = replace(facts, 'positive', 'negative')",
        "DELETE FROM ledger WHERE outcome = 'stored'",
        "UPDATE stories SET story = story || 'x'",
    )
    db = sqlite3.connect(path / TABLES)
    with db:
        n = db.execute(chance.choice(changes).format("articles")).rowcount
    db.close()
    return n > 0


def change_quads(path: Path, chance: random.Random) -> bool:
    """Remove a quad, add one, or move one to another graph, as another program does it."""
    store = Store(str(path / "store"))
    quads = list(store)
    quad = chance.choice(quads)
    if chance.random() < 2 / 3:
        store.remove(quad)
    if chance.random() < 1 / 2:
        store.add(Quad(quad.subject, quad.predicate, NamedNode("https://kg.example/elsewhere"), quad.graph_name))
    is_changed = set(store) != set(quads)
    store.flush()
    del store
    return is_changed


KINDS: tuple[tuple[Corrupt, int], ...] = (
    (flip, 34), (cut, 14), (swap, 12), (delete, 10), (change_row, 14), (change_quads, 16),
)  # fmt: skip


def passes(path: Path) -> bool:
    """Tell whether `kg verify` finds nothing."""
    try:
        return not verify_folder(path).problems
    except KgError:
        return False


def main() -> int:
    """Corrupt copies of a graph and print how many pass."""
    chance = random.Random(6)
    passed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "whole.kg"
        if not whole.exists():
            build_all(whole)
        assert passes(whole)
        for corrupt, n in KINDS:
            n_done = 0
            while n_done < n:
                copy = shutil.copytree(whole, Path(folder) / "copy.kg")
                if corrupt(copy, chance):
                    n_done += 1
                    passed[corrupt.__name__] += passes(copy)
                shutil.rmtree(copy)
            print(f"{corrupt.__name__:<14} {n:>4} {passed[corrupt.__name__]:>4} pass", flush=True)
    assert sum(n for _, n in KINDS) == N
    print(f"{'all':<14} {N:>4} {passed.total():>4} pass (target 0)")
    return 1 if passed.total() else 0


if __name__ == "__main__":
    sys.exit(main())
