"""Component `kg_lemmas`: base forms of words by lemminflect, with the tag as its guide.

Source: lemminflect (https://github.com/bjascob/LemmInflect), whose forms come from the NIH Specialist Lexicon.
Pipelines that set lemmas themselves are left alone.
"""

from functools import lru_cache

from lemminflect import getLemma
from spacy.language import Language
from spacy.tokens import Doc, Token

IRREGULAR = {
    ("n't", "RB"): "not",
    ("n’t", "RB"): "not",
    ("nt", "RB"): "not",
    ("'ll", "MD"): "will",
    ("’ll", "MD"): "will",
    ("wo", "MD"): "will",
    ("ca", "MD"): "can",
    ("sha", "MD"): "shall",
    ("'d", "MD"): "would",
    ("’d", "MD"): "would",
    ("'d", "VBD"): "have",
    ("’d", "VBD"): "have",
    ("'ve", "VBP"): "have",
    ("’ve", "VBP"): "have",
    ("'ve", "VB"): "have",
    ("’ve", "VB"): "have",
    ("'re", "VBP"): "be",
    ("’re", "VBP"): "be",
    ("'m", "VBP"): "be",
    ("’m", "VBP"): "be",
    ("'s", "VBZ"): "be",
    ("’s", "VBZ"): "be",
    ("media", "NNS"): "media",
    ("better", "RBR"): "well",
    ("best", "RBS"): "well",
}
"""Shortened forms, which no dictionary lists, and forms that one lists otherwise, by form and Penn tag."""

PART_BY_TAG = {
    "NNS": "NOUN",
    "VBD": "VERB",
    "VBN": "VERB",
    "VBZ": "VERB",
    "VBG": "VERB",
    "VBP": "VERB",
    "VB": "VERB",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "RBR": "ADV",
    "RBS": "ADV",
}
"""Penn tags of inflected forms; a word with another tag is its own base form."""


@Language.component("kg_lemmas", assigns=["token.lemma"], requires=["token.tag"])
def set_lemmas(doc: Doc) -> Doc:
    """Set the base form of every word, unless the pipeline has done so."""
    if doc.has_annotation("LEMMA"):
        return doc
    for token in doc:
        tag = "VB" if token.pos_ == "VERB" and token.tag_ not in PART_BY_TAG else token.tag_
        token.lemma_ = "have" if _stands_for_have(token) else lemma_of(token.text, tag)
    return doc


@lru_cache(maxsize=100_000)
def lemma_of(form: str, tag: str) -> str:
    """Return the base form of a word with a Penn tag: lower case except for proper names.

    >>> lemma_of("ceded", "VBD"), lemma_of("talks", "NNS"), lemma_of("Kyiv", "NNP")
    ('cede', 'talk', 'Kyiv')

    A form that no base form looks like is one by mistake of its tag, and is led back all the same:

    >>> lemma_of("gone", "VB"), lemma_of("found", "VB")
    ('go', 'found')
    """
    if tag in ("NNP", "NNPS"):
        return form
    lower = form.lower()
    irregular = IRREGULAR.get((lower, tag))
    if irregular:
        return irregular
    part = PART_BY_TAG.get(tag)
    if part is None:
        return lower
    lemmas: tuple[str, ...] = getLemma(lower, upos=part)
    is_base = tag in ("VB", "VBP") and lower in lemmas  # "found" as in "to found"; "gone" can be no base form
    return lemmas[0] if lemmas and not is_base else lower


def _stands_for_have(token: Token) -> bool:
    """Tell whether an `'s` before a past participle is `has` ("he's gone"): an auxiliary, and no passive one."""
    if token.tag_ != "VBZ" or token.text not in ("'s", "’s"):
        return False
    return token.dep_ == "aux" and token.head.tag_ == "VBN"
