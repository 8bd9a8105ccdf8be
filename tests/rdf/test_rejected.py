from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.rdf import Identifiers, describe
from kg.rdf.rejected import quads_only_of
from kg.records import Certainty, Polarity
from tests.accounts import (
    BERG,
    COURIER,
    NORLAND,
    PORT_ELLIS,
    REYES,
    SUDRIA,
    TALKS,
    account,
    argument,
    assertion,
    build_sample_accounts,
    claim,
    entity,
    value,
)
from tests.conftest import RUN

IDENTIFIERS = Identifiers("https://kg.example/")
MEETING = [argument("in", PORT_ELLIS), argument("with", NORLAND)]
MEET = claim(SUDRIA, "meet", text="Sudria meets", arguments=MEETING)
MEET_BERG = claim(SUDRIA, "meet", text="Sudria meets Berg", arguments=[argument("with", BERG)])
IS_LEADER = claim(
    REYES, "be", text="Reyes is Berg", arguments=[argument("complement", BERG), argument("time", NORLAND)]
)
CHANGE = claim(entity("Sudria"), "cost", value("2025-03", "March"), text="Sudria costs March")
NOBODY = claim(None, "rain", text="it rains")
CLAIMS = [found.claim for sample in build_sample_accounts() for found in sample.assertions]
CLAIMS += [MEET, MEET_BERG, IS_LEADER, CHANGE, NOBODY]
WORDS = ["two countries will hold peace talks", "Norland demands", "The navy launched 45 drones", "Sudria rejected"]

made = st.builds(
    lambda said, words, polarity, certainty: assertion(
        COURIER, said, words, polarity=polarity, certainty=certainty, speakers=(REYES,)
    ),
    st.sampled_from(CLAIMS),
    st.sampled_from(WORDS),
    st.sampled_from(Polarity),
    st.sampled_from(Certainty),
)
accounts = st.lists(made, unique_by=lambda found: found.key, max_size=8).map(lambda found: account(COURIER, *found))


def article_quads(described):
    graph = IDENTIFIERS.room("article", described.article.key)
    return {quad for quad in describe(described, run=RUN) if quad.graph_name == graph}


def without(described, left_out):
    """Return the article's quads less those that are there only because of some assertions."""
    store = Store()
    store.extend(describe(described, run=RUN))
    nodes = {IDENTIFIERS.room("assertion", found.key) for found in left_out}
    article = IDENTIFIERS.room("article", described.article.key)
    return article_quads(described) - set(quads_only_of(nodes, article, store=store, identifiers=IDENTIFIERS))


@settings(deadline=None)  # the first one loads the lexicon of word forms
@given(st.data(), st.one_of(st.sampled_from(build_sample_accounts()), accounts))
def test_what_is_left_is_what_the_others_alone_would_have_made(data, described):
    left_out = data.draw(st.sets(st.sampled_from(described.assertions)) if described.assertions else st.just(set()))
    others = replace(described, assertions=tuple(found for found in described.assertions if found not in left_out))
    assert without(described, left_out) == article_quads(others)


def test_a_plain_triple_stays_while_another_assertion_carries_it():
    twice = [assertion(COURIER, MEET_BERG, words) for words in WORDS[:2]]
    plain = {
        quad for quad in without(account(COURIER, *twice), twice[:1]) if quad.object == IDENTIFIERS.reference(BERG)
    }
    assert [quad.predicate.value for quad in plain] == ["https://kg.example/relation/meet-with"]
    assert without(account(COURIER, *twice), twice) == set()


def test_a_place_stays_while_another_assertion_stands_on_it():
    both = [assertion(COURIER, said, WORDS[0]) for said in (MEET, claim(TALKS, "fail", text="talks fail"))]
    kept = {quad.subject.value for quad in without(account(COURIER, *both), both[:1])}
    assert any("/anchor/" in iri for iri in kept)
    assert any("/sentence/" in iri for iri in kept)
