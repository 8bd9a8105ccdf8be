"""The bundled pipeline: it is small, needs no PyTorch, and reads invented news sentences as it should."""

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import pipeline as pipeline  # registers the components

MODEL = Path(str(resources.files("kg.nlp"))) / "english"
LARGEST = 45_000_000  # bytes


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("kg_sentences", first=True)
    return nlp


def arcs(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.text) for token in doc}


def test_is_at_most_forty_five_megabytes():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= LARGEST


def test_has_the_layers_that_the_components_need(nlp):
    assert nlp.lang == "en"
    assert "kg_network" in nlp.pipe_names
    doc = nlp("The harbour will stay closed, the mayor said.")
    assert {"TAG", "POS", "MORPH", "DEP", "HEAD", "SENT_START", "ENT_IOB"} == {
        name for name in ("TAG", "POS", "MORPH", "DEP", "HEAD", "SENT_START", "ENT_IOB") if doc.has_annotation(name)
    }


def test_reads_without_pytorch():
    code = "import sys, kg.nlp.pipeline as p; p.load_pipeline(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_entity_labels_are_those_of_ontonotes(nlp):
    wanted = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "DATE", "TIME", "MONEY", "PERCENT"}
    labels = json.loads((MODEL / "kg_network" / "labels.json").read_text(encoding="utf-8"))["entities"]
    assert {f"B-{label}" for label in wanted | {"QUANTITY", "ORDINAL", "CARDINAL"}} <= set(labels)


def test_figures_stand_beside_the_weights():
    figures = json.loads((MODEL / "figures.json").read_text(encoding="utf-8"))
    assert figures["las"] >= 82
    assert figures["tag"] >= 94.5
    assert figures["entity_f"] > 80


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


def roles_of(doc: Doc) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for span in doc.spans["attributions"]:
        found.setdefault(span.id_, {})[span.label_] = span.text
    return found


def test_who_said_what(nlp):
    doc = nlp("The ferry company said on Monday that the harbour would stay closed.")
    (found,) = roles_of(doc).values()
    assert found["source"] == "The ferry company"
    assert found["cue"].startswith("said")
    assert found["content"].rstrip(".") == "that the harbour would stay closed"


def test_a_long_text_is_read_to_its_end(nlp):
    text = " ".join(["The mayor opened the new bridge on Sunday."] * 200)
    doc = nlp(text)
    assert len(list(doc.sents)) == 200
    assert all(token.dep_ == "ROOT" for token in doc if token.text == "opened")


def test_what_is_read_does_not_depend_on_its_neighbours(nlp):
    texts = ["Divers found the wreck.", "The union said it would strike.", "Prices rose by 3 percent in May."]
    alone = [[(token.dep_, token.head.i) for token in nlp(text)] for text in texts]
    together = [[(token.dep_, token.head.i) for token in doc] for doc in nlp.pipe(texts)]
    assert alone == together


@pytest.mark.parametrize("text", ["", "   \n\n ", "?", "a" * 5000, "\u200b\u200b word", "…" * 900])
def test_odd_texts_are_read(nlp, text):
    assert nlp(text).text == text
