"""Rows, facets and filters are what walking over all claim rows would give."""

from collections import Counter
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import WrongParameter
from kg.flat import FACETS, SORTS, Choice
from kg.query import claim_rows
from kg.store import GraphStore


@pytest.fixture(scope="session")
def rows(newsroom_path):
    with GraphStore.open(newsroom_path) as graph:
        return list(claim_rows(graph))


def test_rows_are_those_of_claim_rows(newsroom_flat, rows):
    found = [one.row for one in newsroom_flat.rows(Choice())]
    assert found == rows
    assert {one.verdict for one in found} == {None, "accepted", "rejected"}


def test_rows_of_real_articles_are_those_of_claim_rows(seeds_graph):
    from kg.flat import open_flat

    with open_flat(seeds_graph.path) as flat, GraphStore.open(seeds_graph.path) as graph:
        assert [one.row for one in flat.rows(Choice())] == list(claim_rows(graph))
        found = flat.claims(Choice(q="talks"))
    assert found.total
    for row in found.rows:
        assert "talk" in f"{row.row.sentence} {row.claim_text}".lower()


def value_of(iri):
    room, _, key = iri.removeprefix("https://kg.example/").partition("/")
    return unquote(key) if room == "entity" else f"{room}/{unquote(key)}"


def things_of(row):
    iris = [row.subject_iri, row.object_iri, row.about_iri, *(one["iri"] for one in row.arguments)]
    return {value_of(iri) for iri in iris if iri is not None and "/claim/" not in iri}


VALUES = {
    "outlet": lambda one: {one.outlet_key},
    "speaker": lambda one: {thing.value for thing in one.speakers} or ({"-"} if one.row.voice == "narrator" else set()),
    "entity": lambda one: things_of(one.row) | ({one.place.value} if one.place else set()),
    "predicate": lambda one: {one.row.predicate},
    "event": lambda one: {one.row.event_type or "-"},
    "voice": lambda one: {one.row.voice},
    "certainty": lambda one: {one.row.certainty},
    "polarity": lambda one: {one.row.polarity},
    "verdict": lambda one: {one.row.verdict or "unreviewed"},
}
"""The values of a row by facet."""


def expected_of(everything, choice, leave_out=None):
    names = [name for name in FACETS if choice.values(name) and name != leave_out]
    return [
        one
        for one in everything
        if all(VALUES[name](one) & set(choice.values(name)) for name in names)
        and (not choice.contested or one.contested)
        and (choice.since is None or (one.row.published or "") >= choice.since)
        and (choice.until is None or (one.row.published or "9") <= choice.until)
    ]


several = {
    "outlets": ["coast-courier", "harbour-herald", "evening-echo", "nobody"],
    "speakers": ["ana-reyes", "tomas-berg", "-", "topic/senior-official", "nobody"],
    "entities": ["norland", "topic/peace-talks", "port-ellis", "peace-talks"],
    "voices": ["narrator", "indirect"],
    "polarities": ["negative", "positive"],
    "verdicts": ["unreviewed", "rejected"],
    "events": ["CONSULT", "-"],
}


@given(
    st.builds(
        Choice,
        contested=st.booleans(),
        since=st.sampled_from([None, "2025-03-04"]),
        until=st.sampled_from([None, "2025-03-06"]),
        **{field: st.lists(st.sampled_from(values), max_size=2).map(tuple) for field, values in several.items()},
    )
)
def test_filters_and_counts_are_those_of_a_walk_over_all_rows(newsroom_flat, choice):
    everything = list(newsroom_flat.rows(Choice()))
    plain = choice.without("entity", "peace-talks")
    if plain != choice:  # a topic may be named by its key alone, where no entity has the same
        choice = plain.with_("entity", "topic/peace-talks")
    found = newsroom_flat.claims(choice, sort="outlet", facet_values=100)
    expected = expected_of(everything, choice)
    assert [one.key for one in found.rows] == [one.key for one in expected]
    assert (found.total, found.n_claims) == (len(expected), len({one.claim_key for one in expected}))
    for facet in found.facets:
        counts = Counter(
            value for one in expected_of(everything, choice, facet.field) for value in VALUES[facet.field](one)
        )
        assert {one.value: one.n for one in facet.values if one.n} == dict(counts)
        assert {one.value for one in facet.values if one.chosen} >= set(choice.values(facet.field)) & set(counts)
        assert facet.n_values == len(counts)


def test_a_topic_is_found_by_its_key_alone(newsroom_flat):
    assert newsroom_flat.count(Choice(entities=("peace-talks",))) == newsroom_flat.count(
        Choice(entities=("topic/peace-talks",))
    )


def test_words_are_looked_for_in_sentences_and_claims(newsroom_flat):
    total = newsroom_flat.count(Choice(q="navy drones"))
    assert total
    assert newsroom_flat.count(Choice(q="navy dro")) == total
    assert newsroom_flat.count(Choice(q="navy dro ")) == 0
    assert newsroom_flat.count(Choice(q='navy" OR "drones')) == 0
    assert newsroom_flat.count(Choice(q="NEAR(navy, drones)")) == 0
    assert newsroom_flat.count(Choice(q="?*")) == 0
    with pytest.raises(WrongParameter, match="at most 12 words"):
        newsroom_flat.count(Choice(q="a " * 13))


def test_pages_cut_an_order(newsroom_flat):
    total = newsroom_flat.count(Choice())
    for sort in SORTS:
        pages = [newsroom_flat.claims(Choice(), sort=sort, page=n, per_page=5) for n in range(1, -(-total // 5) + 1)]
        keys = [one.key for page in pages for one in page.rows]
        assert len(keys) == len(set(keys)) == total
    assert pages[0].n_pages == len(pages)
    assert newsroom_flat.claims(Choice(), page=99, per_page=5).page == len(pages)
    newest = newsroom_flat.claims(Choice(), sort="newest", per_page=total).rows
    assert [one.row.published for one in newest] == sorted((one.row.published for one in newest), reverse=True)
    by_outlets = newsroom_flat.claims(Choice(), sort="outlets", per_page=total).rows
    assert [one.n_outlets for one in by_outlets] == sorted((one.n_outlets for one in by_outlets), reverse=True)
    with pytest.raises(WrongParameter, match="sort takes"):
        newsroom_flat.claims(Choice(), sort="best")


def test_the_rest_of_a_facet_can_be_searched(newsroom_flat):
    listed = newsroom_flat.facet(Choice(), "entity", limit=1)
    assert (len(listed.values), listed.n_values > 5) == (1, True)
    found = newsroom_flat.facet(Choice(), "entity", search="port el")
    assert [one.label for one in found.values] == ["Port Ellis"]
    assert [one.value for one in newsroom_flat.facet(Choice(), "outlet", search="HERALD").values] == ["harbour-herald"]
    with pytest.raises(WrongParameter, match="there is no facet"):
        newsroom_flat.facet(Choice(), "colour")


def test_a_chosen_value_is_listed_even_where_nothing_has_it(newsroom_flat):
    found = newsroom_flat.claims(Choice(outlets=("evening-echo",), speakers=("tomas-berg",)), facet_values=1)
    assert found.total == 0
    speakers = next(facet for facet in found.facets if facet.field == "speaker")
    assert [(one.value, one.n) for one in speakers.values if one.chosen] == [("tomas-berg", 0)]


def test_marks_say_where_claim_cue_and_source_stand(newsroom_flat):
    row = next(one for one in newsroom_flat.rows(Choice(speakers=("ana-reyes",))) if one.row.predicate == "hold")
    words = {mark.kind: row.row.sentence[mark.start : mark.end] for mark in row.marks}
    assert words == {
        "source": "Ana Reyes",
        "cue": "announced",
        "claim": "two countries will hold peace talks in Port Ellis",
    }
    assert [mark.start for mark in row.marks] == sorted(mark.start for mark in row.marks)
