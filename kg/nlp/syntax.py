"""Questions about a Universal Dependencies tree that several components ask.

All rules read UD labels; pipelines with other labels are turned into UD first (`universal.py`).
Sources: the UD guidelines, https://universaldependencies.org/u/dep/.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.records import Span

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer"})
LOOSE_PARTS = frozenset(
    {
        "acl:relcl",
        "acl",
        "appos",
        "parataxis",
        "conj",
        "cc",
        "dep",
        "punct",
        "cop",
        "discourse",
        "nsubj",
        "aux",
        "advcl",
        "mark",
        "advcl:relcl",
        "ccomp",
    }
)
"""Dependents that a noun phrase is understood without."""


def children(token: Token, *labels: str) -> Iterator[Token]:
    """Yield the direct dependents with one of the labels, in the order of the text."""
    return (child for child in token.children if child.dep_ in labels)


def first_child(token: Token, *labels: str) -> Token | None:
    """Return the first direct dependent with one of the labels."""
    return next(children(token, *labels), None)


def is_passive(verb: Token) -> bool:
    """Tell whether the verb has a passive subject or auxiliary."""
    return any(child.dep_ in ("nsubj:pass", "csubj:pass", "aux:pass") for child in verb.children)


def is_verb(token: Token) -> bool:
    """Tell whether the token heads a clause as a verb."""
    return token.pos_ in ("VERB", "AUX")


def is_clause(token: Token) -> bool:
    """Tell whether the token heads a clause: a verb, or a predicate with copula or subject."""
    return is_verb(token) or any(child.dep_ == "cop" or child.dep_ in SUBJECTS for child in token.children)


def subject_of(predicate: Token) -> Token | None:
    """Return the subject's head: its own, or the one it shares with the verb that it is conjoined to."""
    for child in predicate.children:
        if child.dep_ in SUBJECTS:
            return child
    if predicate.dep_ == "conj" and is_clause(predicate.head):
        return subject_of(predicate.head)
    return None


def case_of(nominal: Token) -> str:
    """Return the preposition of a nominal in lower case, several words joined by spaces; empty where there is none."""
    words = []
    for child in children(nominal, "case", "mark"):
        if child.dep_ == "mark" and is_clause(nominal):
            continue
        words.append(child.lower_)
        words += [part.lower_ for part in children(child, "fixed")]
    return " ".join(word for word in words if word not in ("'s", "’s"))


def conjuncts(token: Token) -> list[Token]:
    """Return the token and all that is conjoined to it, in the order of the text."""
    found = [token]
    for child in children(token, "conj"):
        found += conjuncts(child)
    return sorted(found, key=lambda part: part.i)


def subtree(token: Token, *, without: frozenset[str] = frozenset()) -> list[Token]:
    """Return the token and its descendants in text order, leaving out branches of the token with these labels."""
    found = [token]
    for child in token.children:
        if child.dep_ not in without:
            found += child.subtree
    return sorted(found, key=lambda part: part.i)


def noun_phrase(head: Token) -> list[Token]:
    """Return the noun phrase around its head: modifiers and prepositional parts, no clauses, not its own case."""
    kept = subtree(head, without=LOOSE_PARTS | {"case"})
    own_case = {child.i for child in children(head, "case") if child.lower_ not in ("'s", "’s")}
    return _trim([token for token in kept if token.i not in own_case])


def char_span(tokens: Iterable[Token]) -> Span:
    """Return the span from the first to the last of the tokens.

    Raises:
        ValueError: where there are no tokens.
    """
    ordered = sorted(tokens, key=lambda token: token.i)
    if not ordered:
        raise ValueError("no tokens, no span")
    return Span(ordered[0].idx, ordered[-1].idx + len(ordered[-1]))


def _trim(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].is_punct or tokens[0].is_space):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens = tokens[:-1]
    return tokens
