"""spaCy's English tokeniser with the treebanks' habits: https://universaldependencies.org/en/index.html#tokenization.

Repeated marks stay together, and so do a prefix and its word ("co-founder", but "pro-Western", whose name is to be
found), a hashtag, and an abbreviation with its full stop; "and/or" and "wanna" come apart.
"""

import re
from collections.abc import Iterable
from typing import Any, cast

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

RUNS = (
    r"[!?]{2,}",
    r"\.{2,}",
    r"={2,}",
    r"\*{2,}",
    r"_{2,}",
    r"~{2,}",
    r"#{2,}",
    r"-{2,}",
    r"\${2,}",
    r"<{2,}",
    r">{2,}",
)
"""Repeated marks."""
PREFIXES = (
    *("anti", "co", "counter", "cross", "e", "extra", "inter", "intra", "mid", "mini", "mis", "multi", "non", "pan"),
    *("post", "pre", "pro", "re", "semi", "sub", "super", "trans", "ultra", "un"),
)
"""Word parts that a hyphen keeps with a word in lower case."""
ABBREVIATIONS = ("al.", "approx.", "etc.", "ft.", "Ft.", "Lt.", "Mlle.")
PARTS = {"and/or": ("and", "/", "or"), "wanna": ("wan", "na"), "Wanna": ("Wan", "na"), "outta": ("out", "ta")}
"""Words that come apart."""
NO_WORDS = ("):", ":)", "8)", "8D", "xD", "XD", "=)", "=3", "=D")
"""Emoticons of spaCy's that are ordinary marks or codes in news."""


def adapt_tokeniser(nlp: Language) -> None:
    """Give a blank English pipeline these habits."""
    defaults = nlp.Defaults
    tokeniser = cast("Any", nlp.tokenizer)  # compiled, without a stub
    prefixes = [mark if mark != "#" else r"#(?![A-Za-z])" for mark in defaults.prefixes or ()]
    tokeniser.prefix_search = compile_prefix_regex([*RUNS, *prefixes]).search
    tokeniser.suffix_search = compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search
    infixes = [_spare_prefixes(str(mark)) for mark in defaults.infixes or ()]
    tokeniser.infix_finditer = compile_infix_regex([*RUNS, *infixes]).finditer
    tokeniser.rules = {form: parts for form, parts in tokeniser.rules.items() if form not in NO_WORDS}
    for abbreviation in ABBREVIATIONS:
        tokeniser.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    for word, parts in PARTS.items():
        tokeniser.add_special_case(word, [{"ORTH": part} for part in parts])


def _spare_prefixes(infix: str) -> str:
    """Keep the pattern that splits words at hyphens from splitting off a prefix."""
    if "-|–" not in infix:
        return infix
    spared = "".join(rf"(?<!\b{part})" for part in _both_cases(PREFIXES))
    # What begins a prefix's word in upper case is a name, and splits.
    return rf"(?:{spared}|(?=\W+[A-Z])){infix}"


def _both_cases(words: Iterable[str]) -> list[str]:
    return [re.escape(form) for word in words for form in (word, word.capitalize())]
