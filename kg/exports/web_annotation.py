"""Web Annotation JSON-LD (W3C Recommendation, 2017): each assertion as an annotation of its place in the article.

One AnnotationCollection with one page, as the standard has it, and within it one annotation a line: a program reads the
document as a whole, a stream reads it line by line. JSON lines alone would be no document of the standard, and pages of
a few annotations each would be many files.

The offsets point into the article's text as kg keeps it, whose hash is told; they are half-open, in Unicode code
points, as the standard counts them. On the web page itself the quote finds the place, where the page has not changed.
"""

import json
from typing import Any, BinaryIO

from kg.exports.crate_runs import PastRun, read_runs
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.places import Place, Places
from kg.exports.wording import render_claim, render_source, stance_of
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import NAMESPACE_BY_PREFIX
from kg.records import ClaimRow

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""Where the standard keeps its context; readers know it by heart, kg never asks for it."""
PREFIXES = {prefix: NAMESPACE_BY_PREFIX[prefix] for prefix in ("kg", "prov", "schema", "xsd")}

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TAGS = ("subject", "object", "about", "speaker")
"""Slots of the claim row whose things an annotation is tagged with."""


def _write(exported: Exported, output: BinaryIO) -> None:
    places, base = Places(exported), exported.store.base
    runs = {run.iri: run for run in read_runs(exported.store)}
    this = f"{base}graph/annotations"
    head = {"@context": [CONTEXT, PREFIXES], "id": this, "type": "AnnotationCollection"}
    head["label"] = f"{exported.name}: who says what, marked in the articles"
    page = {"id": f"{this}?page=1", "type": "AnnotationPage", "partOf": this, "startIndex": 0}
    output.write(f'{_ENCODER.encode(head)[:-1]},\n"first":{_ENCODER.encode(page)[:-1]},"items":['.encode())
    total = 0
    for total, row in enumerate(exported.claim_rows(), 1):
        annotation = _annotation(row, places.of(row), runs)
        output.write(b"\n" if total == 1 else b",\n")
        output.write(_ENCODER.encode(annotation).encode())
    last = {"last": f"{this}?page=1", "total": total}  # the number is known only now, and members have no order
    output.write(f"\n]}},\n{_ENCODER.encode(last)[1:]}\n".encode())


def _annotation(row: ClaimRow, place: Place, runs: dict[str, PastRun]) -> dict[str, Any]:
    run = runs[place.run]
    language = {"language": run.language} if run.language else {}
    words = f"{render_source(row)}: {render_claim(place.claim, stance_of(row))}"
    things = dict.fromkeys(iri for slot in _TAGS if (iri := getattr(row, f"{slot}_iri")))
    return {
        "id": f"{row.assertion}#annotation",
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"id": run.software, "type": "Software", "name": f"kg {run.version}".rstrip()},
        "prov:wasGeneratedBy": {"id": run.iri},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", **language, "value": words},
            _pointer("identifying", _assertion(row)),
            *(_pointer("tagging", iri) for iri in things),
        ],
        "target": {"type": "SpecificResource", "source": _source(row, place), "selector": _selectors(row, place)},
    }


def _pointer(purpose: str, source: object) -> dict[str, object]:
    return {"type": "SpecificResource", "purpose": purpose, "source": source}


def _assertion(row: ClaimRow) -> dict[str, Any]:
    """Return what the graph itself says of the assertion, the speaker as it was resolved; so the two can be joined."""
    found: dict[str, Any] = {"id": row.assertion, "type": "kg:Assertion", "kg:says": {"id": row.claim}}
    for name, value in (("voice", row.voice), ("polarity", row.polarity), ("certainty", row.certainty)):
        found[f"kg:{name}"] = {"id": f"kg:{value.title()}"}
    if row.speaker_iri:
        found["kg:speaker"] = {"id": row.speaker_iri}
    confidence = number_literal(row.confidence)
    found["kg:confidence"] = {"@type": confidence.datatype.value, "@value": confidence.value}
    return found


def _source(row: ClaimRow, place: Place) -> dict[str, Any]:
    told = {
        "schema:headline": row.title,
        "schema:url": place.url,
        "schema:datePublished": {"@type": "xsd:date", "@value": row.published} if row.published else None,
        "schema:publisher": {"id": place.outlet, "schema:name": row.outlet},
        "kg:textHash": f"sha256:{place.text_hash}",
    }
    found = {"id": place.article, "type": ["Text", "schema:NewsArticle"], "format": "text/plain"}
    return found | {name: value for name, value in told.items() if value is not None}


def _selectors(row: ClaimRow, place: Place) -> list[dict[str, Any]]:
    quote = {"type": "TextQuoteSelector", "exact": place.quote}
    if place.before is not None and place.after is not None:
        quote |= {"prefix": place.before, "suffix": place.after}
    return [{"type": "TextPositionSelector", "start": row.start, "end": row.end}, quote]


WEB_ANNOTATION = Exporter(
    name="web-annotation",
    title="W3C Web Annotation JSON-LD, one annotation per assertion; annotation servers and tools, IIIF, programs",
    suffix=".anno.jsonld",
    endings=(".anno.json",),
    stream=_write,
)
