from functools import reduce
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.settle import best_label, losers
from kg.rdf.vocabulary import LABEL


@given(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=5))
def test_choosing_in_any_order_and_in_steps_is_the_same_choice(candidates):
    best = best_label(candidates)
    for order in permutations(candidates):
        assert reduce(lambda kept, new: best_label([kept, new]), order) == best


def test_the_plain_spelling_wins():
    assert best_label(["Peace Talks", "PEACE TALKS", "peace talks"]) == "peace talks"


def test_only_the_others_lose():
    graph, one, two = (NamedNode(f"https://kg.example/{name}") for name in ("graph", "one", "two"))
    quads = [Quad(one, LABEL, Literal(text), graph) for text in ("Talks", "talks")]
    quads.append(Quad(two, LABEL, Literal("Talks"), graph))
    assert [quad.object.value for quad in losers(quads)] == ["Talks"]
    assert [quad.subject for quad in losers(quads)] == [one]
