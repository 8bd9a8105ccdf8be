"""Which names are one entity: by their form, by what articles call whom, and by what people decided."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.decisions import clusters
from kg.records import Kind, Reference
from kg.resolve import EntityRecord, link_entities
from kg.resolve.entity_blocks import LARGEST_BLOCK, candidate_pairs
from kg.resolve.entity_clusters import conflict
from kg.resolve.wording import slug

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entity_links.toml").read_text(encoding="utf-8"))["case"]


def entity(label, kind="PERSON", *, n=1, called=None, articles=(), roles=()):
    forms = None if called is None else tuple((slug(name), count) for name, count in called.items())
    return EntityRecord(
        reference=Reference(kind=Kind.ENTITY, key=slug(label), label=label, type=kind),
        n_articles=n,
        called=forms,
        articles=frozenset(articles),
        roles=tuple(roles),
    )


def joined(*records, **verdicts):
    found = clusters(link_entities(records, **verdicts))
    return {frozenset(one.label for one in cluster) for cluster in found}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_names_of_two_articles(case):
    kind = case.get("kind", "PERSON")
    found = joined(entity(case["one"], kind, called={}), entity(case["other"], kind, called={}))
    assert found == ({frozenset({case["one"], case["other"]})} if case["same"] else set())


def test_a_surname_is_that_of_the_one_who_is_best_known_by_it():
    famous = entity("Ana Reyes", n=9, called={"Reyes": 8})
    assert joined(famous, entity("Luis Reyes", n=2, called={}), entity("Reyes", n=3, called={})) == {
        frozenset({"Ana Reyes", "Reyes"})
    }


def test_a_surname_of_two_who_are_called_so_stays_apart():
    both = [entity("Ana Reyes", n=3, called={"Reyes": 2}), entity("Luis Reyes", n=3, called={"Reyes": 3})]
    assert joined(*both, entity("Reyes", n=3, called={})) == set()


def test_a_surname_in_another_world_of_names_stays_apart():
    here, there = ["a1", "a2"], ["b1", "b2", "b3", "b4"]
    company = [entity(f"Club {i}", "ORG", articles=here) for i in range(4)]
    strangers = [entity(f"Ministry {i}", "ORG", articles=there) for i in range(4)]
    known = entity("Ana Reyes", n=2, called={"Reyes": 1}, articles=here)
    assert joined(known, entity("Reyes", n=4, called={}, articles=there), *company, *strangers) == set()
    assert joined(known, entity("Reyes", n=2, called={}, articles=["a3"]), *company) != set()


def test_a_first_name_of_many_is_nobodys_last_name():
    others = [entity(f"James {name}", called={}) for name in ("Alder", "Brook", "Corrie")]
    assert joined(entity("Lina James", called={"James": 1}), entity("James", called={}), *others) == set()


def test_a_first_name_by_which_an_article_calls_somebody():
    assert joined(entity("Oona Vartiainen", called={"Oona": 2}), entity("Oona", called={}))


def test_an_acronym_that_an_article_explains_means_the_same_elsewhere():
    body = entity("Harbour Protection Agency", "ORG", called={"HPA": 1})
    assert joined(body, entity("HPA", "ORG", called={}))
    assert not joined(entity("Harbour Protection Agency", "ORG", called={}), entity("HPA", "ORG", called={}))


def test_a_body_that_stands_alone_in_many_articles_is_itself():
    long = entity("White Hall Press Office", "ORG", called={"White Hall": 1})
    assert not joined(long, entity("White Hall", "ORG", n=9, called={}))


def test_one_office_of_one_country_speaks_for_one_person():
    role = [("defence minister", "Chad")]
    pair = [entity("M. Hollis", called={}), entity("Marta Hollis", called={})]
    assert not joined(*pair)
    assert joined(*(entity(one.reference.label, called={}, roles=role) for one in pair))


def test_different_offices_part_nobody():
    june = entity("Marta Hollis", roles=[("defence minister", "Chad")])
    july = entity("Marta T. Hollis", roles=[("security council chief", "Chad")])
    assert joined(june, july)


def test_articles_that_keep_two_apart_speak_against_them():
    both = [f"a{i}" for i in range(6)]
    pair = [entity("Katie Holm", articles=both), entity("Katherine Holm", articles=both)]
    assert not joined(*pair)
    assert joined(*(entity(one.reference.label, articles=both[:1]) for one in pair))


def test_no_chain_joins_what_is_different():
    names = [entity("Jon Alder"), entity("Jonathan A. Alder"), entity("John B. Alder")]
    for cluster in clusters(link_entities(names)):
        keys = {one.key for one in cluster}
        inside = [name for name in names if name.key in keys]
        assert all(conflict(one, other) is None for one in inside for other in inside)


def test_people_win_over_every_score():
    names = [entity("Ana Reyes"), entity("Luis Reyes"), entity("Bill Oakes"), entity("William Oakes")]
    found = joined(*names, same=[("luis-reyes", "ana-reyes")], different=[("bill-oakes", "william-oakes")])
    assert found == {frozenset({"Ana Reyes", "Luis Reyes"})}


def test_what_people_parted_no_third_name_joins():
    names = [entity("Bill Oakes"), entity("William Oakes"), entity("Will Oakes")]
    found = joined(*names, different=[("bill-oakes", "william-oakes")])
    assert all({"Bill Oakes", "William Oakes"} - cluster for cluster in found)


def test_decisions_of_people_say_so():
    decisions = link_entities([entity("Ana Reyes"), entity("Luis Reyes")], same=[("ana-reyes", "luis-reyes")])
    assert [(one.relation, one.score, one.decided_by) for one in decisions] == [("same", 1.0, "person")]


def test_every_reason_of_a_name_has_its_weight():
    [decision] = link_entities([entity("Bill Oakes"), entity("William Oakes")])
    assert decision.reasons[0] == "bill and william are forms of one first name (+5.0)"
    assert 0.8 <= decision.score < 1


def test_a_large_block_is_compared_in_part_and_not_dropped():
    crowd = [entity(f"Given{chr(97 + i // 26)}{chr(97 + i % 26)} Smith", n=1) for i in range(4 * LARGEST_BLOCK)]
    pair = [entity("Marta Smith", n=90), entity("Marta T. Smith", n=80)]
    found = list(candidate_pairs([*crowd, *pair]))
    assert ("marta-smith", "marta-t-smith") in {(left.key, right.key) for left, right in found}
    assert len(found) < 40 * len(crowd)


NAMES = [
    "Ana Reyes", "Luis Reyes", "Reyes", "A. Reyes", "Anna Reyes", "Bill Oakes", "William Oakes", "William R. Oakes",
    "William S. Oakes", "Oakes", "Oaks", "Jim O'Dell", "O'Dell", "Xu Wen", "Xu",
]  # fmt: skip
BODIES = [
    "Gulls",
    "San Diego Gulls",
    "Harbour Protection Agency",
    "HPA",
    "Fisheries Department",
    "Department of Fisheries",
]
ARTICLES = st.frozensets(st.sampled_from(["a", "b", "c", "d"]), max_size=3)
FORMS = st.none() | st.dictionaries(st.sampled_from([*NAMES, *BODIES]), st.integers(1, 5), max_size=3)
RECORDS = st.lists(
    st.builds(entity, st.sampled_from(NAMES), n=st.integers(1, 6), called=FORMS, articles=ARTICLES)
    | st.builds(entity, st.sampled_from(BODIES), st.just("ORG"), n=st.integers(1, 6), called=FORMS, articles=ARTICLES),
    max_size=14,
)
VERDICTS = st.lists(st.tuples(st.sampled_from(NAMES).map(slug), st.sampled_from(NAMES).map(slug)), max_size=3)


@given(RECORDS, VERDICTS, VERDICTS, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(records, same, different, random):
    shuffled = list(records)
    random.shuffle(shuffled)
    expected = link_entities(records, same=same, different=different)
    assert link_entities(shuffled, same=same[::-1], different=different[::-1]) == expected


@given(RECORDS, VERDICTS)
def test_no_cluster_holds_two_that_a_person_parted(records, different):
    parted = {frozenset(pair) for pair in different if pair[0] != pair[1]}
    for cluster in clusters(link_entities(records, different=different)):
        keys = [one.key for one in cluster]
        assert not any(frozenset((one, other)) in parted for one in keys for other in keys)
