"""An article with what was read in it."""

from collections import defaultdict

import numpy as np

from kg.flat.page_records import ArticleAssertion, ArticlePage, CopyLine, TextMark
from kg.flat.records import ArticleLine, AssertionRow, Mark
from kg.flat.tallying import Tally
from kg.records import Polarity

N_NEIGHBOURS = 12
BACK = {"copies": "copied by", "revises": "revised by", "shares-passages": "shares passages"}
WORDS = {"shares-passages": "shares passages"}


def read_article(tally: Tally, key: str) -> ArticlePage:
    """Return an article with its text, marks and assertions.

    Raises:
        NotInGraph: where it is not there.
    """
    reading, file = tally.reading, tally.file
    number = reading.number("articles", key)
    line = reading.articles([number])[0]
    ((outlet, name, author, story, origin, text),) = file.lines(
        """SELECT a.outlet, a.name, a.author, a.story, a.origin, t.text FROM articles a JOIN texts t ON t.article = a.id
        WHERE a.id = ?""",
        (number,),
    )
    revisions = file.lines("SELECT id FROM articles WHERE outlet = ? AND name = ? ORDER BY id", (outlet, name))
    numbers = np.flatnonzero(file.column("article") == number).tolist()
    rows = reading.assertions(numbers)
    return ArticlePage(
        line=line,
        outlet=reading.outlets[outlet],
        author=author,
        text=text,
        revisions=reading.articles(one for (one,) in revisions),
        origin=_origin(tally, origin, number),
        copies=_copies(tally, number),
        story=reading.stories([story])[0] if story is not None else None,
        neighbours=_neighbours(tally, number, outlet, story),
        marks=tuple(_marks(tally, numbers, rows)),
        assertions=tuple(_assertions(tally, numbers, rows)),
    )


def triple_of(row: AssertionRow) -> str:
    """Return who does what in words: `Russia · demand · four regions`."""
    told = row.row
    denied = "not " if told.polarity == Polarity.NEGATIVE.value else ""
    predicate = (told.relation or "").rpartition("/")[2].replace("-", " ") or told.predicate
    rest = [told.object] if told.object else [f"{one['role']} {one['text']}" for one in told.arguments[:1]]
    return " · ".join(part for part in (told.subject or "(nobody named)", denied + predicate, *rest) if part)


def _origin(tally: Tally, origin: int | None, article: int) -> str:
    found = tally.file.lines("SELECT label, is_agency, agency FROM origins WHERE id = ?", (origin,))
    shared = tally.file.lines("SELECT COUNT(*) FROM articles WHERE origin = ? AND id != ?", (origin, article))
    if not found:
        return "its own text"
    label, is_agency, agency = found[0]
    if agency or is_agency:
        return f"a text of {agency or label}"
    return f"shared with {shared[0][0]} other articles: {label}" if shared[0][0] else "its own text"


def _copies(tally: Tally, number: int) -> tuple[CopyLine, ...]:
    lines = tally.file.lines(
        """SELECT c.relation, c.other, c.agency, c.share, c.reasons, o.label, 0 FROM copies c
          LEFT JOIN origins o ON o.key = c.agency WHERE c.article = ?
        UNION ALL SELECT relation, article, NULL, share, reasons, NULL, 1 FROM copies WHERE other = ?""",
        (number, number),
    )
    others = sorted({line[1] for line in lines if line[1] is not None})
    articles = dict(zip(others, tally.reading.articles(others), strict=True))
    found = []
    for relation, other, agency, share, reasons, label, is_back in lines:
        article = articles.get(other)
        named = article.title or article.id if article is not None else label or agency or ""
        found.append(
            CopyLine(
                relation=str(BACK.get(relation, relation) if is_back else WORDS.get(relation, relation)),
                article=article,
                label=named,
                share=share if article is not None else None,
                reasons=tuple(reasons.split("; ")) if reasons else (),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.relation, -(one.share or 0), one.label)))


def _neighbours(tally: Tally, number: int, outlet: int, story: int | None) -> tuple[ArticleLine, ...]:
    query = """SELECT id FROM articles WHERE story = ? AND id != ? AND newer IS NULL
      ORDER BY outlet = ?, published, id LIMIT ?"""
    found = tally.file.lines(query, (story, number, outlet, N_NEIGHBOURS))
    return tally.reading.articles(one for (one,) in found)


def _marks(tally: Tally, numbers: list[int], rows: tuple[AssertionRow, ...]) -> list[TextMark]:
    """Return the places of sources, cues, contents and claims; equal places of one kind are one mark."""
    query = """SELECT id, cue_start, cue_end, source_start, source_end, reported_by FROM assertions
      WHERE id IN (SELECT value FROM json_each(?))"""
    lines = {line[0]: line for line in tally.file.lines_of(query, numbers)}
    keys: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    contents: dict[tuple[object, ...], list[AssertionRow]] = defaultdict(list)
    for number, row in zip(numbers, rows, strict=True):
        _, cue_start, cue_end, source_start, source_end, outer = lines[number]
        keys[row.row.start, row.row.end, "claim"].append(row.key)
        if cue_start is not None:
            keys[cue_start, cue_end, "cue"].append(row.key)
        if source_start is not None:
            keys[source_start, source_end, "source"].append(row.key)
        if row.row.speakers or row.row.cue:
            contents[row.row.sentence_start, outer, cue_start, row.row.speakers].append(row)
    for told in contents.values():
        start, end = min(row.row.start for row in told), max(row.row.end for row in told)
        keys[start, end, "content"].extend(row.key for row in told)
    return [
        TextMark(mark=Mark(start=start, end=end, kind=kind), assertions=tuple(found))
        for (start, end, kind), found in sorted(keys.items(), key=lambda item: (item[0][0], -item[0][1], item[0][2]))
    ]


def _assertions(tally: Tally, numbers: list[int], rows: tuple[AssertionRow, ...]) -> list[ArticleAssertion]:
    claims = sorted({int(tally.file.column("claim")[one]) for one in numbers})
    lines = {claim.key: claim for claim in tally.reading.claims(claims)}
    return [
        ArticleAssertion(
            row=row,
            triple=triple_of(row),
            other_outlets=tuple(key for key in lines[row.claim_key].outlets if key != row.outlet_key),
        )
        for row in rows
    ]
