"""The same rows in Datasette, which the measure of pages is compared with; it is installed by whoever compares."""

import shlex
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from kg import KnowledgeGraph
from tests.benchmarks.page_addresses import Pick

FACETS = ("outlet", "speaker", "predicate", "event_type", "voice", "certainty", "polarity")
"""Those of the Claims page that are columns of the claim row."""
_COLUMNS = (
    "assertion", "claim", "article", "outlet", "published", "title", "speaker", "speaker_key", "voice", "subject",
    "predicate", "object", "event_type", "polarity", "certainty", "sentence",
)  # fmt: skip


def write_table(graph: Path, path: Path) -> None:
    """Write the claim rows to a table of SQLite, with an index on each column that is a facet."""
    db = sqlite3.connect(path)
    db.execute(f"CREATE TABLE claims ({', '.join(_COLUMNS)})")
    rows = (
        [
            row.speaker_iri.rpartition("/")[2]
            if name == "speaker_key" and row.speaker_iri
            else getattr(row, name, None)
            for name in _COLUMNS
        ]
        for row in KnowledgeGraph.open(graph).claims()
    )
    with db:
        db.executemany(f"INSERT INTO claims VALUES ({', '.join('?' * len(_COLUMNS))})", rows)
        for name in (*FACETS, "published", "speaker_key"):
            db.execute(f"CREATE INDEX by_{name} ON claims ({name})")
        db.execute("ANALYZE")
    db.close()


def table_path(pick: Pick | None = None) -> str:
    """Return the address of the table with all facets counted, and some chosen."""
    given = [*(("_facet", name) for name in FACETS), ("_size", "50"), ("_sort_desc", "published")]
    return f"/rows/claims?{urlencode([*given, *(pick.columns if pick else ())])}"


@contextmanager
def served(command: str, table: Path, *, log: Path) -> Iterator[str]:
    """Run Datasette over the table, all its limits of time lifted; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    limits = ("facet_time_limit_ms", "sql_time_limit_ms")
    options = [part for limit in limits for part in ("--setting", limit, "20000")]
    full = [*shlex.split(command), str(table), "--port", str(port), "--setting", "suggest_facets", "off", *options]
    with log.open("wb") as output:
        process = subprocess.Popen(full, stdout=output, stderr=output)
    base, until = f"http://127.0.0.1:{port}", monotonic() + 60
    try:
        while monotonic() < until and process.poll() is None:
            try:
                with urlopen(f"{base}/-/versions.json"):
                    break
            except URLError:
                sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)
