"""Claim rows to draw: from `tests/cases/drawing.toml`, one by one, and by the thousand."""

import random
import tomllib
from pathlib import Path
from typing import Any

from kg.records import ClaimRow

BASE = "https://kg.example/"
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "drawing.toml").read_text(encoding="utf-8"))
TYPES = {f"{BASE}entity/{name.lower().replace(' ', '-')}": kind for name, kind in CASES["types"].items()}


def iri(label: str) -> str:
    """Return an entity's IRI where its type is given, else a topic's."""
    slug = label.lower().replace(" ", "-")
    entity = f"{BASE}entity/{slug}"
    return entity if entity in TYPES else f"{BASE}topic/{slug}"


def make_row(subject: str | None = "Russia", predicate: str = "demand", obj: str | None = "regions", **fields: Any):
    """Make a row; fields not named are those of a plain claim in an outlet's own voice."""
    values = {
        "assertion": f"{BASE}assertion/1",
        "claim": f"{BASE}claim/{subject}-{predicate}-{obj}-{fields.get('object_iri')}",
        "article": "1",
        "outlet": "Kyiv Dispatch",
        "published": "2025-07-22",
        "url": "https://news.example/1",
        "title": "Talks set for Wednesday",
        "speaker": None,
        "speaker_iri": None,
        "cue": None,
        "voice": "narrator",
        "subject": subject,
        "subject_iri": iri(subject) if subject else None,
        "predicate": predicate,
        "object": obj,
        "object_iri": iri(obj) if obj else None,
        "about": obj,
        "about_iri": iri(obj) if obj else None,
        "event_type": None,
        "polarity": "positive",
        "certainty": "certain",
        "tense": "present",
        "time": None,
        "place": None,
        "quantity": None,
        "unit": None,
        "sentence": "Russia demands regions.",
        "start": 0,
        "end": 22,
        "confidence": 0.9,
        "rule": "clause",
    }
    return ClaimRow(**(values | fields))


def sample_rows() -> list[ClaimRow]:
    """Return the rows of `drawing.toml`: about thirty edges, five outlets."""
    rows: list[ClaimRow] = []
    numbers = {outlet: str(i) for i, outlet in enumerate(CASES["outlets"])}
    for claim in CASES["claim"]:
        subject, predicate, obj = (part.strip() or None for part in claim["of"].split("|"))
        for said in claim["rows"]:
            outlet = said["outlet"]
            start = 100 * len(rows)
            rows.append(
                make_row(
                    subject,
                    predicate,
                    obj,
                    assertion=f"{BASE}assertion/{len(rows)}",
                    polarity=claim.get("polarity", "positive"),
                    outlet=outlet,
                    article=numbers[outlet],
                    published=CASES["outlets"][outlet],
                    title=f"What to know before the talks, by {outlet}",
                    url=f"https://news.example/{numbers[outlet]}",
                    speaker=said.get("speaker"),
                    speakers=(said["speaker"],) if "speaker" in said else (),
                    cue=said.get("cue"),
                    voice="indirect" if "speaker" in said else "narrator",
                    certainty=said.get("certainty", "certain"),
                    sentence=said["sentence"],
                    sentence_start=start,
                    start=start,
                    end=start + len(said["sentence"]) - 1,
                )
            )
    return rows


def many_rows(n_edges: int = 2000, *, seed: int = 1) -> list[ClaimRow]:
    """Return rows of that many different claims between things of very different fame, as news has them."""
    rnd = random.Random(seed)
    names = [f"Person number {i}" if i % 3 else f"topic of some length {i}" for i in range(n_edges * 6 // 10)]
    seen: set[tuple[str, str, str]] = set()
    rows: list[ClaimRow] = []
    while len(seen) < n_edges:
        subject, obj = (names[int(len(names) * rnd.random() ** 2.2)] for _ in range(2))
        predicate = rnd.choice(("say", "meet", "accuse", "support", "attack", "visit", "reject"))
        if subject == obj or (subject, predicate, obj) in seen:
            continue
        seen.add((subject, predicate, obj))
        polarity = rnd.choice(("positive",) * 9 + ("negative",))
        for outlet in rnd.sample(range(12), rnd.choice((1, 1, 1, 2, 4))):
            sentence = f"{subject} may {predicate} {obj}, it was said in a sentence of the usual length in the news."
            rows.append(
                make_row(
                    subject,
                    predicate,
                    obj,
                    outlet=f"Outlet {outlet}",
                    article=f"{outlet}-{len(rows) % 56}",
                    published=f"2025-07-{1 + len(rows) % 28:02d}",
                    polarity=polarity,
                    sentence=sentence,
                )
            )
    return rows
