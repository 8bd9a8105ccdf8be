"""schema.org JSON-LD: claims as `Claim`, and people's verdicts on how they were read as `ClaimReview`.

A `Claim` here is a claim with one stance: what one article states and another negates are two of them, since the text
of a claim must not be put in the mouth of who says the opposite. Its `text` is what the first article says, word for
word, or the whole sentence where it is not stated, since the negation or the demand may stand outside the claim. Its
`author` is whom the articles quote, or the outlet where it speaks in its own voice; what is only wanted, feared or
asked has none.

kg rates nothing. A `ClaimReview` is there only where a person judged an assertion (`kg review`), and what was judged is
whether the article says so, not whether it is true: `reviewAspect` tells this, and there is no number that a machine
could take for a degree of truth.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.places import Places
from kg.exports.wording import render_claim, stance_of
from kg.query.overview import entity_types
from kg.records import ClaimRow
from kg.records.reviews import Standing, Verdict
from kg.store.reviews import review_states

CONTEXT = "https://schema.org"
ASPECT = "whether the article says this, not whether it is true"
"""What people judge with `kg review`."""
TYPE_BY_CLASS = {
    "Person": "Person",
    "Organisation": "Organization",
    "GeopoliticalEntity": "Organization",  # "Norland demands": its government speaks
    "Group": "Organization",
    "Facility": "Organization",  # "the Palace says": who works there
}
"""What schema.org takes for an author, by the class of the speaker; `Thing` for who has no class, as `officials`."""

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(slots=True)
class _Gathered:
    """What the rows say of one claim with one stance."""

    claim: str
    stance: str
    words: dict[tuple[str, str, int], tuple[str, str]] = field(default_factory=dict)
    """The article's words and its own short sentence, by day, article and offset."""
    articles: dict[str, tuple[str, str | None, str | None, str, str]] = field(default_factory=dict)
    """Day, headline, address, outlet and its IRI by the article's IRI."""
    authors: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    """Name, type and IRI."""
    about: dict[str, str | None] = field(default_factory=dict)
    """Labels by IRI."""
    reviewed: list[tuple[str, str, str]] = field(default_factory=list)
    """Assertion, article and words of what was reviewed."""


def _write(exported: Exported, output: BinaryIO) -> None:
    verdicts = _verdicts(exported)
    places = Places(exported)
    output.write(f'{{"@context": "{CONTEXT}", "@graph": ['.encode())
    between = b"\n"
    for gathered in _gather(exported, places, verdicts).values():
        claim = _claim(gathered)
        for item in (claim, *_reviews(gathered, claim, verdicts)):
            output.write(between + _render(item))
            between = b",\n"
    output.write(b"\n]}\n")


def _render(item: dict[str, Any]) -> bytes:
    """Render an item so that no text in it ends the script element of a web page that it is pasted into."""
    return _ENCODER.encode(item).replace("</", "<\\/").replace("<!--", "\\u003c!--").encode()


def _verdicts(exported: Exported) -> dict[str, list[Verdict]]:
    """Return the verdicts that count, by the assertion's IRI."""
    found: dict[str, list[Verdict]] = {}
    for state in review_states(exported.store):
        if isinstance(state.review, Verdict) and state.standing is Standing.COUNTS:
            iri = exported.store.identifiers.room("assertion", state.review.assertion).value
            found.setdefault(iri, []).append(state.review)
    return found


def _gather(exported: Exported, places: Places, verdicts: dict[str, list[Verdict]]) -> dict[tuple[str, str], _Gathered]:
    types = entity_types(exported.store)
    found: dict[tuple[str, str], _Gathered] = {}
    for row in exported.claim_rows():
        stance, place = stance_of(row), places.of(row)
        one = found.setdefault((row.claim, stance), _Gathered(row.claim, stance))
        quote = place.quote if stance == "stated" else row.sentence
        one.words[row.published or "9999", place.article, row.start] = quote, place.claim
        one.articles[place.article] = (row.published or "", row.title, place.url, row.outlet, place.outlet)
        name, type_, iri = _author(row, place.outlet, types)
        one.authors[iri or name] = (name, type_, iri)
        for slot in ("subject", "about"):
            if (thing := getattr(row, f"{slot}_iri")) and thing != row.claim:
                one.about[thing] = getattr(row, slot)
        if row.assertion in verdicts:
            one.reviewed.append((row.assertion, place.article, quote))
    return found


def _author(row: ClaimRow, outlet: str, types: dict[str, str]) -> tuple[str, str, str | None]:
    if not row.speakers:
        return row.outlet, "NewsMediaOrganization", outlet
    type_ = TYPE_BY_CLASS.get(types.get(row.speaker_iri or "", ""), "Thing")
    return row.speaker or row.speakers[-1] or "unnamed", type_, row.speaker_iri


def _claim(one: _Gathered) -> dict[str, Any]:
    text, name = one.words[min(one.words)]
    order = sorted(one.articles, key=lambda article: (one.articles[article][0] or "9999", article))
    first = one.articles[order[0]][0] or None
    appearance = [_article(iri, one.articles[iri]) for iri in order]
    about = sorted((iri, label) for iri, label in one.about.items() if label)
    item: dict[str, Any] = {
        "@type": "Claim",
        "@id": one.claim if one.stance == "stated" else f"{one.claim}#{one.stance}",
        "name": render_claim(name, one.stance),
        "text": text,
        "author": [_thing(type_, name, iri) for name, type_, iri in sorted(one.authors.values(), key=str)],
        "appearance": appearance,
        "firstAppearance": [article for article in appearance if article.get("datePublished") == first],
    }
    if "open" in one.stance:
        speakers = " and ".join(author["name"] for author in item.pop("author"))
        item["description"] = f"Nobody states this here; {speakers} may want, fear, expect or ask it."
    if first is None:  # which came first is known only where it has a day
        del item["firstAppearance"]
    if about:
        item["about"] = [_thing("Thing", str(label), iri) for iri, label in about]
    return item


def _article(iri: str, told: tuple[str, str | None, str | None, str, str]) -> dict[str, Any]:
    day, headline, url, outlet, publisher = told
    found = {"@type": "NewsArticle", "@id": iri, "headline": headline, "url": url, "datePublished": day or None}
    kept = {name: value for name, value in found.items() if value is not None}
    return kept | {"publisher": _thing("NewsMediaOrganization", outlet, publisher)}


def _thing(type_: str, name: str, iri: str | None) -> dict[str, str]:
    return {"@type": type_, **({"@id": iri} if iri else {}), "name": name}


def _reviews(one: _Gathered, claim: dict[str, Any], verdicts: dict[str, list[Verdict]]) -> Iterator[dict[str, Any]]:
    articles = {article["@id"]: article for article in claim["appearance"]}
    for assertion, article, quote in one.reviewed:
        base = assertion.rpartition("assertion/")[0]
        for verdict in verdicts[assertion]:
            rating = {"@type": "Rating", "alternateName": f"reading {verdict.verdict.value}", "reviewAspect": ASPECT}
            yield {
                "@type": "ClaimReview",
                "@id": f"{base}review/{verdict.key}",
                "claimReviewed": quote,
                "itemReviewed": {
                    **{name: claim[name] for name in ("@type", "@id", "name", "author") if name in claim},
                    "appearance": articles[article],
                },
                "reviewAspect": ASPECT,
                "reviewRating": rating | ({"ratingExplanation": verdict.note} if verdict.note else {}),
                "author": {"@type": "Person", "name": verdict.by},
                "datePublished": verdict.at.date().isoformat(),
            }


SCHEMA_ORG = Exporter(
    name="schema-org",
    title="schema.org JSON-LD: Claim with its articles, ClaimReview where people judged; fact-check tools, web pages",
    suffix=".schema.jsonld",
    endings=(".schema.json",),
    stream=_write,
)
