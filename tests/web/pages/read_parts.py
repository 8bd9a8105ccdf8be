"""Records of an invented quarrel over a bridge, for the pages for reading."""

from collections.abc import Sequence
from typing import Any

from kg.flat.records import (
    AssertionRow,
    ClaimLine,
    Mark,
    Outlet,
    Thing,
)
from tests.draw.rows import make_row

HOSTILE = '<img src=x onerror="alert(1)"> & </script><b>bold</b>'
MAYOR, BRIDGE = (
    Thing(room="entity", key="mayor-oduya", label="Mayor Oduya", type="Person"),
    Thing(room="topic", key="bridge", label="the old bridge"),
)
SENTENCE = "Mayor Oduya said that the old bridge will close in March."
PARTS = {
    "source": "Mayor Oduya",
    "cue": "said",
    "content": "the old bridge will close in March",
    "claim": "the old bridge will close",
}
"""Places of the sentence by what they are."""


def make_outlets(number: int) -> tuple[Outlet, ...]:
    """Return outlets, the most talkative first."""
    names = ("Harbour Courier", "Valley Observer", "The Evening Ferry", "Northgate Times")
    labels = [names[i] if i < len(names) else f"Regional Gazette No. {i}" for i in range(number)]
    return tuple(
        Outlet(key=f"outlet-{i}", label=label, n_articles=3 + i % 4, n_assertions=200 - i, n_claims=100)
        for i, label in enumerate(labels)
    )


def make_claim(number: int, outlets: Sequence[Outlet], **fields: Any) -> ClaimLine:
    """Return a claim that some outlets tell."""
    values = {
        "key": f"claim-{number}",
        "text": f"the city closes bridge {number}",
        "subject": MAYOR,
        "predicate": "close",
        "object": BRIDGE,
        "n_assertions": len(outlets),
        "n_outlets": len(outlets),
        "n_origins": max(1, len(outlets) // 2),
        "outlets": tuple(outlet.key for outlet in outlets),
        "first": "2025-02-01",
        "last": "2025-03-09",
        "contested": number % 3 == 0,
        "n_for": len(outlets),
        "n_against": 1 if number % 3 == 0 else 0,
        "story": "bridge",
    }
    return ClaimLine(**values | fields)


def make_told(
    number: int, outlet: Outlet, *, claim: int = 0, speaker: Thing | None = MAYOR, **fields: Any
) -> AssertionRow:
    """Return an assertion: by a speaker, or in the outlet's own voice."""
    said = (
        {"speaker": speaker.label, "speakers": (speaker.label,), "voice": "indirect", "cue": "said"} if speaker else {}
    )
    row = make_row(
        "Mayor Oduya",
        "close",
        "the old bridge",
        **{
            "assertion": f"https://kg.example/assertion/{number}",
            "outlet": outlet.label,
            "sentence": SENTENCE,
            "published": f"2025-02-{1 + number % 28:02}",
            "title": "A bridge is to close",
        }
        | said
        | fields,
    )
    return AssertionRow(
        row=row,
        key=f"{number:04x}",
        claim_key=f"claim-{claim}",
        claim_text="the old bridge closes",
        article_key=f"article-{outlet.key}",
        outlet_key=outlet.key,
        story_key="bridge",
        story="A bridge closes",
        speakers=(speaker,) if speaker else (),
        subject=MAYOR,
        object=BRIDGE,
        about=BRIDGE,
        place=None,
        arguments=(),
        n_assertions=3,
        n_outlets=2,
        n_origins=1,
        contested=False,
        marks=tuple(
            Mark(start=SENTENCE.find(words), end=SENTENCE.find(words) + len(words), kind=kind)
            for kind, words in sorted(PARTS.items())
        ),
    )
