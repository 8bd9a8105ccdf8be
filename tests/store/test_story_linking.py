"""What linking reads of a graph, story by story."""

import pickle
from dataclasses import replace

import pytest

from kg.lexicon.events import happening_verbs
from kg.records import Form
from kg.resolve.mention_nodes import MentionRecord
from kg.store import GraphStore
from kg.store.linking import Linking
from kg.store.told import find_event, resolve_to
from tests.accounts import COURIER, DISPATCH, HERALD, INDEPENDENT
from tests.linked import AUTUMN, WIRE, build_linked_accounts


@pytest.fixture
def graph(sample_run, tmp_path):
    with GraphStore.create(tmp_path / "linking.kg") as graph:
        for account in reversed(build_linked_accounts()):
            graph.add(account, run=sample_run)
        graph.flush()
        yield graph


@pytest.fixture
def linking(graph):
    return Linking(graph, {"norhaven": "norland"}, {})


def test_a_sketch_has_the_words_of_names_nouns_and_verbs(linking):
    sketches = {sketch.key: sketch for sketch in linking.sketches()}
    assert list(sketches) == sorted(sketches)
    words = sketches[COURIER.key].words
    assert sketches[COURIER.key].published == "2025-03-03"
    assert words["talk"] == words["cede"] == words["reyes"] == words["ana"] == 1
    assert "say" not in words


def test_stories_come_by_their_first_day_and_articles_by_date_and_key(linking):
    linking.write_stories({AUTUMN.key: "a-late", COURIER.key: "z-early", DISPATCH.key: "z-early", WIRE.key: "m-mid"})
    assert [(key, [one.key for one in articles]) for key, articles in linking.stories()] == [
        ("z-early", [COURIER.key, DISPATCH.key]),
        ("m-mid", [WIRE.key]),
        ("a-late", [AUTUMN.key]),
    ]


def test_stories_are_written_anew(linking):
    linking.write_stories({AUTUMN.key: "s1"})
    linking.write_stories({WIRE.key: "s2"})
    assert [key for key, _ in linking.stories()] == ["s2"]
    linking.write_stories({})
    assert list(linking.stories()) == []


def one_story(linking, *articles):
    linking.write_stories({article.key: "s1" for article in articles})
    ((_, found),) = linking.stories()
    return found, linking.reader.mentions(found)


def test_mentions_come_in_the_order_of_articles_and_places(linking):
    found, mentions = one_story(linking, DISPATCH, COURIER)
    assert [one.key for one in found] == [COURIER.key, DISPATCH.key]
    keys = [one.key for one in found]
    places = [(keys.index(mention.article), mention.start) for mention in mentions]
    assert places == sorted(places)
    talks = next(mention for mention in mentions if mention.lemma == "talk")
    assert talks.traits == {"of United States", "plural"}
    assert talks.reference == "topic/peace-talks"
    assert talks.node is None


def test_names_are_those_of_the_canonical_entity(linking):
    _, mentions = one_story(linking, DISPATCH)
    assert "entity/norland" in {mention.node for mention in mentions}
    assert "entity/norhaven" not in {mention.node for mention in mentions}


def test_an_office_without_a_name_is_who_holds_it(graph):
    start = COURIER.text.index("navy")
    linking = Linking(graph, {}, {(COURIER.key, start, start + 4): "entity/norland-navy"})
    _, mentions = one_story(linking, COURIER)
    assert [mention.node for mention in mentions if mention.start == start] == ["entity/norland-navy"]


def test_what_a_mention_was_resolved_to_is_noted(graph, linking):
    _, mentions = one_story(linking, HERALD, INDEPENDENT)
    nodes = [f"event/{number}" for number in range(len(mentions))]
    linking.write_nodes(resolve_to(mentions, nodes))
    rows = graph.tables.connection.execute("SELECT node FROM mentions WHERE node IS NOT NULL").fetchall()
    assert sorted(rows) == sorted((f"event/{number}",) for number in range(len(mentions)))


def cases(linking, nodes_by_lemma, *articles):
    found, mentions = one_story(linking, *articles)
    nodes = [nodes_by_lemma.get(mention.lemma) or mention.node or "event/x" for mention in mentions]
    return {(case.outlet, case.predicate): case for case in linking.reader.cases("s1", found, mentions, nodes)}


def test_an_assertion_tells_of_the_event_of_its_verb_or_of_what_its_verb_says_happens(linking):
    found = cases(linking, {"talk": "event/talks", "launch": "event/launch"}, COURIER, HERALD)
    assert found["Coast Courier", "hold"].event == "event/talks"
    assert found["Coast Courier", "launch"].event == found["Harbour Herald", "launch"].event == "event/launch"
    assert found["Coast Courier", "launch"].vector is not None
    assert found["Coast Courier", "launch"].words == "The navy launched 45 drones"
    assert (found["Coast Courier", "hold"].story, found["Coast Courier", "hold"].published) == ("s1", "2025-03-03")


def test_things_of_an_assertion_are_the_canonical_ones(linking):
    found = cases(linking, {}, DISPATCH)
    assert found["Delta Dispatch", "want"].subject == "entity/norland"


def test_who_is_meant_by_an_office_stands_where_the_assertion_names_it(graph):
    start = COURIER.text.rindex("demand")
    linking = Linking(graph, {}, {(COURIER.key, start, start + len("demand")): "entity/the-council"})
    found = cases(linking, {}, COURIER)
    assert found["Coast Courier", "reject"].object == "entity/the-council"
    assert found["Coast Courier", "demand"].object is None


def test_a_story_is_read_alike_by_another_process(graph, linking):
    linking.write_stories({COURIER.key: "s1", DISPATCH.key: "s1", WIRE.key: "s2"})
    stories = linking.told_stories(lambda key: {key: 1.0})
    assert stories.n_articles == 3
    elsewhere = pickle.loads(pickle.dumps(stories.reader))
    read = [elsewhere.read(outline) for outline in stories.outlines()]
    assert read == list(stories)
    assert [[article.key for article in story.articles] for story in read] == [[COURIER.key, DISPATCH.key], [WIRE.key]]
    assert list(elsewhere.dated_cases()) == list(stories.reader.dated_cases())
    elsewhere.close()


def mention(form, lemma, start=0):
    return MentionRecord(article="a", start=start, end=start + 1, form=form, lemma=lemma, vector=lemma.encode())


TALK, HOLD, SINK = mention(Form.NOUN, "talk"), mention(Form.VERB, "hold"), mention(Form.VERB, "sink")


def test_the_noun_is_the_event_where_the_verb_says_that_it_happens():
    inside = [(HOLD, "event/hold"), (TALK, "event/talk")]
    assert find_event("hold", inside) == {"event": "event/talk", "vector": b"talk"}
    assert find_event("hold", inside[:1]) == {"event": "event/hold", "vector": b"hold"}
    assert find_event("sink", [*inside, (SINK, "event/sink")])["event"] == "event/sink"
    assert find_event("sink off", [(SINK, "event/sink")])["event"] == "event/sink"
    assert find_event("drift", inside) == {}


def test_a_thing_is_no_event():
    assert find_event("hold", [(replace(TALK, form=Form.NOMINAL), "thing/talk")]) == {}


def test_verbs_of_happening_and_of_holding_are_known():
    assert {"hold", "host", "happen"} <= happening_verbs()
