import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp import layers
from kg.nlp.relations import set_relations
from kg.records import Attribution, QuantityMention, Span, TimeMention, Voice

VOCAB = spacy.blank("en").vocab
NOWHERE = Span(0, 0)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases/relations.toml").read_text(encoding="utf-8"))["case"]


def build_doc(case):
    """Build a Doc by hand from one line a word: form, lemma, part of speech, tag, label, head, entity."""
    rows = [line.split(" ") for line in case["tree"].strip().splitlines()]
    words, lemmas, pos, tags, deps, heads, ents = zip(*rows, strict=True)
    spaces, rest = [], case["text"]
    for word in words:
        rest = rest[len(word) :]
        spaces.append(rest.startswith(" "))
        rest = rest.lstrip()
    heads = [int(head) for head in heads]
    columns = {"words": words, "spaces": spaces, "lemmas": lemmas, "pos": pos, "tags": tags, "deps": deps, "ents": ents}
    return Doc(VOCAB, heads=heads, **{name: list(column) for name, column in columns.items()})


def render(relation):
    arguments = "; ".join(f"{argument.role}: {argument.text}" for argument in relation.arguments)
    lemma = relation.predicate.lemma + (" (passive)" if relation.passive else "")
    modality = f"{relation.polarity} {relation.certainty} {relation.tense}"
    return f"{relation.subject.text if relation.subject else '-'} | {lemma} | {arguments} | {modality}"


def case(text):
    return next(case for case in CASES if case["text"].startswith(text))


@pytest.mark.parametrize("golden", CASES, ids=[golden["text"] for golden in CASES])
def test_golden_case(golden):
    doc = set_relations(build_doc(golden))
    assert [render(relation) for relation in layers.relations(doc)] == golden["relations"]


@pytest.mark.parametrize("golden", CASES, ids=[golden["text"] for golden in CASES])
def test_every_span_lies_in_the_text_and_cores_lie_in_their_arguments(golden):
    doc = set_relations(build_doc(golden))
    for relation in layers.relations(doc):
        assert doc.text[relation.predicate.span.start : relation.predicate.span.end].strip()
        for argument in (relation.subject, *relation.arguments):
            assert argument.core.within(argument.span)
            assert argument.span.within(relation.span)
            assert relation.span.within(relation.sentence)


def test_a_clause_argument_points_to_the_relation_that_it_states():
    relations = layers.relations(set_relations(build_doc(case("The minister denied"))))
    clause = relations[0].arguments[0]
    assert clause.role == "clause"
    assert relations[clause.relation].predicate.lemma == "shell"


def test_the_core_leaves_clutter_out():
    doc = set_relations(build_doc(case("Ben Lund, the governor")))
    complement = layers.relations(doc)[0].arguments[0]
    assert doc.text[complement.core.start : complement.core.end] == "governor of Alma"


def test_times_quantities_and_places_are_taken_from_their_layers():
    doc = build_doc(case("The games are expected"))
    doc._.times = (TimeMention(span=Span(34, 38), value="2025-07-23", when="2025-07-23"),)
    doc._.quantities = (QuantityMention(span=Span(0, 9), value=2.0, unit="games", bound="about"),)
    relation = layers.relations(set_relations(doc))[0]
    assert (relation.time, relation.quantity, relation.unit, relation.bound) == ("2025-07-23", 2.0, "games", "about")
    assert doc.text[relation.place.start : relation.place.end] == "Oslo"


def attribution(content, *, stance="report", cue=NOWHERE):
    return Attribution(
        source=(),
        cue=(cue,),
        content=(content,),
        voice=Voice.INDIRECT,
        cue_lemma="x",
        stance=stance,
        confidence=1,
        rule="t",
    )


def test_the_innermost_attribution_is_the_one_with_the_shortest_content():
    doc = build_doc(case("The minister denied"))
    doc._.attributions = (attribution(Span(0, len(doc.text))), attribution(Span(20, 56)))
    found = [relation.attribution for relation in layers.relations(set_relations(doc))]
    assert found == [0, 1, 0]


@pytest.mark.parametrize(
    ("stance", "certainty"),
    [("report", "certain"), ("demand", "possible"), ("expect", "probable"), ("doubt", "unknown")],
)
def test_the_stance_of_the_speaker_weakens_what_is_said(stance, certainty):
    doc = build_doc(case("The ship sank"))
    doc._.attributions = (attribution(Span(0, 33), stance=stance),)
    assert layers.relations(set_relations(doc))[0].certainty == certainty


def test_a_denial_is_not_counted_twice():
    doc = build_doc(case("The minister denied"))
    doc._.attributions = (attribution(Span(20, 56), stance="deny", cue=Span(13, 19)),)
    assert layers.relations(set_relations(doc))[1].polarity == "negative"


def test_a_text_without_a_parse_has_no_relations():
    assert layers.relations(set_relations(Doc(VOCAB, words=["Rain"]))) == ()
