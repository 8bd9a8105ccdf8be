"""Score linking to an authority: News-Fair's names and Wikidata ids, served by a reconciliation service of ours.

usage: python -m tests.benchmarks.linking [--graph GRAPH] [--dialect kg|plain|label|sloppy]... [--all-ids] [--errors]

A service on a free port of this machine knows each id of the gold by the names that the gold's texts have for it, and
as many namesakes that are in no text (another first name before the same last one, and the like). The 40 articles are
built, reconciled with the service, and each gold mention with an id is looked up:

found      a mention of `kg` overlaps it (the one that overlaps it best counts)
right      the entity of that mention, or the canonical one, is linked to the gold's id
precision  right of the gold's names, with id or without, whose mention is linked; `strict` also counts as wrong what
           is linked inside the annotated span without overlapping any gold mention (pronouns left out)
recall     right of all names with an id

Dialects of the service: `kg` is what `kg serve` offers, over the gold; `plain` knows only equal names, ignoring case,
and says neither type nor match; `label` does too, but always answers a thing's first name, certain where it is alone;
`sloppy` scores shared words and is certain of whatever comes first with 80 points or more.
"""

import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.build import build_graph
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.rdf.authorities import AUTHORITY_SAME_AS
from kg.rdf.decisions import SAME_AS
from kg.reconcile import Service, reconcile_graph
from kg.settings import Settings
from kg.store import GraphStore
from tests.benchmarks.articles import read_rows
from tests.benchmarks.authority import DIALECTS, distractors, gold_entries, serve
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import options, print_figures


def score(rows: Sequence[dict[str, Any]], graph_path: Path, *, errors: bool = False) -> Figures:
    """Score the links of a graph against the gold."""
    links = _links(graph_path)
    mentions = _mentions(graph_path)
    count: Counter[str] = Counter()
    for row in rows:
        found = mentions[row["id"]]
        named = [entity for entity in row["entities"] if entity[3] == "named"]
        for start, end, identifier, _ in named:
            best = max(found, key=lambda one: _overlap(one, start, end), default=None)
            if best is None or not _overlap(best, start, end):
                best = None
            linked = links.get(best[2], frozenset()) if best else frozenset()
            count["with id"] += identifier is not None
            count["found"] += best is not None and identifier is not None
            count["linked"] += bool(linked)
            count["right"] += identifier in linked
            if errors and (linked or identifier) and identifier not in linked:
                here = row["text"][best[0] : best[1]] if best else None
                print(f"{row['text'][start:end]!r} {identifier} | {here!r} {best[2] if best else ''} {set(linked)}")
        count["outside"] += sum(_is_outside(one, row, links) for one in found)
    return _figures(count)


def _figures(count: Counter[str]) -> Figures:
    def rate(part: float, whole: float) -> float:
        return 100 * part / whole if whole else 0.0

    def f1(precision: float, recall: float) -> float:
        return rate(2 * precision * recall / 100, precision + recall)

    precision, recall = rate(count["right"], count["linked"]), rate(count["right"], count["with id"])
    strict = rate(count["right"], count["linked"] + count["outside"])
    return {
        "names with an id": count["with id"],
        "found": count["found"],
        "linked": count["linked"],
        "right": count["right"],
        "precision": precision,
        "recall": recall,
        "F1": f1(precision, recall),
        "strict precision": strict,
        "strict F1": f1(strict, recall),
    }


def _overlap(mention: tuple[int, int, str, bool], start: int, end: int) -> float:
    """Return the overlap of two spans as a share of both together."""
    shared = min(mention[1], end) - max(mention[0], start)
    return shared / (max(mention[1], end) - min(mention[0], start)) if shared > 0 else 0.0


def _is_outside(mention: tuple[int, int, str, bool], row: dict[str, Any], links: dict[str, frozenset[str]]) -> bool:
    first, last = row["annotated"]
    start, end, iri, is_name = mention
    is_gold = any(_overlap(mention, gold[0], gold[1]) for gold in row["entities"])
    return is_name and first <= start and end <= last and not is_gold and bool(links.get(iri))


def _links(graph_path: Path) -> dict[str, frozenset[str]]:
    """Return the ids that each entity, or the canonical one of its cluster, is linked to."""
    found: dict[str, set[str]] = defaultdict(set)
    canonical = {}
    with GraphStore.open(graph_path) as graph:
        entities = graph.identifiers.graph("entities")
        for quad in graph.store.quads_for_pattern(None, AUTHORITY_SAME_AS, None, entities):
            found[quad.subject.value].add(quad.object.value.rsplit("/", 1)[-1])
        for quad in graph.store.quads_for_pattern(None, SAME_AS, None, entities):
            canonical[quad.subject.value] = quad.object.value
    return {iri: frozenset(found[canonical.get(iri, iri)]) for iri in {*found, *canonical}}


def _mentions(graph_path: Path) -> dict[str, list[tuple[int, int, str, bool]]]:
    """Return each article's mentions of entities: start, end, IRI, whether it is written like a name."""
    found = defaultdict(list)
    db = sqlite3.connect(f"{(graph_path / 'articles.sqlite').absolute().as_uri()}?mode=ro", uri=True)
    query = "SELECT a.id, m.start, m.end, m.iri, a.text FROM mentions m JOIN articles a ON a.key = m.article"
    for article, start, end, iri, text in db.execute(f"{query} WHERE m.kind = 'entity'"):
        words = text[start:end]
        is_name = any(char.isupper() for char in words) and len(words) > 1 and words.split()[0].lower() not in PRONOUNS
        found[article].append((start, end, iri, is_name))
    db.close()
    return found


PRONOUNS = personal_pronouns() | empty_words()


def link_and_score(
    rows: Sequence[dict[str, Any]],
    graph_path: Path,
    *,
    dialect: str = "kg",
    named_only: bool = True,
    errors: bool = False,
) -> Figures:
    """Reconcile a graph with a service of the gold's names, and score it."""
    entries = gold_entries(rows, named_only=named_only)
    with serve([*entries, *distractors(entries)], dialect) as url:
        reconcile_graph(graph_path, Service.connect(url))
    return score(rows, graph_path, errors=errors)


def measure(corpora: Path, *, model: str | None = None) -> Figures:
    """Build the articles, link them and score the links."""
    articles = corpora / "newsfair" / "dev.jsonl.gz"
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "news.kg"
        build_graph([articles], graph, settings=Settings.of(model=model, jobs=1))
        return link_and_score(list(read_rows(articles)), graph)


def main() -> None:
    """Print the figures of each dialect that is asked for."""
    parser = options(__doc__)
    parser.add_argument("--graph", type=Path, help="a graph of the articles that is there already; it is not changed")
    parser.add_argument("--dialect", choices=DIALECTS, action="append", help="repeatable [default: all]")
    parser.add_argument("--all-ids", action="store_true", help="serve what the gold ignores (offices, trades) too")
    parser.add_argument("--errors", action="store_true", help="print what is missed or wrong")
    args = parser.parse_args()
    articles = args.corpora / "newsfair" / "dev.jsonl.gz"
    rows = list(read_rows(articles))
    with tempfile.TemporaryDirectory() as folder:
        built = args.graph or Path(folder) / "news.kg"
        if not args.graph:
            build_graph([articles], built, settings=Settings.of(model=args.model, jobs=1))
        for dialect in args.dialect or DIALECTS:
            graph = shutil.copytree(built, Path(folder) / f"{dialect}.kg")
            print(f"dialect {dialect}")
            print_figures(link_and_score(rows, graph, dialect=dialect, named_only=not args.all_ids, errors=args.errors))


if __name__ == "__main__":
    main()
