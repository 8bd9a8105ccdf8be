"""A possible attribution, as positions of tokens in a Doc."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token


@dataclass(slots=True, kw_only=True)
class Candidate:
    """Who may be said to have said what; positions are in the order of the text, without repetition."""

    trigger: Token
    """The word that carries the cue."""
    lemma: str
    """The trigger's base form, with the preposition that its frame asks for (`call for`)."""
    frame: str
    """How the content hangs on the trigger: `clause`, `infinitive`, `object`, … (`lexicon/cue_frames.toml`)."""
    cue: list[int]
    content: list[int]
    source: list[int] = field(default_factory=list)
    """Empty where nobody is named."""
    part: str = "verb"
    """The cue's part of speech in the lexicon: verb, noun, adjective, adverb, phrase."""
    is_quoted: bool = False
    """True where a quotation, not the syntax alone, gave the content."""
    confidence: float = 0.0


def sort_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates in the order of their first words."""
    return sorted(candidates, key=lambda one: (min(*one.cue, *one.source, *one.content), one.trigger.i))
