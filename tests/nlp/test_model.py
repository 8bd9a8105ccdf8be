"""The bundled pipeline: it loads without code of ours, is small, and reads invented news sentences as it should."""

import json
from importlib import resources
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

MODEL = Path(str(resources.files("kg.nlp"))) / "english"
LARGEST = 40_000_000  # bytes


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


def arcs(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.text) for token in doc}


def test_is_at_most_forty_megabytes():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= LARGEST


def test_has_the_layers_that_the_components_need(nlp):
    assert nlp.lang == "en"
    assert {"tagger", "morphologizer", "parser", "ner"} <= set(nlp.pipe_names)


def test_entity_labels_are_those_of_ontonotes(nlp):
    wanted = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "DATE", "TIME", "MONEY", "PERCENT"}
    assert wanted | {"QUANTITY", "ORDINAL", "CARDINAL"} <= set(nlp.get_pipe("ner").labels)


def test_figures_stand_beside_the_weights():
    figures = json.loads((MODEL / "figures.json").read_text(encoding="utf-8"))
    assert figures["las"] >= 82
    assert figures["tag"] >= 94.5
    assert figures["entity_f"] > 84.9


def test_reads_a_report_of_indirect_speech(nlp):
    doc = nlp("The minister said on Tuesday that the talks had failed.")
    expected = {
        ("minister", "nsubj", "said"),
        ("said", "ROOT", "said"),
        ("failed", "ccomp", "said"),
        ("that", "mark", "failed"),
        ("talks", "nsubj", "failed"),
        ("Tuesday", "obl", "said"),
    }
    found = {(word, dep.split(":")[0] if dep.startswith("obl") else dep, head) for word, dep, head in arcs(doc)}
    assert expected <= found


def test_reads_a_passive_with_its_agent(nlp):
    doc = nlp("The bridge was destroyed by soldiers.")
    expected = {("bridge", "nsubj:pass", "destroyed"), ("was", "aux:pass", "destroyed")}
    assert expected <= arcs(doc)
    assert next(token for token in doc if token.text == "soldiers").dep_.startswith("obl")


def test_tags_and_features(nlp):
    doc = nlp("Two ministers rejected the plan.")
    assert [token.tag_ for token in doc] == ["CD", "NNS", "VBD", "DT", "NN", "."]
    assert doc[2].morph.get("Tense") == ["Past"]
    assert doc[1].morph.get("Number") == ["Plur"]
    assert [token.pos_ for token in doc] == ["NUM", "NOUN", "VERB", "DET", "NOUN", "PUNCT"]


def test_a_line_break_ends_a_sentence(nlp):
    doc = nlp("Ministers meet in Geneva\n\nThe talks began on Monday. They will go on.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "Ministers meet in Geneva",
        "The talks began on Monday.",
        "They will go on.",
    ]


def test_a_quotation_stays_with_its_speaker(nlp):
    doc = nlp("“We will not sign the deal,” the minister told reporters.")
    assert len(list(doc.sents)) == 1
    assert ("minister", "nsubj", "told") in arcs(doc)


def test_names_of_the_world(nlp):
    doc = nlp("Oksana Tkachenko met officials of the European Commission in Warsaw on 12 March.")
    assert {(ent.text.removeprefix("the "), ent.label_) for ent in doc.ents} >= {
        ("Oksana Tkachenko", "PERSON"),
        ("European Commission", "ORG"),
        ("Warsaw", "GPE"),
    }
