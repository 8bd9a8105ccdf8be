"""The lexicon of cues, ready to be asked: which words report, what they do to their content, which introduce speech."""

from kg.lexicon import load_lexicon

CUES = load_lexicon("cues")
VERBS = {word: entry for entry in CUES.entries if entry["part"] == "verb" for word in entry.words}
SPEECH_VERBS = frozenset(word for word, entry in VERBS.items() if entry.fields.get("speech"))
"""Verbs that can introduce words in quotation marks."""


def stance_of(lemma: str) -> str:
    """Return what a cue does with its content; `report` where the lexicon says nothing.

    A verb with its preposition (`call for`) has its own stance; else the verb's counts.
    """
    entry = VERBS.get(lemma) or VERBS.get(lemma.split(" ", 1)[0])
    return str(entry["stance"]) if entry is not None else "report"
