"""Every entry's examples hold one of its words, and the typed readers of places and titles find them."""

import re
from importlib.resources import files

import pytest
from lemminflect import getAllInflections

from kg.lexicon import load_lexicon
from kg.lexicon.name_endings import plain_name
from kg.lexicon.places import acts_for, canonical_name, country_by_demonym
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.lexicon.titles import office_of, strip_titles

ELSEWHERE = frozenset({"leftovers", "gerund_control", "signatures"})
"""Pieces of words and first bytes of files, whose own tests look for them; verbs whose object stands before their
preposition."""
NAMES = sorted(path.name.removesuffix(".toml") for path in files("kg.lexicon").iterdir() if path.name.endswith(".toml"))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ELSEWHERE])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    without = [
        entry.words[0] for entry in load_lexicon(name).entries if not any(holds(entry, one) for one in entry.examples)
    ]
    assert without == []


def test_the_object_stands_between_verb_and_preposition():
    for entry in load_lexicon("gerund_control").entries:
        for example in entry.examples:
            tokens = example.split()
            assert any(in_order(word, tokens) for word in entry.words), example


def in_order(words, tokens):
    """Tell whether the parts of a word stand in a text one after the other, others between them."""
    rest = iter(tokens)
    return all(any(token in {part, *inflected(part)} for token in rest) for part in words.split())


def holds(entry, example):
    words = (*entry.words, *entry.fields.get("nouns", ()))
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", example, re.IGNORECASE) for form in forms(words))


def forms(words):
    """Yield words with their endings, of those of several parts the first or the last one's."""
    for word in words:
        first, *rest = word.split()
        *start, last = word.split()
        yield from (word, f"{word}s", f"{word}ed", f"{word}d", f"{word[:-1]}ied")
        yield from (" ".join((form, *rest)) for form in inflected(first))
        yield from (" ".join((*start, form)) for form in inflected(last))


def inflected(word):
    """Return the regular and irregular forms of a word."""
    if not word.isalpha() or len(word) < 2:
        return ()
    return {form for forms in getAllInflections(word.lower()).values() for form in forms}


def test_new_lexicons_are_found():
    assert {"sequence", "portions", "holding_verbs"} <= set(NAMES)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("the Russian Federation", "Russia"),
        ("U.S.", "United States"),
        ("Britain", "United Kingdom"),
        ("EU", "European Union"),
        ("Kiev", "Kyiv"),
        ("Harbour Post", None),
    ],
)
def test_names_have_one_label(name, label):
    assert canonical_name(name) == label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Oslo", "Norway"),
        ("the Kremlin", "Russia"),
        ("Downing Street", "United Kingdom"),
        ("Brussels", "European Union"),
        ("Hamburg", None),
    ],
)
def test_capitals_and_seats_act_for_countries(name, label):
    found = acts_for(name)
    assert (found and found.label) == label


def test_no_demonym_belongs_to_two_countries():
    demonyms = [one for entry in load_lexicon("countries").entries for one in entry.fields.get("demonyms", ())]
    assert len(demonyms) == len(set(demonyms)) == len(country_by_demonym())


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("President Anna Berg", "Anna Berg"),
        ("French Foreign Minister Anne Roux", "Anne Roux"),
        ("former Vice President Al Stone", "Al Stone"),
        ("Harbour Council chief Omar Haddad", "Omar Haddad"),
        ("Mr. Lee", "Lee"),
        ("Prince", "Prince"),
    ],
)
def test_titles_are_no_part_of_names(name, bare):
    assert strip_titles(name) == bare


def test_abbreviated_offices_are_the_same():
    assert office_of("Gov.") == office_of("governor") == "governor"


def test_pronouns_are_personal_or_empty_but_not_both():
    assert personal_pronouns().isdisjoint(empty_words())


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Jo Ode, MD", "Jo Ode"),
        ("Jo Ode, M.D", "Jo Ode"),
        ("Jo Ode, MD, Ph.D.", "Jo Ode"),
        ("Jo Ode, Jr.", "Jo Ode Jr"),
        ("Jo Ode Jr.", "Jo Ode Jr."),
        ("Harbour Foods, Inc.", "Harbour Foods"),
        ("Harbour Foods Inc.", "Harbour Foods Inc."),
        ("Ode, Brook and Lund", "Ode, Brook and Lund"),
        ("Oketown, Incline", "Oketown, Incline"),
    ],
)
def test_a_name_without_what_follows_it_after_a_comma(name, plain):
    assert plain_name(name).removesuffix(".") == plain.removesuffix(".")
