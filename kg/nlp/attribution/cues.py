"""The lexicon of cues, ready to be asked: which words report, what they do to their content, which introduce speech."""

from functools import cache

from kg.lexicon import load_lexicon

CUES = load_lexicon("cues")
STANCE_BY_CUE = {word: str(entry["stance"]) for entry in reversed(CUES.entries) for word in entry.words}
"""Where a word stands in several entries, the first one counts."""
SPEECH_VERBS = CUES.words(part="verb", speech=True)
"""Verbs that can introduce words in quotation marks."""
NOUNS = CUES.words(part="noun")
ADJECTIVES = CUES.words(part="adjective")
ADVERBS = CUES.words(part="adverb")
"""Adverbs that say that somebody reports, and not who."""


@cache
def stance_of(lemma: str, default: str = "report") -> str:
    """Return what a cue does with its content, such as `report`, `deny`, `demand`.

    A verb with its preposition or particle (`call for`) may have a stance of its own; else the verb's counts.
    """
    return STANCE_BY_CUE.get(lemma) or STANCE_BY_CUE.get(lemma.split(" ", 1)[0]) or default
