import random

import pytest

from kg.draw import build_network
from kg.draw.network import LeftOut
from kg.records import ClaimRow
from tests.draw.rows import BASE, TYPES, iri, make_row, sample_rows


def edges_of(rows: list[ClaimRow], **options) -> list[tuple[str, str, str]]:
    network = build_network(rows, **options)
    name = network.nodes(data="label")
    return [(name[s], said["predicate"], name[t]) for s, t, said in network.edges(data=True)]


def test_equal_statements_of_several_outlets_are_one_edge_that_keeps_every_assertion():
    rows = [make_row(outlet=outlet, assertion=outlet) for outlet in ("B", "A", "A")]
    ((_, _, edge),) = build_network(rows).edges(data=True)
    assert edge["outlets"] == ("A", "B")
    assert sorted(row.assertion for row in edge["assertions"]) == ["A", "A", "B"]


def test_a_claim_and_its_denial_are_two_edges():
    network = build_network([make_row(), make_row(polarity="negative", outlet="B")])
    assert sorted(polarity for _, _, polarity in network.edges(data="polarity")) == ["negative", "positive"]


def test_an_edge_is_as_certain_as_its_firmest_assertion():
    rows = [make_row(certainty=certainty) for certainty in ("unknown", "probable", "possible")]
    ((_, _, certainty),) = build_network(rows).edges(data="certainty")
    assert certainty == "probable"


def test_a_clause_points_to_what_it_is_about():
    row = make_row(
        "Volodymyr Zelensky",
        "announce",
        "that the sides will meet again for further talks in Istanbul on Wednesday",
        object_iri=f"{BASE}claim/2",
        about="talks",
        about_iri=iri("talks"),
    )
    assert edges_of([row]) == [("Volodymyr Zelensky", "announce", "talks")]


def test_without_an_object_the_first_argument_with_an_iri_is_the_other_end():
    arguments = ({"role": "on", "text": "Wednesday"}, {"role": "in", "text": "Istanbul", "iri": iri("Istanbul")})
    row = make_row("talks", "hold", None, arguments=arguments)
    assert edges_of([row]) == [("talks", "hold in", "Istanbul")]


def test_the_relation_says_that_the_subject_undergoes_the_act():
    arguments = ({"role": "in", "text": "Istanbul", "iri": iri("Istanbul")},)
    passive = make_row("talks", "hold", None, arguments=arguments, relation="https://kg.example/relation/be-held")
    assert edges_of([passive]) == [("talks", "be held in", "Istanbul")]


def test_a_number_belongs_to_what_it_is_said_of():
    rows = [make_row(subject, "number", "450", object_iri=None, about_iri=None) for subject in ("drones", "prisoners")]
    network = build_network(rows)
    assert sorted(label for _, label in network.nodes(data="label")) == ["450", "450", "drones", "prisoners"]


@pytest.mark.parametrize(
    "row",
    [
        make_row("Zelensky", "rest", None),
        make_row("Zelensky", "think", "x" * 200, object_iri=None, about=None, about_iri=None),
        make_row(None, "seem", None),
        make_row(None, "reject", "plan"),
    ],
    ids=["no-object", "long-clause", "nothing-named", "no-subject"],
)
def test_a_claim_about_one_thing_is_kept_beside_the_edges(row):
    network = build_network([row])
    assert network.number_of_edges() == 0
    ((lone,)) = network.graph["lone"]
    assert lone.assertions == (row,)
    assert lone.node is None or lone.node in network


def test_the_limit_keeps_what_most_outlets_carry_and_counts_the_rest():
    rows = [make_row("A", "meet", "B", outlet=outlet) for outlet in ("x", "y")]
    rows += [make_row("C", "meet", "D", outlet="x"), make_row("C", "meet", "D", outlet="x", start=5)]
    rows += [make_row("E", "meet", "F", outlet="z")]
    network = build_network(rows, limit=1)
    assert [network.nodes[s]["label"] for s, _ in network.edges()] == ["A"]
    assert network.graph["left_out"] == LeftOut(claims=2, assertions=3, most_outlets=1)
    assert set(network.nodes) == {iri("A"), iri("B")}


def test_no_assertion_is_lost():
    rows = sample_rows()
    network = build_network(rows)
    drawn = [row for _, _, group in network.edges(data="assertions") for row in group]
    lone = [row for claim in network.graph["lone"] for row in claim.assertions]
    assert sorted(row.assertion for row in drawn + lone) == sorted(row.assertion for row in rows)
    assert network.graph["left_out"] == LeftOut()


def test_the_order_of_rows_does_not_change_the_graph():
    rows = sample_rows()
    shuffled = random.Random(3).sample(rows, len(rows))
    one, other = build_network(rows, types=TYPES), build_network(shuffled, types=TYPES)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_types_come_from_the_mapping_and_else_from_the_iri():
    network = build_network([make_row("Russia", "demand", "regions")], types={iri("Russia"): "GPE"})
    assert dict(network.nodes(data="type")) == {iri("Russia"): "GPE", iri("regions"): "TOPIC"}
    unknown = build_network([make_row("X", subject_iri=f"{BASE}entity/x")])
    assert unknown.nodes[f"{BASE}entity/x"]["type"] == "ENTITY"


def test_words_of_a_clause_are_told_from_numbers_and_dates():
    rows = [make_row(obj=words, object_iri=None, about_iri=None) for words in ("to keep what it has", "450 drones")]
    types = {node["label"]: node["type"] for _, node in build_network(rows).nodes(data=True)}
    assert types == {"Russia": "ENTITY", "to keep what it has": "STATEMENT", "450 drones": "VALUE"}


def test_a_node_is_named_as_it_is_most_often():
    rows = [make_row(name, subject_iri=iri("Russia")) for name in ("Moscow", "Russia", "Russia")]
    assert build_network(rows).nodes[iri("Russia")]["label"] == "Russia"
