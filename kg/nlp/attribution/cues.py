"""The lexicon of cues, ready to be asked: which words report, what they do to their content, which introduce speech."""

from functools import cache

from spacy.tokens import Token

from kg.lexicon import load_lexicon
from kg.nlp.attribution.candidates import Candidate

CUES = load_lexicon("cues")
STANCES = {
    part: {
        word: str(entry["stance"]) for entry in reversed(CUES.entries) if entry["part"] == part for word in entry.words
    }
    for part in ("verb", "noun", "adjective", "adverb", "phrase")
}
"""Part of speech → cue → stance; where a word stands in several entries, the first one counts."""
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
NEGATED = {
    "announce": "doubt",
    "believe": "deny",
    "claim": "doubt",
    "confirm": "doubt",
    "deny": "confirm",
    "doubt": "believe",
    "expect": "deny",
    "forbid": "permit",
    "hope": "oppose",
    "intend": "refuse",
    "oppose": "support",
    "permit": "forbid",
    "promise": "refuse",
    "refuse": "intend",
    "report": "doubt",
    "seem": "deny",
    "show": "doubt",
    "support": "oppose",
}
"""What a negated cue does: who does not believe a thing denies it, who did not say it leaves it open."""
SPEECH_VERBS = CUES.words(part="verb", speech=True)
"""Verbs that can introduce words in quotation marks."""
VERBS = frozenset(word.split(" ", 1)[0] for word in CUES.words(part="verb"))
"""Verbs that may report, alone or with a preposition or particle."""
NOUNS = CUES.words(part="noun")
ADJECTIVES = CUES.words(part="adjective")
ADVERBS = CUES.words(part="adverb")
"""Adverbs that say that somebody reports, and not who."""


@cache
def stance_of(lemma: str, *, part: str = "verb", default: str = "report") -> str:
    """Return what a cue does with its content, such as `report`, `deny`, `demand`.

    A cue with its preposition or particle (`call for`) may have a stance of its own; else the first word's counts.
    """
    stances = STANCES[part]
    return stances.get(lemma) or stances.get(lemma.split(" ", 1)[0]) or default


def stance_in(candidate: Candidate) -> str:
    """Return a candidate's stance by its cue, its form and its negation."""
    stance = bare_stance(candidate, default="report")
    return NEGATED.get(stance, stance) if is_negated(candidate.trigger) else stance


def bare_stance(candidate: Candidate, *, default: str) -> str:
    """Return a candidate's stance by its cue and its form.

    An infinitive may change it (`told them to leave` demands), `whether` leaves the content open.
    """
    doc, lemma = candidate.trigger.doc, candidate.lemma.lower()
    stance = stance_of(lemma, part=candidate.part, default=default)
    if "infinitive" in candidate.frame:
        return STANCES[candidate.part].get(f"{lemma} to", stance)
    is_open = bool(candidate.content) and doc[candidate.content[0]].lower_ in ("whether", "if")
    return "ask" if is_open and stance != "doubt" else stance


def is_negated(cue: Token) -> bool:
    """Tell whether a cue is negated by a word of its own."""
    return any(child.lower_ in NEGATIONS for child in cue.children)
