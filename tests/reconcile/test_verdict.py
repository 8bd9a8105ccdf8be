import pytest

from kg.lexicon import load_lexicon
from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL
from kg.reconcile.service import Candidate
from kg.reconcile.verdict import REFUSED, Status, judge, labels_of_types, type_for


def candidate(identifier, name, *, score=100.0, match=False, types=()):
    return Candidate(id=identifier, name=name, score=score, match=match, types=tuple((one, one) for one in types))


def test_an_equal_name_alone_is_linked_with_its_reason():
    verdict = judge(("Norland",), "GPE", [candidate("H1", "Norland"), candidate("H9", "Norland Navy")])
    assert verdict.status is Status.LINKED
    assert [one.candidate.id for one in verdict.judged] == ["H1"]
    assert "the same" in verdict.judged[0].reasons[0]


def test_namesakes_stay_undecided_and_are_kept():
    verdict = judge(("Port Ellis",), "GPE", [candidate("H5", "Port Ellis"), candidate("H6", "Port Ellis")])
    assert verdict.status is Status.UNDECIDED
    assert [one.candidate.id for one in verdict.judged] == ["H5", "H6"]


def test_the_type_tells_namesakes_apart():
    offered = [candidate("H5", "Ellis", types=["human"]), candidate("H6", "Ellis", types=["city"])]
    verdict = judge(("Ellis",), "GPE", offered)
    assert (verdict.status, verdict.judged[0].candidate.id) == (Status.LINKED, "H6")


def test_the_service_tells_namesakes_apart_where_it_is_certain_and_well_ahead():
    offered = [candidate("H5", "Port Ellis", score=100, match=True), candidate("H6", "Port Ellis", score=80)]
    verdict = judge(("Port Ellis",), "GPE", offered)
    assert (verdict.status, verdict.judged[0].candidate.id) == (Status.LINKED, "H5")
    near = [candidate("H5", "Port Ellis", score=100, match=True), candidate("H6", "Port Ellis", score=99)]
    assert judge(("Port Ellis",), "GPE", near).status is Status.UNDECIDED


@pytest.mark.parametrize(
    "kind", ["family name", "Wikimedia disambiguation page", "http://www.wikidata.org/entity/Q4167410"]
)
def test_records_of_names_and_disambiguation_pages_are_no_things(kind):
    assert judge(("Berg",), "PERSON", [candidate("H7", "Berg", match=True, types=[kind])]).status is Status.UNKNOWN


def test_certainty_of_the_service_does_not_outweigh_another_first_name():
    verdict = judge(("Tomas Berg",), "PERSON", [candidate("H8", "Mia Berg", match=True)])
    assert verdict.status is Status.UNKNOWN


def test_certainty_of_the_service_lifts_what_may_be_the_full_name():
    offered = candidate("H3", "Ana Maria Reyes")
    assert judge(("Reyes",), "PERSON", [offered]).status is Status.UNDECIDED
    certain = candidate("H3", "Ana Maria Reyes", match=True)
    assert judge(("Reyes",), "PERSON", [certain]).status is Status.LINKED


def test_an_unlike_name_that_only_the_service_knows_is_kept_for_people():
    certain = candidate("H2", "Southern Republic", match=True)
    assert judge(("Sudria",), "GPE", [certain]).status is Status.UNDECIDED
    assert judge(("Sudria",), "GPE", [certain], accept=0.7).status is Status.LINKED


def test_nothing_alike_is_unknown():
    assert judge(("Sudria",), "GPE", [candidate("H1", "Norland")]).status is Status.UNKNOWN


def test_types_are_read_by_name_identifier_or_the_end_of_an_iri():
    given = [("http://xmlns.com/foaf/0.1/Person", "x"), ("schema:Organization", "y"), ("Q515", "z"), ("thing", "thing")]
    assert labels_of_types(given) == {"PERSON", "ORG", "GPE"}


def test_the_type_to_ask_for_is_one_that_the_service_offers():
    offered = [("Q35120", "entity"), ("Q5", "human")]
    assert type_for("PERSON", offered) == "Q5"
    assert type_for("ORG", offered) is None


def test_every_type_entry_has_an_example_with_one_of_its_words():
    for entry in load_lexicon("authority_types").entries:
        assert all(any(word in example.lower() for word in entry.words) for example in entry.examples), entry
        assert entry["label"] in {*CLASS_BY_ENTITY_LABEL, *REFUSED}
