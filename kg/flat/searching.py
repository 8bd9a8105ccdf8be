"""The search box: what is called so, or begins so, and what claims say so."""

import re
from collections.abc import Iterable, Sequence

from kg.flat.file import FlatFile, Line
from kg.flat.making import to_json
from kg.flat.page_records import SearchHit
from kg.flat.reading import Reading

KINDS = ("outlet", "entity", "topic", "story", "article", "claim")
_WORD = re.compile(r"[^\W_]+")
_NAMES = """SELECT n.kind, n.item, n.name, n.weight FROM name_words w JOIN names n ON n.id = w.rowid
  WHERE w.name_words MATCH ? AND n.kind IN (SELECT value FROM json_each(?)) ORDER BY n.weight DESC, n.id LIMIT ?"""
_CLAIMS = """SELECT c.id FROM wording_words w JOIN wordings g ON g.id = w.rowid JOIN claims c ON c.id = g.claim
  WHERE w.wording_words MATCH ? GROUP BY c.id ORDER BY c.n_outlets DESC, c.n_assertions DESC, c.id LIMIT ?"""
_PATHS = {"outlet": "/outlet/", "article": "/article/", "entity": "/entity/", "topic": "/topic/", "claim": "/claim/"}


def match_names(file: FlatFile, text: str, *, kinds: Iterable[str], limit: int) -> list[Line]:
    """Return kind, number, name and weight of what has all words of a text in its name, the last as a beginning."""
    query = match_query(text)
    return file.lines(_NAMES, (query, to_json(list(kinds)), limit)) if query is not None else []


def match_query(text: str) -> str | None:
    """Return a text as a query of SQLite's full text search; None where it has no word.

    Every word is quoted, so that none is read as an operator (SQLite FTS5, 3.1).
    """
    words = _WORD.findall(text)[:12]
    return " ".join(f'"{word}"' for word in words) + " *" if words else None


def search(reading: Reading, text: str, *, kinds: Sequence[str], limit: int) -> tuple[SearchHit, ...]:
    """Return what is called so: names that begin with the text first, then those of most assertions, then claims."""
    wanted = kinds or KINDS
    found = match_names(reading.file, text, kinds=[kind for kind in wanted if kind != "claim"], limit=20 * limit)
    start = text.strip().casefold()
    best: dict[tuple[str, int], Line] = {}
    for line in sorted(found, key=lambda one: (one[2].casefold() != start, not one[2].casefold().startswith(start))):
        best.setdefault((line[0], line[1]), line)
    n_claims = max(2, limit // 4) if len(wanted) > 1 else limit
    query = match_query(text)
    claims = reading.file.lines(_CLAIMS, (query, n_claims)) if query is not None and "claim" in wanted else []
    names = list(best.values())[: limit - len(claims)]
    hits = [hit for line in names if (hit := _hit(reading, *line)) is not None]
    return (*hits, *_claim_hits(reading, [number for (number,) in claims]))


def _claim_hits(reading: Reading, numbers: Iterable[int]) -> list[SearchHit]:
    return [
        SearchHit(
            kind="claim",
            key=claim.key,
            label=claim.text,
            detail=f"claim, {_counted(claim.n_assertions, 'assertion')} in {_counted(claim.n_outlets, 'outlet')}",
            path=claim.path,
        )
        for claim in reading.claims(numbers)
    ]


def _hit(reading: Reading, kind: str, number: int, name: str, weight: int) -> SearchHit | None:
    counted = _counted(weight, "assertion")
    if kind == "outlet":
        outlet = reading.outlets[number]
        return SearchHit(kind=kind, key=outlet.key, label=outlet.label, detail=f"outlet, {counted}", path=outlet.path)
    if kind == "article":
        for article in reading.articles([number]):
            detail = ", ".join(part for part in (article.outlet, article.published) if part)
            return SearchHit(kind=kind, key=article.key, label=name, detail=detail, path=article.path)
    if kind == "story":
        for story in reading.stories([number]):
            detail = f"story, {_counted(story.n_articles, 'article')}"
            return SearchHit(kind=kind, key=story.key, label=name, detail=detail, path=f"/matrix?story={story.key}")
    for thing in reading.things([number]).values():
        what = thing.type or thing.room
        also = f"also called {name}, " if name != thing.label else ""
        return SearchHit(
            kind=kind, key=thing.key, label=thing.label, detail=f"{also}{what}, {counted}", path=thing.path
        )
    return None


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
