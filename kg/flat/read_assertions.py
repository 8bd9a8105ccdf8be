"""Assertions of an open flat table as records."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.flat.file import FlatFile
from kg.flat.records import AssertionRow, Mark, Outlet, Thing
from kg.rdf.identifiers import encode_key
from kg.rdf.vocabulary import REL
from kg.records import ClaimRow

_PLAIN = (
    "speaker", "cue", "voice", "subject", "predicate", "object", "about", "event_type", "polarity", "certainty",
    "tense", "time", "place", "quantity", "unit", "confidence", "rule", "start", "end",
)  # fmt: skip
"""Fields of a claim row that stand in the table as they are."""
_OF_ARTICLE = ("published", "url", "title")
_SLOTS = ("speaker", "subject", "object", "about", "place")
_MORE = (
    "a.id AS number", "a.key AS key", "c.key AS claim_key", "w.text AS claim_text", "r.key AS article_key",
    "r.name AS article", "r.outlet AS outlet", "t.key AS story_key", "t.label AS story", "s.text AS sentence",
    "s.start AS sentence_start", "a.speakers", "a.arguments", "a.relation", "a.object_claim", "a.cue_start",
    "a.cue_end", "a.source_start", "a.source_end", "c.n_assertions", "c.n_outlets", "c.n_origins", "c.n_against",
)  # fmt: skip
_COLUMNS = (
    *(f"a.{name} AS {name}" for name in _PLAIN),
    *(f"a.{slot}_thing AS {slot}_thing" for slot in _SLOTS),
    *(f"r.{name} AS {name}" for name in _OF_ARTICLE),
    *_MORE,
)
_NAMES = tuple(column.rpartition(" ")[2].rpartition(".")[2] for column in _COLUMNS)
_QUERY = f"""SELECT {", ".join(_COLUMNS)}
  FROM assertions a JOIN claims c ON c.id = a.claim JOIN wordings w ON w.id = a.wording
  JOIN articles r ON r.id = a.article JOIN sentences s ON s.id = a.sentence LEFT JOIN stories t ON t.id = r.story
  WHERE a.id IN (SELECT value FROM json_each(?))"""

_Found = dict[str, Any]


def read_assertions(
    file: FlatFile,
    numbers: Iterable[int],
    *,
    outlets: Sequence[Outlet],
    verdicts: Mapping[int, str],
    things: Callable[[Iterable[int]], dict[int, Thing]],
) -> tuple[AssertionRow, ...]:
    """Return assertions in the order in which they are asked for.

    Args:
        file: the open table.
        numbers: of the assertions.
        outlets: all outlets by number.
        verdicts: what people hold, by the number of the assertion.
        things: reads entities and topics by their numbers.
    """
    wanted = [int(one) for one in numbers]
    lines = (dict(zip(_NAMES, line, strict=True)) for line in file.lines_of(_QUERY, wanted))
    found = {line["number"]: line for line in lines}
    for line in found.values():
        line["speakers"], line["arguments"] = json.loads(line["speakers"]), json.loads(line["arguments"])
    ids = {line[f"{slot}_thing"] for line in found.values() for slot in _SLOTS}
    ids |= {named[-1] for line in found.values() for named in (*line["speakers"], *line["arguments"])}
    known = things(one for one in ids if one is not None)
    return tuple(
        _assertion(found[one], known, outlets[found[one]["outlet"]], base=file.base, verdict=verdicts.get(one))
        for one in wanted
        if one in found
    )


def _assertion(
    line: _Found, things: Mapping[int, Thing], outlet: Outlet, *, base: str, verdict: str | None
) -> AssertionRow:
    counts = {name: line[name] for name in ("n_assertions", "n_outlets", "n_origins")}
    named: dict[str, Any] = {slot: things.get(line[f"{slot}_thing"]) for slot in _SLOTS if slot != "speaker"}
    return AssertionRow(
        row=_row(line, things, outlet, base=base, verdict=verdict),
        key=line["key"],
        claim_key=line["claim_key"],
        claim_text=line["claim_text"],
        article_key=line["article_key"],
        outlet_key=outlet.key,
        story_key=line["story_key"],
        story=line["story"],
        speakers=tuple(things[thing] for _, thing in line["speakers"] if thing is not None),
        arguments=tuple(things.get(thing) for _, _, thing in line["arguments"]),
        contested=line["n_against"] > 0,
        marks=tuple(_marks(line)),
        **named,
        **counts,
    )


def _row(line: _Found, things: Mapping[int, Thing], outlet: Outlet, *, base: str, verdict: str | None) -> ClaimRow:
    iris: dict[str, Any] = {
        f"{slot}_iri": _iri(things.get(line[f"{slot}_thing"]), base) for slot in _SLOTS if slot != "place"
    }
    if line["object_claim"] is not None:
        iris["object_iri"] = f"{base}claim/{line['object_claim']}"
    plain = {name: line[name] for name in (*_PLAIN, *_OF_ARTICLE, "article", "sentence", "sentence_start")}
    return ClaimRow(
        assertion=f"{base}assertion/{line['key']}",
        claim=f"{base}claim/{line['claim_key']}",
        outlet=outlet.label,
        speakers=tuple(label for label, _ in line["speakers"]),
        arguments=tuple(
            {"role": role, "text": text, "iri": _iri(things.get(thing), base)}
            for role, text, thing in line["arguments"]
        ),
        relation=f"{REL}{line['relation']}",
        verdict=verdict,
        **iris,
        **plain,
    )


def _iri(thing: Thing | None, base: str) -> str | None:
    return f"{base}{thing.room}/{encode_key(thing.key)}" if thing is not None else None


def _marks(line: _Found) -> list[Mark]:
    """Return the places of an assertion as marks in its sentence; what lies outside of it is left out."""
    start, length = line["sentence_start"], len(line["sentence"])
    places = (("source", "source_start", "source_end"), ("cue", "cue_start", "cue_end"), ("claim", "start", "end"))
    found = []
    for kind, first, last in places:
        if line[first] is not None:
            within = max(line[first] - start, 0), min(line[last] - start, length)
            if within[0] < within[1]:
                found.append(Mark(start=within[0], end=within[1], kind=kind))
    return sorted(found, key=lambda mark: (mark.start, -mark.end))
