"""Reviews as JSON Lines, one per line, to carry them to another graph: things are named by key, not by IRI.

{"assertion": "5f2c…", "verdict": "rejected", "by": "Mia Lund", "at": "2025-07-22T09:30:00Z", "note": "", "words": "…"}
{"kind": "entity", "left": "ana-reyes", "right": "reyes", "relation": "same", "by": …}
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from kg.records import Place, Problem
from kg.records.reviews import (
    Joining,
    JoiningKind,
    JoiningRelation,
    Judgement,
    Review,
    Verdict,
    timestamp,
    utc_seconds,
)


def render_review(review: Review) -> str:
    """Return a review as one line of JSON, without the line's end."""
    signed = {"by": review.by, "at": timestamp(review.at), "note": review.note, "words": review.words}
    if isinstance(review, Verdict):
        return json.dumps(
            {"assertion": review.assertion, "verdict": review.verdict.value, **signed}, ensure_ascii=False
        )
    joined = {"kind": review.kind.value, "left": review.left, "right": review.right, "relation": review.relation.value}
    return json.dumps(joined | signed, ensure_ascii=False)


def parse_reviews(lines: Iterable[str], *, path: str) -> Iterator[Review | Problem]:
    """Yield the review of each line, or what is wrong with it; empty lines are passed over.

    Args:
        lines: as `render_review` writes them; `note` and `words` may be missing.
        path: where they come from, for problems.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                review = _parse(json.loads(line))
                render_review(review).encode()  # JSON may escape what is no text: half a surrogate pair
                yield review
            except (ValueError, TypeError, KeyError) as error:
                place = Place(path=path, line=number)
                yield Problem(place=place, kind="review", message=f"no review: {_reason(error)}")


def _parse(found: dict[str, Any]) -> Review:
    signed = {
        "by": _word(found, "by"),
        "note": str(found.get("note") or ""),
        "words": str(found.get("words") or ""),
    }
    at = utc_seconds(datetime.fromisoformat(_word(found, "at")))
    if "assertion" in found:
        return Verdict(assertion=_word(found, "assertion"), verdict=Judgement(found["verdict"]), at=at, **signed)
    return Joining(
        kind=JoiningKind(found["kind"]),
        left=_word(found, "left"),
        right=_word(found, "right"),
        relation=JoiningRelation(found["relation"]),
        at=at,
        **signed,
    )


def _word(found: dict[str, Any], name: str) -> str:
    word = found[name]
    if not isinstance(word, str) or not word.strip():
        raise ValueError(f"{name!r} must be text")
    return word


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
