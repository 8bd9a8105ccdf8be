"""What mentions refer to within their article; annotations by hand."""

from dataclasses import replace

import pytest

from kg.records import Form, Kind, Mention
from kg.resolve.mention_references import resolve_mentions
from kg.resolve.references import References
from tests.resolve.drafts import Draft

TEXT = "The Chadian minister met Omar Haddad at the ferry terminal on Tuesday, and the talks failed."


@pytest.fixture
def draft():
    made = Draft(TEXT)
    made.entity("Omar Haddad", "PERSON")
    made.time("Tuesday", "2024-03-12")
    made.relation("fail", "failed", made.argument("subject", "the talks"))
    return made


def resolved(draft, *mentions, event_types=None):
    annotation = replace(draft.annotation(), mentions=mentions)
    found = resolve_mentions(annotation, References(annotation), event_types=event_types or {})
    return {(TEXT[slice(*one.span)], one.kind): one for one in found}


def mention(draft, words, form, lemma=None):
    span = draft.span(words)
    return Mention(span=span, head=span, form=form, lemma=lemma or words.lower())


def test_names_are_entities_even_where_no_mention_was_read(draft):
    alone = resolved(draft)["Omar Haddad", "entity"]
    assert (alone.reference.key, alone.read) == ("omar-haddad", None)
    named = mention(draft, "Omar Haddad", Form.NAME)
    assert resolved(draft, named)["Omar Haddad", "entity"].read == named


def test_what_has_no_name_is_a_topic(draft):
    thing = resolved(draft, mention(draft, "the ferry terminal", Form.NOMINAL))["the ferry terminal", "thing"]
    assert (thing.reference.kind, thing.reference.key) == (Kind.TOPIC, "ferry-terminal")


def test_the_adjective_of_a_country_is_the_country(draft):
    country = resolved(draft, mention(draft, "Chadian", Form.NAME))["Chadian", "entity"].reference
    assert (country.key, country.type) == ("chad", "GPE")


def test_a_time_is_its_value(draft):
    time = resolved(draft, mention(draft, "Tuesday", Form.TIME, "2024-03-12"))["Tuesday", "thing"].reference
    assert (time.kind, time.key, time.label) == (Kind.VALUE, "2024-03-12", "Tuesday")


def test_an_event_has_the_type_of_its_predicate_else_of_its_noun(draft):
    talks, met = mention(draft, "talks", Form.NOUN, "talk"), mention(draft, "met", Form.VERB, "meet")
    found = resolved(draft, talks, met, event_types={met.span: "CONSULT"})
    assert found["talks", "event"].reference.type == "CONSULT"
    assert found["met", "event"].reference.type == "CONSULT"
    assert found["met", "event"].reference.key == "meet"


def test_a_predicate_that_is_no_mention_is_an_event_all_the_same(draft):
    assert resolved(draft)["failed", "event"].read is None
    failed = mention(draft, "failed", Form.VERB, "fail")
    assert resolved(draft, failed)["failed", "event"].read == failed


def test_a_place_may_name_a_thing_and_an_event_but_each_once(draft):
    noun, thing = mention(draft, "talks", Form.NOUN, "talk"), mention(draft, "talks", Form.NOMINAL, "talk")
    annotation = replace(draft.annotation(), mentions=(noun, thing, noun, thing))
    found = list(resolve_mentions(annotation, References(annotation), event_types={}))
    assert sorted(one.kind for one in found if one.span == noun.span) == ["event", "thing"]
