"""Describe stories and events: what articles of several outlets report on. In graph/events, written anew each time.

In the graph:

    sto:1 a kg:Story ; rdfs:label "talks, ceasefire" ; kg:from "2025-07-22"^^xsd:date ; kg:to "2025-07-23"^^xsd:date .
    art:1 kg:story sto:1 .
    evt:7 a kg:Occurrence ; rdfs:label "talks" ; kg:story sto:1 ; kg:eventTime "2025-07-23"^^xsd:date ;
       kg:place ent:istanbul ; kg:participant ent:russia, ent:ukraine ; kg:eventType plover:CONSULT .
    asr:3 kg:event evt:7 .
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import time_literal
from kg.rdf.vocabulary import KG, LABEL, PLOVER, TYPE, node
from kg.records.event import Occurrence, Story

STORY_CLASS, OCCURRENCE = node(KG.Story), node(KG.Occurrence)
STORY, EVENT = node(KG.story), node(KG.event)
FROM, TO = node(KG["from"]), node(KG.to)
EVENT_TYPE, EVENT_TIME, PLACE, PARTICIPANT = (
    node(KG.eventType),
    node(KG.eventTime),
    node(KG.place),
    node(KG.participant),
)
GRAPH = "events"


def describe_story(story: Story, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe a story and which articles belong to it."""
    graph, this = identifiers.graph(GRAPH), identifiers.room("story", story.key)
    yield Quad(this, TYPE, STORY_CLASS, graph)
    yield Quad(this, LABEL, Literal(story.label), graph)
    for predicate, day in ((FROM, story.first), (TO, story.last)):
        if day is not None:
            yield Quad(this, predicate, time_literal(day), graph)
    for article in story.articles:
        yield Quad(identifiers.room("article", article), STORY, this, graph)


def describe_occurrence(event: Occurrence, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe an event that several places tell of."""
    graph, this = identifiers.graph(GRAPH), thing_node(event.key, identifiers=identifiers)
    yield Quad(this, TYPE, OCCURRENCE, graph)
    yield Quad(this, LABEL, Literal(event.label), graph)
    yield Quad(this, STORY, identifiers.room("story", event.story), graph)
    if event.type is not None:
        yield Quad(this, EVENT_TYPE, node(PLOVER[event.type]), graph)
    if event.time is not None:
        yield Quad(this, EVENT_TIME, time_literal(event.time), graph)
    if event.place is not None:
        yield Quad(this, PLACE, thing_node(event.place, identifiers=identifiers), graph)
    for participant in event.participants:
        yield Quad(this, PARTICIPANT, thing_node(participant, identifiers=identifiers), graph)
    for assertion in event.assertions:
        yield Quad(identifiers.room("assertion", assertion), EVENT, this, graph)


def thing_node(thing: str, *, identifiers: Identifiers) -> NamedNode:
    """Return the IRI of a thing that is named by its room and key: `entity/russia`."""
    room, _, key = thing.partition("/")
    return identifiers.room(room, key)
