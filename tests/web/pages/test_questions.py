import pytest

from kg.errors import WrongParameter
from kg.query import load_queries, load_query
from kg.web.pages.ask import OURS
from kg.web.pages.proposals import FACETS, SEARCHED
from kg.web.pages.questions import bound, fields_of, is_complete, load_examples, load_groups
from kg.web.pages.vocabulary import load_terms

EVERY = list(load_queries().values())


def test_every_question_stands_in_one_group_and_none_is_left_over():
    names = [question.name for group in load_groups() for question in group.questions]
    assert sorted(names) == sorted(load_queries())
    assert "More" not in [group.title for group in load_groups()]


def test_choices_and_proposals_are_for_parameters_that_there_are():
    fields = {f"{question.name}.{field.name}": field for question in EVERY for field in fields_of(question)}
    assert [name for name, field in fields.items() if field.kind == "choice"] == [
        "corroborated.by",
        "hedge-loss.change",
        "hedged.certainty",
        "refinements.relation",
        "reviews.verdict",
        "revision-changes.change",
    ]
    assert {field.suggest for field in fields.values()} == {None, *FACETS, *SEARCHED}
    assert fields["corroborated.outlets"].kind == "number"


def test_choices_are_named_where_the_parameter_is_described():
    for question in EVERY:
        for field in fields_of(question):
            assert all(choice in field.hint for choice in field.choices), (question.name, field.name)


def test_no_parameter_has_the_name_of_one_of_the_page():
    assert not {parameter.name for question in EVERY for parameter in question.parameters} & set(OURS)


def test_a_question_is_bound_without_its_head_and_an_empty_value_is_none_given():
    question = load_query("corroborated")
    text = bound(question, {"outlets": "", "by": "origins"})
    assert text.startswith("# Claims of several outlets\nSELECT ")
    assert ">= 2" in text.replace('"2"^^<http://www.w3.org/2001/XMLSchema#integer>', "2")
    assert "# param" not in text
    assert "$" not in text


@pytest.mark.parametrize(
    ("values", "message"),
    [({}, "Predicate is needed"), ({"predicate": ""}, "Predicate is needed"), ({"predicate": "a", "x": "1"}, "'x'")],
)
def test_what_is_missing_or_unknown_is_said(values, message):
    with pytest.raises(WrongParameter, match=message):
        bound(load_query("who-asserted"), values)


def test_a_question_is_complete_where_nothing_is_left_open():
    assert is_complete(load_query("demands"), {})
    assert is_complete(load_query("most-quoted"), {})
    assert not is_complete(load_query("who-asserted"), {"subject": "Reyes"})
    assert is_complete(load_query("who-asserted"), {"predicate": "host"})


def test_a_value_cannot_leave_its_place():
    text = bound(load_query("article-assertions"), {"article": '" . } DELETE { ?s ?p ?o } #'})
    assert '"\\" . } DELETE { ?s ?p ?o } #" .' in text


def test_every_example_runs(sample_graph):
    assert len(load_examples()) >= 6
    for example in load_examples().values():
        sample_graph.query(bound(example, {}))


def test_the_vocabulary_has_what_queries_use_with_a_comment_on_each():
    terms = {term.name: term for term in load_terms()}
    assert {"kg:speaker", "kg:Assertion", "kg:Narrator", "rdf:type", "schema:publisher"} <= set(terms)
    assert (terms["kg:speaker"].kind, terms["kg:Assertion"].kind, terms["kg:Narrator"].kind) == (
        "property",
        "class",
        "value",
    )
    assert [name for name, term in terms.items() if not term.comment] == []
