"""Names that the lexicons know: countries, capitals, peoples, seats of government, organisations."""

from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load_lexicon
from kg.lexicon.places import country_by_capital, country_by_demonym, country_by_name, organisation_by_name
from kg.nlp.naming.name import Name, without_overlaps

LONGEST = 7
"""Words in the longest known name."""


@cache
def label_by_name() -> dict[str, str]:
    """Map every known name, as written, to its OntoNotes label."""
    seats = {word: entry["label"] for word, entry in load_lexicon("seats").by_word().items()}
    return (
        dict.fromkeys(country_by_demonym(), "NORP")
        | dict.fromkeys(organisation_by_name(), "ORG")
        | seats
        | dict.fromkeys(country_by_capital(), "GPE")
        | dict.fromkeys(country_by_name(), "GPE")
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in label_by_name())


def add_known(doc: Doc, names: list[Name]) -> list[Name]:
    """Add known names and give those that stand there already their label; a longer name of another kind stays."""
    known = find_known(doc)
    person_words = {
        doc[i].text
        for name in names
        if name.label == "PERSON" and name.end - name.start > 1
        for i in range(name.start, name.end)
    }
    kept = [name for name in known if not _belongs_to_other(doc, name, names, person_words)]
    rest = [name for name in names if not any(_holds(other, name) for other in kept)]
    return without_overlaps([*kept, *rest])


def find_known(doc: Doc) -> list[Name]:
    """Return the longest known names at every place, capitals respected."""
    found: list[Name] = []
    i, labels, first_words = 0, label_by_name(), _first_words()
    texts = [token.text for token in doc]
    while i < len(texts):
        end = _longest_at(doc, i) if texts[i] in first_words else None
        if end is None:
            i += 1
            continue
        found.append(Name(i, end, labels[doc[i:end].text]))
        i = end
    return found


def _longest_at(doc: Doc, start: int) -> int | None:
    for end in range(min(len(doc), start + LONGEST), start, -1):
        text = doc[start:end].text
        if text in label_by_name() and not (text.isupper() and len(text) < 4 and _shouts(doc, start, end)):
            return end
    return None


def _shouts(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words around are in capitals too, so that WHO and US may be who and us."""
    around = [token for token in doc[max(0, start - 2) : end + 2] if token.is_alpha and len(token) > 2]
    return len(around) > 1 and all(token.is_upper for token in around)


def _belongs_to_other(doc: Doc, known: Name, names: list[Name], person_words: set[str]) -> bool:
    for name in names:
        if name.start <= known.start and known.end <= name.end and name.end - name.start > known.end - known.start:
            return True
        if name[:2] == known[:2] and name.label == "PERSON" and known.text(doc) in person_words:
            return True
        if name.start < known.end and known.start < name.end and not _holds(known, name):
            return True
    after = doc[known.end] if known.end < len(doc) else None
    if known.label == "NORP":
        return doc[known.start].tag_.startswith(("VB", "RB"))
    return known.end - known.start == 1 and after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "B"


def _holds(outer: Name, inner: Name) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
