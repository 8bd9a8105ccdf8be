"""People whom a title or office announces: `French Foreign Minister Anne Roux`, `council chief Omar Haddad`."""

from spacy.tokens import Doc, Token

from kg.lexicon.titles import leading_titles, titles
from kg.nlp.naming.gazetteer import label_by_name
from kg.nlp.naming.name import Name, free, is_capital, without_overlaps

LONGEST = 5
"""Words in the longest person's name, hyphens counted."""
MISLABELLED = frozenset({"ORG", "GPE", "FAC", "PRODUCT", "LOC", "NORP", "WORK_OF_ART", "EVENT"})


def add_titled(doc: Doc, names: list[Name]) -> list[Name]:
    """Make people of capitalised words right after a title, where the entity recogniser saw nothing or another kind."""
    name_at = {name.start: name for name in names}
    is_free = free(names, len(doc))
    found: list[Name] = []
    texts = [token.text for token in doc]
    for i in range(1, len(doc)):
        if not is_capital(texts[i]) or not _follows_title(doc, i):
            continue
        name = name_at.get(i)
        if name is not None:
            if name.label in MISLABELLED and name.text(doc) not in label_by_name() and _looks_like_person(doc, name):
                found.append(name._replace(label="PERSON"))
        elif is_free[i]:
            end = _run(doc, i, is_free)
            if end > i:
                found.append(Name(i, end, "PERSON"))
    changed = {name[:2] for name in found}
    return without_overlaps([*found, *(name for name in names if name[:2] not in changed)])


def _follows_title(doc: Doc, i: int) -> bool:
    if not is_capital(doc[i].text) or doc[i].lower_ in titles() or doc[i].text in label_by_name():
        return False
    before = doc[i - 2] if doc[i - 1].text == ")" and i > 1 else doc[i - 1]
    word = f"{before.text}." if before.text == "." else before.text
    return (
        bool(before.is_alpha or before.text.endswith("."))
        and leading_titles((word, doc[i].text)) == 1
        and _is_office(before)
    )


def _is_office(token: Token) -> bool:
    return token.lower_ in titles() and token.tag_ not in ("VB", "VBP", "VBD", "VBZ")


def _looks_like_person(doc: Doc, name: Name) -> bool:
    words = [token for token in doc[name.start : name.end] if token.is_alpha]
    return 2 <= len(words) <= 4 and all(is_capital(token.text) and not token.is_upper for token in words)


def _run(doc: Doc, start: int, is_free: list[bool]) -> int:
    end = start
    while end < len(doc) and end - start < LONGEST and is_free[end]:
        token = doc[end]
        joins = token.text in ("-", "–") and end > start and end + 1 < len(doc) and is_capital(doc[end + 1].text)
        if not joins and not (token.tag_ in ("NNP", "NNPS") and is_capital(token.text)):
            break
        end += 1
    return end
