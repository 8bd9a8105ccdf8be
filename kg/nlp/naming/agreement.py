"""One label for one name: mentions of the same words in an article agree, surnames follow their full names."""

from collections import Counter, defaultdict

from spacy.tokens import Doc

from kg.nlp.naming.borders import NAMED
from kg.nlp.naming.gazetteer import label_by_name
from kg.nlp.naming.name import Name, free, is_capital, without_overlaps

OPEN = NAMED - {"NORP"}
"""Labels that are put to the vote."""


def agree_on_labels(doc: Doc, names: list[Name]) -> list[Name]:
    """Give every name the label that most mentions of its words have, and surnames that of the person."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.label in OPEN:
            votes[name.text(doc)][name.label] += 1
    surnames = _surnames(doc, names)
    return [_agreed(doc, name, votes, surnames) for name in names]


def _agreed(doc: Doc, name: Name, votes: dict[str, Counter[str]], surnames: set[str]) -> Name:
    text = name.text(doc)
    if name.label not in OPEN or text in label_by_name():
        return name
    if text in surnames:
        return name._replace(label="PERSON")
    best = min(votes[text].items(), key=lambda vote: (-vote[1], vote[0] != name.label, vote[0]))
    return name._replace(label=best[0])


def _surnames(doc: Doc, names: list[Name]) -> set[str]:
    """Return the last words of people's full names that are not mostly the name of something else."""
    return {
        doc[name.end - 1].text
        for name in names
        if name.label == "PERSON"
        and name.end - name.start > 1
        and doc[name.end - 1].text not in label_by_name()
        and doc[name.end - 1].is_alpha
        and len(doc[name.end - 1]) > 2
    }


def add_repeated(doc: Doc, names: list[Name]) -> list[Name]:
    """Add surnames of people whom the article names in full, where the entity recogniser overlooked them."""
    surnames = _surnames(doc, names)
    is_free = free(names, len(doc))
    found = [
        Name(token.i, token.i + 1, "PERSON")
        for token in doc
        if is_free[token.i] and token.text in surnames and token.tag_ in ("NNP", "NNPS") and is_capital(token.text)
    ]
    return without_overlaps([*names, *found])
