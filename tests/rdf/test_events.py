"""Stories and events as quads."""

from kg.rdf.events import describe_occurrence, describe_story, thing_node
from kg.records.event import Occurrence, Story
from tests.rdf.plain import IDENTIFIERS, plain


def test_a_story_has_a_label_days_and_articles():
    story = Story(key="s1", label="ferry, pier", first="2024-03-12", last="2024-03-14", articles=("a1", "a2"))
    assert plain(describe_story(story, identifiers=IDENTIFIERS)) == [
        ("events", "story/s1", "type", "Story"),
        ("events", "story/s1", "label", "ferry, pier"),
        ("events", "story/s1", "from", "2024-03-12"),
        ("events", "story/s1", "to", "2024-03-14"),
        ("events", "article/a1", "story", "story/s1"),
        ("events", "article/a2", "story", "story/s1"),
    ]


def test_a_story_without_dates_has_no_days():
    story = Story(key="s1", label="", first=None, last=None, articles=("a1",))
    assert {predicate for _, _, predicate, _ in plain(describe_story(story, identifiers=IDENTIFIERS))} == {
        "type",
        "label",
        "story",
    }


def test_an_event_has_what_is_known_of_it():
    event = Occurrence(
        key="event/e1",
        label="talk",
        story="s1",
        type="CONSULT",
        time="2024-03",
        place="entity/oslo",
        participants=("entity/chad", "entity/peru"),
        assertions=("x1",),
    )
    assert plain(describe_occurrence(event, identifiers=IDENTIFIERS)) == [
        ("events", "event/e1", "type", "Occurrence"),
        ("events", "event/e1", "label", "talk"),
        ("events", "event/e1", "story", "story/s1"),
        ("events", "event/e1", "eventType", "CONSULT"),
        ("events", "event/e1", "eventTime", "2024-03"),
        ("events", "event/e1", "place", "entity/oslo"),
        ("events", "event/e1", "participant", "entity/chad"),
        ("events", "event/e1", "participant", "entity/peru"),
        ("events", "assertion/x1", "event", "event/e1"),
    ]


def test_what_is_not_known_is_not_described():
    bare = Occurrence(key="event/e1", label="talk", story="s1")
    assert len(list(describe_occurrence(bare, identifiers=IDENTIFIERS))) == 3


def test_a_thing_is_named_by_room_and_key():
    assert thing_node("entity/a/b", identifiers=IDENTIFIERS) == IDENTIFIERS.room("entity", "a/b")
