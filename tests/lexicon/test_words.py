"""Every entry's examples hold one of its words, and the typed readers of places and titles find them."""

import re

import pytest

from kg.lexicon import load_lexicon
from kg.lexicon.name_endings import plain_name
from kg.lexicon.places import acts_for, canonical_name, country_by_demonym
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.lexicon.titles import office_of, strip_titles

NAMES = (
    "calendar",
    "countries",
    "given_names",
    "manner_nouns",
    "name_endings",
    "name_words",
    "naming_verbs",
    "nicknames",
    "organisations",
    "outlook",
    "pairs",
    "places",
    "event_classes",
    "occurrence_verbs",
    "plover_nouns",
    "pronouns",
    "regions",
    "seats",
    "state_offices",
    "territories",
    "times",
    "titles",
    "units",
)


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_an_example_with_one_of_its_words(name):
    without = [
        entry.words[0] for entry in load_lexicon(name).entries if not any(holds(entry, one) for one in entry.examples)
    ]
    assert without == []


def holds(entry, example):
    words = (*entry.words, *entry.fields.get("nouns", ()))
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", example, re.IGNORECASE) for form in forms(words))


def forms(words):
    """Yield words with the regular endings of English."""
    for word in words:
        yield from (word, f"{word}s", f"{word}ed", f"{word}d", f"{word[:-1]}ied")


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
