"""What the forms of questions propose: names of outlets, things, stories, articles, verbs and event types."""

from kg.errors import WrongParameter
from kg.flat import Choice, Flat
from kg.web.pages.questions import Field

MOST = 12
"""Proposals while somebody types."""
AT_ONCE = 60
"""Proposals that come with the page."""
FACETS = ("outlet", "predicate", "event")
"""Kinds whose values are few, so that they can come with the page."""
SEARCHED = {"entity": ("entity", "topic"), "story": ("story",), "article": ("article",)}
"""Kinds that are searched for, with the kinds of things that they are."""


def propose(flat: Flat, kind: str, text: str, *, limit: int = MOST) -> list[str]:
    """Return values of a kind that begin with, or have, the words typed so far; best first.

    Raises:
        WrongParameter: where there is no such kind.
    """
    if kind in FACETS:
        values = flat.facet(Choice(), kind, search=text, limit=limit).values
        return [one.label if kind == "outlet" else one.value for one in values if one.value != "-"]
    if kind not in SEARCHED:
        raise WrongParameter(f"nothing is proposed of kind {kind!r}; of {', '.join((*FACETS, *SEARCHED))}")
    if not text.strip():
        return []
    hits = flat.search(text, kinds=SEARCHED[kind], limit=limit)
    if kind == "article":
        return [flat.article(hit.key).line.id for hit in hits]
    return list(dict.fromkeys(hit.label for hit in hits))


def propose_at_once(flat: Flat, field: Field) -> list[str]:
    """Return the proposals for a field that come with the page."""
    return propose(flat, field.suggest, "", limit=AT_ONCE) if field.suggest in FACETS else []
