from kg.reconcile.known_as import MOST_NAMES, names_of
from kg.store.reconciled import NamedEntity


def named(label, *spellings, kind="PERSON", others=()):
    return NamedEntity(
        iri="https://kg.example/entity/x",
        label=label,
        type=kind,
        members=("https://kg.example/entity/x",),
        labels=(label, *others),
        spellings={words: len(spellings) - n for n, words in enumerate(spellings)},
    )


def test_pronouns_common_nouns_and_bare_titles_are_not_asked_for():
    entity = named("Ana Reyes", "she", "Her", "the minister", "Minister", "Reyes", "Ana\nReyes")
    assert names_of(entity) == ("Ana Reyes", "Reyes")


def test_names_come_full_ones_first_and_then_without_their_titles():
    assert names_of(named("Ana Reyes", "Mr Reyes", "Reyes")) == ("Ana Reyes", "Mr Reyes", "Reyes")


def test_acronyms_and_other_names_of_a_place_are_asked_for():
    board = named("Norland Fisheries Board", "NFB", "Officials", kind="ORG")
    assert names_of(board) == ("Norland Fisheries Board", "NFB")
    assert "Britain" in names_of(named("United Kingdom", "Britain", "Our", kind="GPE"))


def test_a_name_that_is_written_small_is_asked_for_as_it_is():
    assert "harbr" in names_of(named("Harbr", "harbr", kind="ORG"))


def test_there_are_only_so_many():
    spellings = [f"Ana {letter}. Reyes" for letter in "ABCDEFGHIJ"]
    assert len(names_of(named("Ana Reyes", *spellings))) == MOST_NAMES
