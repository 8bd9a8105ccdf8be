"""The runs that read a graph's articles: which software, which model."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.rdf.sources import ASSOCIATED, MODEL, MODEL_HASH, SETTING, VERSION
from kg.store import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """A run, as graph/sources describes it."""

    iri: str
    software: str
    """IRI of the software."""
    version: str
    """Of kg."""
    model: str
    """Name and version of the pipeline: `en_kg 0.2.0`."""
    model_hash: str
    settings: tuple[str, ...]
    """`name=value`, sorted."""
    n_articles: int

    @property
    def language(self) -> str | None:
        """Return the language that it reads, as ISO 639-1, where its name begins with it: `en_kg`."""
        code, bar, _ = self.model.partition("_")
        return code if bar and len(code) == 2 else None


def read_runs(store: GraphStore) -> tuple[PastRun, ...]:
    """Return the runs, by their IRIs in order."""
    query = "SELECT run, COUNT(*) FROM articles GROUP BY run ORDER BY run"
    return tuple(_read_run(store, *found) for found in store.tables.connection.execute(query).fetchall())


def _read_run(store: GraphStore, key: str, n_articles: int) -> PastRun:
    graph, this = store.identifiers.graph("sources"), store.identifiers.room("run", key)
    told = store.describe_subject(this, graph)
    software = next((one for one in told.get(ASSOCIATED, ()) if isinstance(one, NamedNode)), None)
    version = _first(store.describe_subject(software, graph).get(VERSION, ())) if software is not None else ""
    return PastRun(
        iri=this.value,
        software=software.value if software is not None else store.identifiers.room("software", "kg").value,
        version=version,
        model=_first(told.get(MODEL, ())),
        model_hash=_first(told.get(MODEL_HASH, ())),
        settings=tuple(sorted(one.value for one in told.get(SETTING, ()))),
        n_articles=n_articles,
    )


def _first(values: Iterable[NamedNode | Literal]) -> str:
    return min((one.value for one in values), default="")
