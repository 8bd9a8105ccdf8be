"""From mentions to what is joined: events one by one, things by their names and chains."""

import numpy as np
import pytest

from kg.records import Form
from kg.resolve.mention_nodes import event_nodes, stems, thing_nodes
from tests.resolve.story_mentions import Shelf, pointing


@pytest.fixture
def shelf():
    found = Shelf()
    found.name("a", "Omar Haddad", "omar-haddad", "male", chain=1, label="PERSON", vector=pointing(1))
    found.nominal("a", "minister", "person", chain=1, vector=pointing(2))
    found.mention("a", Form.PRONOUN, "he", chain=1, traits=["singular"], vector=pointing(3))
    found.name("b", "Haddad", "omar-haddad", chain=1)
    found.nominal("b", "boat", chain=2)
    found.nominal("b", "boat", chain=2)
    found.nominal("b", "boat")
    found.mention("b", Form.TIME, "2024-03-12", words="on Tuesday")
    found.mention("b", Form.TIME, "2024-03-12", words="that day")
    found.verb("a", "sink")
    found.noun("a", "sinking")
    return found


def test_each_event_is_a_node_of_its_own(shelf):
    assert [node.mentions for node in event_nodes(shelf.mentions)] == [(9,), (10,)]


def test_things_are_gathered_by_name_chain_and_value(shelf):
    nodes = thing_nodes(shelf.mentions)
    assert [node.mentions for node in nodes] == [(0, 1, 2, 3), (4, 5), (6,), (7, 8)]
    assert [node.name for node in nodes] == ["entity/omar-haddad", None, None, None]
    assert nodes[0].articles == {"a", "b"}
    assert nodes[0].is_person


def test_chains_of_two_articles_with_one_number_are_two():
    shelf = Shelf()
    shelf.nominal("a", "boat", chain=2)
    shelf.nominal("b", "boat", chain=2)
    assert len(thing_nodes(shelf.mentions)) == 2


def test_a_pronoun_tells_nothing_where_something_else_does(shelf):
    named = thing_nodes(shelf.mentions)[0]
    assert named.traits == {"male", "person"}
    assert named.heads == {"haddad", "minister"}
    assert named.form is Form.NAME
    alone = thing_nodes([shelf.mentions[2]])[0]
    assert alone.traits == {"singular"}


def test_a_vector_is_the_mean_of_those_of_its_mentions(shelf):
    vector = thing_nodes(shelf.mentions[:3])[0].vector
    assert np.linalg.norm(vector) == pytest.approx(1)
    assert vector[1] == pytest.approx(vector[2])
    assert vector[3] == 0


def test_what_has_no_vector_points_nowhere():
    shelf = Shelf()
    shelf.noun("a", "flood", vector=None)
    assert not event_nodes(shelf.mentions)[0].vector.any()


def test_a_thing_plays_its_part_in_the_events_that_it_depends_on():
    shelf = Shelf()
    sink = shelf.verb("a", "sink")
    shelf.nominal("a", "boat", governor=shelf.start(sink), role="patient")
    events = {("a", shelf.start(sink)): "event/1"}
    assert thing_nodes(shelf.mentions, events)[0].parts == {"patient event/1"}
    assert thing_nodes(shelf.mentions, {("b", shelf.start(sink)): "event/1"})[0].parts == frozenset()


def test_a_verb_and_its_noun_have_one_stem():
    shelf = Shelf()
    shelf.verb("a", "announce")
    shelf.noun("a", "announcement")
    verb, noun = event_nodes(shelf.mentions)
    assert stems(verb) == stems(noun)


@pytest.mark.parametrize(
    ("form", "lemma", "told"),
    [
        (Form.NAME, "haddad", ("omar", "haddad")),
        (Form.NOMINAL, "haddad", ("haddad",)),
        (Form.VERB, "say", ()),
        (Form.PRONOUN, "he", ()),
        (Form.TIME, "2024-03", ()),
    ],
)
def test_an_article_is_known_by_names_and_heads(form, lemma, told):
    shelf = Shelf()
    shelf.mention("a", form, lemma, words="omar haddad")
    assert shelf.mentions[0].telling == told
