import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.nlp.names import mend_names
from kg.nlp.naming.name import Name, without_overlaps

VOCAB = spacy.blank("en").vocab


def draft(text, ents=()):
    """Make a Doc of words parted by blanks; `word/TAG` sets a tag, capitalised words are NNP, others NN."""
    words, tags = [], []
    for piece in text.split(" "):
        word, _, tag = piece.partition("/")
        words.append(word.replace("|", "\n"))
        tags.append(tag or ("NNP" if word[:1].isupper() else "_SP" if word == "|" else "NN"))
    doc = Doc(VOCAB, words=words, tags=tags)
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in ents]
    return doc


def mended(text, ents=()):
    return [(ent.text, ent.label_) for ent in mend_names(draft(text, ents)).ents]


CASES = {
    "titles stay out of people": ("President Anna Berg resigned", [(0, 3, "PERSON")], [("Anna Berg", "PERSON")]),
    "an office in small letters too": (
        "Harbour Council chief Anna Berg resigned",
        [(0, 5, "PERSON")],
        [("Anna Berg", "PERSON")],
    ),
    "a possessive ends no name": ("Berg 's/POS plan", [(0, 2, "PERSON")], [("Berg", "PERSON")]),
    "no name runs over a line break": (
        "Ottawa | Berg resigned/VBD",
        [(0, 3, "ORG")],
        [("Ottawa", "GPE"), ("Berg", "ORG")],
    ),
    "a country that was taken for a person": ("Niger signed/VBD", [(0, 1, "PERSON")], [("Niger", "GPE")]),
    "a capital nobody saw": ("talks/NNS in/IN Nairobi", [], [("Nairobi", "GPE")]),
    "a people is no country": ("the/DT Chadian/JJ army", [], [("Chadian", "NORP")]),
    "a seat of government": ("the/DT Kremlin agreed/VBD", [(1, 2, "PERSON")], [("Kremlin", "ORG")]),
    "a longer name keeps its country": (
        "the/DT Bank of/IN Canada Trust",
        [(1, 5, "ORG")],
        [("Bank of Canada Trust", "ORG")],
    ),
    "a first name that is a country's": (
        "Chad Miller sang/VBD . Chad bowed/VBD",
        [(0, 2, "PERSON"), (4, 5, "PERSON")],
        [("Chad Miller", "PERSON"), ("Chad", "PERSON")],
    ),
    "a person after a title nobody saw": ("Foreign Minister Omar El-Sayed", [], [("Omar El-Sayed", "PERSON")]),
    "a person after an office, taken for an organisation": (
        "spokesman Omar Haddad said/VBD",
        [(1, 3, "ORG")],
        [("Omar Haddad", "PERSON")],
    ),
    "a surname follows its full name": (
        "Omar Haddad spoke/VBD . Haddad left/VBD",
        [(0, 2, "PERSON"), (4, 5, "ORG")],
        [("Omar Haddad", "PERSON"), ("Haddad", "PERSON")],
    ),
    "an overlooked surname": (
        "Omar Haddad spoke/VBD . Haddad left/VBD",
        [(0, 2, "PERSON")],
        [("Omar Haddad", "PERSON"), ("Haddad", "PERSON")],
    ),
    "most mentions win": (
        "Lumen rose/VBD , Lumen fell/VBD , Lumen rose/VBD",
        [(0, 1, "ORG"), (3, 4, "PRODUCT"), (6, 7, "ORG")],
        [("Lumen", "ORG"), ("Lumen", "ORG"), ("Lumen", "ORG")],
    ),
    "a heading is no name": ("Heavy/JJ Autumn Storms/NNPS | Rain/NN fell/VBD", [(0, 3, "ORG")], []),
    "words in capitals are no acronyms": ("DO YOU KNOW WHO CALLED", [], []),
    "a company form after a comma": (
        "Harbour Foods ,/, Inc. grew/VBD",
        [(0, 2, "ORG")],
        [("Harbour Foods , Inc.", "ORG")],
    ),
    "degrees after a person, and what follows no person": (
        "Jo Ode ,/, MD ,/, PhD ,/, Lund ,/, MD",
        [(0, 2, "PERSON"), (7, 8, "GPE")],
        [("Jo Ode , MD , PhD", "PERSON"), ("Lund", "GPE")],
    ),
    "a degree needs its comma": ("Jo Ode RN spoke/VBD", [(0, 2, "PERSON")], [("Jo Ode", "PERSON")]),
    "a son": (
        "Jo Ode Jr. met/VBD Jo Brook ,/, Sr.",
        [(0, 2, "PERSON"), (4, 6, "PERSON")],
        [
            ("Jo Ode Jr.", "PERSON"),
            ("Jo Brook , Sr.", "PERSON"),
        ],
    ),
    "an article of its own": (
        "She told/VBD The/DT Harbour Times",
        [(3, 5, "ORG")],
        [("The Harbour Times", "ORG")],
    ),
    "an article that any noun has": (
        "She told/VBD the/DT Harbour Times",
        [(3, 5, "ORG")],
        [("Harbour Times", "ORG")],
    ),
    "a capital that begins the sentence": (
        "The/DT Harbour Times wrote/VBD",
        [(1, 3, "ORG")],
        [("Harbour Times", "ORG")],
    ),
    "a capital that begins a quotation": (
        "wrote/VBD “/`` The/DT Harbour Times grew/VBD",
        [(3, 5, "ORG")],
        [("Harbour Times", "ORG")],
    ),
    "no article of a person": ("saw/VBD The/DT Ode", [(2, 3, "PERSON")], [("Ode", "PERSON")]),
    "dates keep their article": ("closed/VBD the/DT weekend", [(1, 3, "DATE")], [("the weekend", "DATE")]),
}


@pytest.mark.parametrize("name", CASES)
def test_names_are_mended(name):
    text, ents, expected = CASES[name]
    assert mended(text, ents) == expected


def test_of_overlapping_names_the_longer_stays():
    assert without_overlaps([Name(0, 1, "GPE"), Name(0, 3, "ORG"), Name(4, 5, "GPE")]) == [
        Name(0, 3, "ORG"),
        Name(4, 5, "GPE"),
    ]
