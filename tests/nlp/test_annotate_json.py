from kg.nlp.annotate_json import render_annotation
from kg.records import Annotation, Argument, Article, Place, Predicate, Relation, Span

TEXT = "The team was led by Ode."


def argument(role, start, end):
    span = Span(start, end)
    return Argument(role=role, span=span, text=TEXT[start:end], core=span, head=span)


def annotation(**fields):
    relation = Relation(
        predicate=Predicate(lemma="lead", span=Span(9, 16), text="was led"),
        subject=argument("subject", 20, 23),
        arguments=(argument("object", 0, 8),),
        span=Span(0, 23),
        sentence=Span(0, 24),
        confidence=0.9,
        rule="clause-passive",
        **fields,
    )
    article = Article(id="a", outlet="Kelp Courier", text=TEXT, place=Place(path="a"), reader="test")
    return Annotation(
        article=article,
        sentences=(),
        entities=(),
        chains=(),
        times=(),
        quantities=(),
        attributions=(),
        relations=(relation,),
    )


def test_every_name_of_the_contract_is_there():
    found = render_annotation(annotation())
    assert list(found) == ["article", "text", "attributions", "relations", "entities", "chains", "times"]
    names = {"predicate", "subject", "arguments", "polarity", "certainty", "tense", "attribution"}
    assert names <= set(found["relations"][0])


def test_a_relation_is_written_with_its_subject_first():
    relation = render_annotation(annotation())["relations"][0]
    assert relation["subject"] == {"span": [20, 23], "text": "Ode"}
    assert relation["arguments"][0]["role"] == "object"


def test_a_turned_passive_is_written_as_it_stands():
    relation = render_annotation(annotation(turned=True))["relations"][0]
    assert relation["subject"]["text"] == "The team"
    assert [(part["role"], part["text"]) for part in relation["arguments"]] == [("by", "Ode")]
