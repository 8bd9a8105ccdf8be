"""Component `kg_repairs`: attachments that the parser often gets wrong and that grammar decides.

Each repair is a function of a token that tells whether it changed the tree. They run on Universal Dependencies.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon

_REPORTING = load_lexicon("cues").words(part="verb")
_CONTENT_NOUNS = load_lexicon("content_nouns").words()
_CONTROL = {
    word
    for entry in load_lexicon("control").entries
    if entry.fields.get("takes_object") or entry.fields.get("raising_object")
    for word in entry.words
}
_GERUND = load_lexicon("gerund_control").words()
Repair = Callable[[Token], bool]


def free_verb(token: Token) -> bool:
    """Make a "modifier" that has a subject of its own the verb it is: "the army denied guilt" is no noun phrase."""
    noun = token.head
    if token.dep_ != "amod" or token.tag_ not in ("VBN", "VBD") or noun.i < token.i:
        return False
    if not any(child.dep_ in ("nsubj", "nsubj:pass") and child.i < token.i for child in token.children):
        return False
    above, label = noun.head, noun.dep_
    is_root = above is noun
    moved = [child for child in noun.children if child.dep_ in ("conj", "punct", "parataxis", "advcl") and child.i > noun.i]
    token.head = token if is_root else above
    token.dep_ = label
    token.tag_, token.pos_ = "VBD", "VERB"
    noun.head, noun.dep_ = token, "obj"
    for child in moved:
        if child.dep_ == "punct" or child.pos_ in ("VERB", "AUX"):
            child.head = token
            if child.dep_ == "conj" and child.tag_ == "VBN":
                child.tag_ = "VBD"
    return True


def hang_report(token: Token) -> bool:
    """Hang a "that" clause on the verb of saying, not on its hearer or day: "told reporters on Monday that …"."""
    if token.dep_ not in ("acl", "acl:relcl", "advcl") or not _has_complementiser(token):
        return False
    noun = token.head
    if noun.pos_ in ("VERB", "AUX"):
        if token.dep_ != "advcl" or noun.lemma_ not in _REPORTING:
            return False
        verb = noun
    else:
        if noun.lemma_ in _CONTENT_NOUNS and noun.dep_ != "obl":
            return False
        verb = _verb_above(noun)
    if verb is None or verb.lemma_ not in _REPORTING or any(child.dep_ == "ccomp" for child in verb.children):
        return False
    token.head, token.dep_ = verb, "ccomp"
    return True


def hang_infinitive(token: Token) -> bool:
    """Hang an infinitive or gerund on the verb that asks for it: "force them to flee", "accuse them of lying"."""
    noun, verb = token.head, token.head.head
    if token.dep_ != "acl" or noun.dep_ not in ("obj", "nmod") or noun.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return False
    if noun.dep_ == "nmod":
        noun, verb = noun.head, noun.head.head
        if noun.dep_ != "obj":
            return False
    marks = [child.lower_ for child in token.children if child.dep_ in ("mark", "case")]
    if token.tag_ == "VB" and "to" in marks and verb.lemma_ in _CONTROL:
        token.head, token.dep_ = verb, "xcomp"
        return True
    if token.tag_ == "VBG" and any(f"{verb.lemma_} {mark}" in _GERUND for mark in marks):
        token.head, token.dep_ = verb, "advcl"
        return True
    return False


REPAIRS: tuple[Repair, ...] = (free_verb, hang_report, hang_infinitive)
_LABELS = frozenset({"amod", "acl", "acl:relcl", "advcl"})


@Language.component("kg_repairs", assigns=["token.dep", "token.head"], requires=["token.dep", "token.head", "token.lemma"])
def repair_tree(doc: Doc) -> Doc:
    """Apply each repair where its grammar holds."""
    for token in doc:
        if token.dep_ in _LABELS and token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            for repair in REPAIRS:
                if repair(token):
                    break
    return doc


def _has_complementiser(token: Token) -> bool:
    children = list(token.children)
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in children)
    subject = any(child.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl") and child.tag_ != "WDT" for child in children)
    return marked and subject


def _verb_above(noun: Token) -> Token | None:
    """Return the verb that a noun depends on, through other nouns."""
    token = noun
    while token.head is not token:
        token = token.head
        if token.pos_ == "VERB":
            return token
    return None
