"""The kinds of things that need a person, in the order of the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of things that need a person."""

    name: str
    """As an address has it."""
    title: str
    lead: str
    """What is to be decided, and why these come first."""
    empty: str
    """What it means where there is none."""
    is_pair: bool = True
    """Whether two things are held against each other, or one assertion is looked at."""
    is_joined: bool = True
    """Whether it is asked if the two are one."""


KINDS = (
    Kind(
        name="shaky",
        title="Shaky and contested",
        lead="Outlets disagree on these claims, and the sentences were read with the least confidence. "
        "Does the sentence say what was read in it?",
        empty="Nobody needs to look: no contested claim is left without a verdict.",
        is_pair=False,
        is_joined=False,
    ),
    Kind(
        name="unsure",
        title="Least sure of all",
        lead="These sentences were read with the least confidence. Does each say what was read in it?",
        empty="Every assertion of the graph has a verdict.",
        is_pair=False,
        is_joined=False,
    ),
    Kind(
        name="same-claim",
        title="Perhaps two claims",
        lead="Two sentences were taken to make one claim, with the lowest scores. Do they?",
        empty="No two sentences were joined that nobody has looked at.",
    ),
    Kind(
        name="same-entity",
        title="Perhaps two entities",
        lead="Two names were taken to name one, with the lowest scores. Do they?",
        empty="No two names were joined that nobody has looked at.",
    ),
    Kind(
        name="missing",
        title="Perhaps one claim",
        lead="One claim says a little more than the other, or follows from it, and they were kept apart. "
        "Are they one and the same?",
        empty="No two claims come so close that somebody should look.",
    ),
    Kind(
        name="contradictions",
        title="Contradictions",
        lead="These claims were taken to contradict each other, the least sure ones first. "
        "Does each sentence say what was read in it?",
        empty="No claims contradict each other.",
        is_joined=False,
    ),
)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
