"""Choosing antecedents by made-up points and made-up scores of a network."""

import numpy as np
import pytest

from kg.nlp.coref.decode import best_by_points
from kg.nlp.coref.scorecard import Points, load_points
from kg.nlp.coref.things import Kind
from kg.nlp.coreference import extract_chains, resolve_doc
from tests.nlp.coref.test_coreference import people

NO_POINTS = Points(by_feature={})
MET = (
    "Omar/NNP/nsubj/1 met/VBD/ROOT/1 Peter/NNP/obj/1 | He/PRP/nsubj/1 sang/VBD/ROOT/1",
    (0, 1, "PERSON"),
    (2, 1, "PERSON"),
)
OMAR, PETER, HE = 0, 2, 3


def scores_of(pairs, *, others=-9.0):
    """Make a network that knows some pairs of (later, earlier) head tokens."""
    return lambda later, earlier: np.array([[pairs.get((i, j), others) for j in earlier] for i in later])


def things(doc, *, points=NO_POINTS, scores=None):
    """Return the tokens that head each thing's mentions."""
    choose = best_by_points(points=points, antecedent_scores=scores, weights=dict.fromkeys(Kind, 1.0))
    scene = resolve_doc(doc, choose=choose, antecedent_scores=scores)
    return sorted(sorted(one.head for one in thing.mentions) for thing in scene.things)


@pytest.mark.parametrize("antecedent", [OMAR, PETER])
def test_the_highest_score_wins(antecedent):
    found = things(people(*MET), scores=scores_of({(HE, antecedent): 2.0}))
    assert sorted((antecedent, HE)) in found


def test_no_antecedent_wins_where_all_scores_are_low():
    assert things(people(*MET), scores=scores_of({})) == [[OMAR], [PETER]]


def test_a_network_that_is_silent_leaves_the_points():
    points = Points(by_feature={"he|role=obj": 2.0, "new|he": 0.5})
    assert [PETER, HE] in things(people(*MET), points=points, scores=lambda later, earlier: None)


def test_points_and_scores_add_up():
    points = Points(by_feature={"he|role=obj": 2.0})
    assert [PETER, HE] in things(people(*MET), points=points, scores=scores_of({(HE, OMAR): 1.5, (HE, PETER): 0.0}))
    assert [OMAR, HE] in things(people(*MET), points=points, scores=scores_of({(HE, OMAR): 1.5, (HE, PETER): -1.0}))


def test_no_score_makes_up_for_the_wrong_gender():
    doc = people(
        "Martha/NNP/nsubj/1 met/VBD/ROOT/1 Omar/NNP/obj/1 | He/PRP/nsubj/1 sang/VBD/ROOT/1",
        (0, 1, "PERSON"),
        (2, 1, "PERSON"),
    )
    assert things(doc, scores=scores_of({(3, 0): 9.0})) == [[0], [2]]


def test_no_score_joins_a_pronoun_with_an_office_that_somebody_is_given():
    text = "Omar/NNP/nsubj:pass/2 was/VBD/aux:pass/2 made/VBN/ROOT/2 mayor/NN/xcomp/2 | He/PRP/nsubj/1 sang/VBD/ROOT/1"
    assert things(people(text, (0, 1, "PERSON")), scores=scores_of({(4, 3): 9.0, (4, 0): 1.0})) == [[0, 4]]


def test_no_score_joins_two_arguments_of_one_verb():
    doc = people("Omar/NNP/nsubj/1 saw/VBD/ROOT/1 him/PRP/obj/1", (0, 1, "PERSON"))
    assert things(doc, scores=scores_of({(2, 0): 9.0})) == [[0]]


def test_a_reflexive_is_the_subject_of_its_verb():
    doc = people("Omar/NNP/nsubj/1 saw/VBD/ROOT/1 himself/PRP/obj/1", (0, 1, "PERSON"))
    assert things(doc, scores=scores_of({(2, 0): 1.0})) == [[0, 2]]


def test_no_score_joins_a_noun_with_a_part_of_it():
    doc = people("The/DT/det/1 mayor/NN/nsubj/4 of/IN/case/3 towns/NNS/nmod/1 sang/VBD/ROOT/4")
    assert things(doc, scores=scores_of({(3, 1): 9.0})) == []


def test_all_mentions_of_a_thing_count_together():
    text = f"{MET[0].partition(' | ')[0]} | Omar/NNP/nsubj/1 sang/VBD/ROOT/1 | He/PRP/nsubj/1 left/VBD/ROOT/1"
    doc = people(text, (0, 1, "PERSON"), (2, 1, "PERSON"), (3, 1, "PERSON"))
    found = things(doc, scores=scores_of({(5, 0): 1.0, (5, 3): 1.0, (5, 2): 1.5}))
    assert [0, 3, 5] in found


def test_a_pronoun_gives_its_gender_to_the_thing():
    text = "Kim/NNP/nsubj/1 sang/VBD/ROOT/1 | She/PRP/nsubj/1 left/VBD/ROOT/1 | He/PRP/nsubj/1 stayed/VBD/ROOT/1"
    doc = people(text, (0, 1, "PERSON"))
    assert things(doc, scores=scores_of({(2, 0): 1.0, (4, 0): 9.0})) == [[0, 2]]


def test_a_likely_noun_of_other_words_becomes_a_candidate():
    text = "The/DT/det/1 gale/NN/nsubj/2 rose/VBD/ROOT/2 | The/DT/det/1 storm/NN/nsubj/2 broke/VBD/ROOT/2"
    assert things(people(text), scores=scores_of({(4, 1): 3.0})) == [[1, 4]]
    assert things(people(text)) == []


def test_a_demonstrative_may_mean_a_noun_of_other_words_nearby():
    text = "A/DT/det/1 gale/NN/nsubj/2 rose/VBD/ROOT/2 | This/DT/det/1 storm/NN/nsubj/2 broke/VBD/ROOT/2"
    points = Points(by_feature={"noun-dem|other-head|noun|True": 1.0})
    assert things(people(text), points=points) == [[1, 4]]
    assert things(people(text.replace("This", "The")), points=points) == []


def test_an_unsure_pronoun_joins_its_chain_and_goes_by_no_name():
    doc = people(*MET)
    scene = resolve_doc(
        doc,
        choose=best_by_points(points=NO_POINTS, antecedent_scores=scores_of({(HE, OMAR): 0.2, (HE, PETER): 0.1})),
    )
    [thing] = [thing for thing in scene.things if len(thing.mentions) > 1]
    assert [one.head for one in thing.anchored] == [OMAR]


def test_the_network_of_a_doc_is_asked(monkeypatch):
    doc = people(*MET)
    [chain] = extract_chains(doc, antecedent_scores=scores_of({(HE, PETER): 30.0}))
    assert [doc.text[slice(*span)] for span in chain.mentions] == ["Peter", "He"]


def test_the_scorecard_is_read():
    points = load_points()
    assert points.by_feature["reflexive|subject"] > points.by_feature.get("reflexive|other", 0.0)
    assert all(threshold <= 0 for threshold in points.thresholds.values())
