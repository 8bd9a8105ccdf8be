"""Mentions as coreference corpora have them: names, noun phrases with all that belongs to them, pronouns.

The whole of a mention reaches over modifiers, prepositional parts and relative clauses; its core leaves clauses and
prepositional parts out, and is what it is labelled by. Conventions of spans: GUM (Zeldes 2017), where an apposition is
a mention of its own, and so is a noun inside a compound.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kg.lexicon import load_lexicon
from kg.nlp.coref.things import Kind, Mention
from kg.nlp.syntax import SUBJECTS

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
"""Labels of names that a thing can have."""
OUTSIDE = frozenset(
    {"appos", "cc", "cc:preconj", "conj", "parataxis", "list", "dep", "discourse", "vocative", "dislocated", "orphan"}
    | {"goeswith", "csubj", "advcl"}
)
"""Dependents that are no part of a mention."""
CLAUSAL = SUBJECTS | {"cop", "aux", "mark", "advcl", "advmod", "expl", "obl", "ccomp", "advcl:relcl", "obl:unmarked"}
"""Dependents of a predicate noun that belong to its clause."""
LOOSE = frozenset({"acl", "acl:relcl", "nmod", "obl", "advcl", "ccomp", "nmod:unmarked"})
"""Dependents that the core of a mention is understood without."""
BEFORE_MENTION = frozenset({"case", "cop", "mark"})
"""Dependents that all before them is outside with: "[shortly before] her death", "[she is] a doctor"."""
PARTS = frozenset({"flat", "fixed", "goeswith", "reparandum"})
"""Labels of words that are no mention of their own."""
LONGEST_TITLE = 6
"""Words of a title before a name, at most."""
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
COUNTING = frozenset({"nummod", "compound", "flat", "fixed", "advmod", "amod", "goeswith", "reparandum", "det"})
"""Places of a number that belongs to another word."""
CLOSING = {"(": ")", "[": "]", "“": "”", '"': '"'}
SIGNS = frozenset({*CLOSING, *CLOSING.values()})


Doc.set_extension("phrases", default=None, force=True)


def find_mentions(doc: Doc) -> list[Mention]:
    """Return the mentions of a parsed Doc, in the order of their heads; they are looked for once."""
    if doc._.phrases is None:
        doc._.phrases = _find_mentions(doc)
    found: list[Mention] = doc._.phrases
    return found


def _find_mentions(doc: Doc) -> list[Mention]:
    ent_at = {token.i: ent for ent in doc.ents if ent.label_ in NAMED for token in ent}
    bearer_by_title = {title.i: ent for ent in doc.ents if ent.label_ == "PERSON" for title in titles_before(ent)}
    pronouns = load_lexicon("pronouns").words(kind="personal") | load_lexicon("pronouns").words(kind="thing")
    found = []
    for token in doc:
        if token.pos_ in ("PRON", "DET") and token.lower_ in pronouns and token.i not in ent_at:
            found.append(_pronoun(token))
        elif token.pos_ in ("NOUN", "PROPN", "NUM") or token.i in ent_at:
            ent = ent_at.get(token.i)
            if ent is not None and ent.root != token and _is_nested(token):
                found.append(_phrase(token, None))
            elif token.i not in bearer_by_title and _heads_mention(token, ent):
                found.append(_phrase(token, ent))
        elif token.pos_ in ("PRON", "DET") and token.lower_ in DEMONSTRATIVES and token.dep_ not in ("det", "mark"):
            found.append(_phrase(token, None, kind=Kind.PRONOUN))
    return found


def titles_before(ent: TokenSpan) -> list[Token]:
    """Return the nouns before a person's name that say who it is: `mayor Ann Lee`, `Secretary of State Ann Lee`."""
    found: list[Token] = []
    if ent.label_ != "PERSON":
        return found
    i = ent.start - 1
    while i >= 0 and len(found) < LONGEST_TITLE and not ent.doc[i + 1].is_sent_start:
        token = ent.doc[i]
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "ADP") or (token.pos_ == "ADP" and token.lower_ != "of"):
            break
        found.append(token)
        i -= 1
    while found and found[-1].pos_ in ("ADP", "ADJ"):
        found.pop()
    nouns = [token for token in found if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in NAMED]
    return nouns if found and any(token.lemma_.lower() in people_nouns() for token in nouns) else []


@cache
def people_nouns() -> frozenset[str]:
    """Return the nouns for people: offices, roles and the commonest others."""
    return load_lexicon("people").words() | load_lexicon("titles").words()


def _pronoun(token: Token) -> Mention:
    return Mention(
        start=token.i, end=token.i + 1, head=token.i, core=(token.i, token.i + 1), kind=Kind.PRONOUN, name=None
    )


def _heads_mention(token: Token, ent: TokenSpan | None) -> bool:
    """Tell whether a word heads a mention: the root of a name, or a noun that is no part of another name."""
    if ent is not None:
        return bool(ent.root == token)
    if token.pos_ == "NUM":
        return token.dep_ not in COUNTING
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in PARTS:
        return False
    return token.dep_ != "nmod:desc" and not token.is_punct


def _is_nested(token: Token) -> bool:
    """Tell whether a word of a longer name heads a name of its own: the Lakes in `Museum of the Lakes`."""
    return token.pos_ == "PROPN" and token.dep_ == "nmod" and any(child.dep_ == "case" for child in token.children)


def _phrase(head: Token, ent: TokenSpan | None, *, kind: Kind | None = None) -> Mention:
    """Return the mention around a head; the core of a name is the name."""
    whole = _extent(head, OUTSIDE | (CLAUSAL if is_predicate(head) else frozenset()))
    name = (ent.start, ent.end) if ent is not None and ent.label_ in NAMED else None
    if ent is not None:
        titles = (_extent(title, OUTSIDE | CLAUSAL | LOOSE)[0] for title in titles_before(ent))
        first = min((edge for edge in titles if edge < ent.start), default=ent.start)
        whole = (min(whole[0], ent.start, first), max(whole[1], ent.end))
    core = name or _extent(head, OUTSIDE | CLAUSAL | LOOSE)
    return Mention(
        start=whole[0],
        end=whole[1],
        head=head.i,
        core=core,
        kind=kind or (Kind.NAME if ent is not None else Kind.NOMINAL),
        name=name,
    )


def is_predicate(head: Token) -> bool:
    """Tell whether a noun is what somebody is said to be: it has a copula or a subject."""
    return any(child.dep_ == "cop" or child.dep_ in SUBJECTS for child in head.children)


def _extent(head: Token, without: frozenset[str]) -> tuple[int, int]:
    """Return the tokens [start, end) of a head and its dependents, without its own case and those with these labels."""
    borders = (child.i for child in head.children if child.dep_ in BEFORE_MENTION and child.i < head.i)
    border = max(borders, default=-1)
    first = last = head.i
    for child in head.children:
        if child.dep_ in without or child.dep_ == "punct" or child.i <= border:
            continue
        if child.dep_ == "advmod" and child.i < head.i:  # "especially her poems"
            continue
        if child.dep_ == "nmod:unmarked" and child.left_edge.text in CLOSING:  # "Ann Lee (1902-1974)"
            continue
        first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    return _trim(head.doc, first, last + 1, head.i)


def _trim(doc: Doc, start: int, end: int, head: int) -> tuple[int, int]:
    """Leave punctuation at the ends out, but for an apostrophe and what closes a bracket or quotation that it opens."""
    while start < head and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end - 1 > head and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].dep_ != "case":
        end -= 1
    closing = CLOSING.get(next((sign for i in range(end - 1, start - 1, -1) if (sign := doc[i].text) in SIGNS), ""))
    if closing is not None and end < len(doc) and doc[end].text == closing and _is_open(doc, start, end, closing):
        end += 1
    return start, end


def _is_open(doc: Doc, start: int, end: int, closing: str) -> bool:
    """Tell whether a quotation that ends in what began it was begun in these tokens."""
    return closing != '"' or sum(token.text == '"' for token in doc[start:end]) % 2 == 1


def find_groups(doc: Doc) -> Iterator[Mention]:
    """Yield coordinations of noun phrases as wholes: what `they` and `both` can stand for."""
    for head in doc:
        if head.pos_ not in ("NOUN", "PROPN", "PRON") or head.dep_ == "conj":
            continue
        others = [child for child in head.children if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON")]
        if others and any(part.dep_ == "cc" and part.lower_ in ("and", "&") for one in others for part in one.children):
            own = CLAUSAL if is_predicate(head) else frozenset()
            first, last = _extent(head, OUTSIDE | own), _extent(others[-1], OUTSIDE)
            core = _extent(head, OUTSIDE | CLAUSAL | LOOSE)[0], _extent(others[-1], OUTSIDE | CLAUSAL | LOOSE)[1]
            whole = (first[0], max(first[1], last[1]))
            yield Mention(start=whole[0], end=whole[1], head=head.i, core=core, kind=Kind.GROUP, name=None)
