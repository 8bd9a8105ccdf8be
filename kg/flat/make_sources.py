"""Outlets, stories, origins, articles and how they copy each other, into flat.sqlite."""

from collections.abc import Iterator
from datetime import date

from pyoxigraph import QuerySolutions

from kg.flat.making import NONE, Making
from kg.rdf.events import FROM, STORY, TO
from kg.rdf.identifiers import slug
from kg.rdf.origins import AGENCY, AGENCY_CLASS, ORIGIN, ORIGIN_CLASS
from kg.rdf.sources import REVISION_OF
from kg.rdf.vocabulary import LABEL, TYPE
from kg.store import Heading

_COPIES = """SELECT ?left ?right ?relation (MAX(?points) AS ?score)
  (GROUP_CONCAT(DISTINCT ?reason; separator="; ") AS ?reasons) {
  GRAPH graph:decisions { VALUES ?relation { "copies" "shares-passages" "revises" "credits" }
    ?this kg:relation ?relation ; kg:left ?left ; kg:right ?right ; kg:score ?points
    OPTIONAL { ?this kg:reason ?reason } } } GROUP BY ?left ?right ?relation"""


def make_sources(making: Making) -> None:
    """Write outlets, stories, origins, articles, texts and copies; note outlet, day and story of each article."""
    read = making.columns
    story_by_article = {one: story for one, story in read.pairs(STORY, "events") if one.startswith("article/")}
    origin_by_article = read.least(ORIGIN, "sources")
    newer = {before: this for this, before in read.pairs(REVISION_OF, "sources")}
    headings = list(making.graph.tables.headings())
    for heading in headings:
        making.articles.of(f"article/{heading.key}")
    labels: dict[int, str] = {}
    for heading in headings:
        labels.setdefault(making.outlets.of(slug(heading.outlet)), heading.outlet)
    _make_stories(making, story_by_article)
    _make_origins(making)
    lines = (_article(making, heading, story_by_article, origin_by_article, newer) for heading in headings)
    making.insert("articles", lines)
    making.insert("texts", ((n, making.graph.tables.text(one.key) or "") for n, one in enumerate(headings)))
    _make_copies(making)
    outlets = ((n, key, labels[n], None, None, None) for n, key in enumerate(making.outlets.keys()))
    making.insert("outlets", outlets)


def _article(
    making: Making,
    heading: Heading,
    story_by_article: dict[str, str],
    origin_by_article: dict[str, str],
    newer: dict[str, str],
) -> tuple[object, ...]:
    this = f"article/{heading.key}"
    number = making.articles.of(this)
    outlet = making.outlets.of(slug(heading.outlet))
    story = making.stories.known(story_by_article.get(this))
    origin = making.origins.known(origin_by_article.get(this))
    after = making.articles.known(newer.get(this))
    making.ints["article_outlet"].append(outlet)
    making.ints["article_story"].append(NONE if story is None else story)
    making.ints["article_day"].append(day_number(heading.published))
    making.ints["article_latest"].append(after is None)
    # What has no origin of its own is the origin of its claims itself: numbers beyond those of the table.
    making.ints["article_origin"].append(len(making.origins) + number if origin is None else origin)
    query = "SELECT author FROM articles WHERE key = ?"
    (author,) = making.graph.tables.connection.execute(query, (heading.key,)).fetchone()
    told = (heading.title, heading.url, author, heading.published)
    return number, heading.key, heading.id, outlet, *told, story, origin, after, None


def day_number(published: str | None) -> int:
    """Return a day as a number in order of time; `NONE` for none."""
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else NONE
    except ValueError:
        return NONE


def _make_stories(making: Making, story_by_article: dict[str, str]) -> None:
    labels = making.columns.single(LABEL, "events")
    first, last = making.columns.least(FROM, "events"), making.columns.least(TO, "events")
    there = (story for article, story in story_by_article.items() if making.articles.known(article) is not None)
    for story in sorted(set(there)):
        making.stories.of(story)
    making.insert(
        "stories",
        (
            (n, key[6:], labels.get(key) or key[6:], first.get(key), last.get(key), *[None] * 5)
            for n, key in enumerate(map(str, making.stories.keys()))
        ),
    )


def _make_origins(making: Making) -> None:
    kinds = making.columns.several(TYPE, "sources")
    labels = making.columns.single(LABEL, "sources")
    agencies = making.columns.least(AGENCY, "sources")
    origin_class, agency_class = ORIGIN_CLASS.value, AGENCY_CLASS.value
    cut = making.graph.base
    for one in sorted(this for this, found in kinds.items() if origin_class.removeprefix(cut) in found):
        making.origins.of(one)

    def lines() -> Iterator[tuple[object, ...]]:
        for n, one in enumerate(map(str, making.origins.keys())):
            is_agency = agency_class.removeprefix(cut) in kinds[one]
            agency = labels.get(agencies[one]) if one in agencies else None
            yield n, one.partition("/")[2], labels.get(one) or one, is_agency, agency

    making.insert("origins", lines())


def _make_copies(making: Making) -> None:
    found = making.graph.query(_COPIES)
    assert isinstance(found, QuerySolutions)
    cut = len(making.graph.base)
    rows = []
    for row in found:
        article = making.articles.known(row["left"].value[cut:])
        right = row["right"].value[cut:]
        if article is not None:
            agency = right.partition("/")[2] if right.startswith("origin/") else None
            other = making.articles.known(right)
            reasons = row["reasons"].value if row["reasons"] is not None else ""
            score = float(row["score"].value)
            rows.append((article, row["relation"].value, other, agency, score, reasons))
    making.insert("copies", sorted(rows, key=lambda one: (one[0], one[1], str(one[2]), str(one[3]))))
