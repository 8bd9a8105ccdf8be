"""Who said what, on hand-checked trees: no trained model is loaded here."""

import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.lexicon import load_lexicon
from kg.nlp.attribution.cues import STANCES, stance_of
from kg.nlp.attribution.scorecard import load_points
from kg.nlp.attributions import extract_attributions, set_attributions
from kg.nlp.quotations import set_quotations

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "attributions.toml").read_text(encoding="utf-8"))["case"]
VOCAB = spacy.blank("en").vocab


def build_doc(case) -> Doc:
    """Build a Doc from a case's tree: one word a line, with tag, part, lemma, head, label, entity, sentence start."""
    rows = [line.split("\t") for line in case["tree"].strip("\n").split("\n")]
    words, spaces, at = [], [], 0
    for row in rows:
        word = row[0] if row[0] != "_" else case["text"][at : at + 2]
        at = case["text"].index(word, at) + len(word)
        words.append(word)
        spaces.append(case["text"][at : at + 1] == " ")
        at += spaces[-1]
    columns = dict(zip(("tags", "pos", "lemmas"), zip(*[row[1:4] for row in rows], strict=True), strict=True))
    doc = Doc(
        VOCAB,
        words=words,
        spaces=spaces,
        heads=[int(row[4]) for row in rows],
        deps=["" if row[5] == "_" else row[5] for row in rows],
        ents=["" if row[6] == "_" else f"B-{row[6]}" for row in rows],
        sent_starts=[row[7] == "S" for row in rows],
        **{name: list(values) for name, values in columns.items()},
    )
    assert doc.text == case["text"]
    return set_quotations(doc)


def as_texts(attributions, text):
    return [
        {
            "source": [text[start:end] for start, end in one.source],
            "cue": [text[start:end] for start, end in one.cue],
            "content": [text[start:end] for start, end in one.content],
            "voice": str(one.voice),
            "stance": one.stance,
            **({"outer": one.outer} if one.outer is not None else {}),
        }
        for one in attributions
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden_cases(case):
    assert as_texts(extract_attributions(build_doc(case)), case["text"]) == case["expected"]


def test_the_component_sets_its_layer():
    doc = set_attributions(build_doc(CASES[0]))
    assert len(doc._.attributions) == 1
    assert 0 < doc._.attributions[0].confidence <= 1
    assert doc._.attributions[0].cue_lemma == "say"
    assert doc._.attributions[0].rule == "clause"


def test_an_empty_text_has_no_attributions():
    assert extract_attributions(set_quotations(Doc(VOCAB, words=[], spaces=[]))) == ()


@pytest.mark.parametrize(
    ("lemma", "part", "stance"),
    [
        ("say", "verb", "report"),
        ("deny", "verb", "deny"),
        ("call for", "verb", "demand"),
        ("vow", "verb", "promise"),
        ("call for", "noun", "demand"),
        ("confident", "adjective", "believe"),
        ("shout at", "verb", "report"),
    ],
)
def test_stances(lemma, part, stance):
    assert stance_of(lemma, part=part) == stance


def test_the_lexicon_is_large_and_each_example_holds_one_of_its_words():
    cues = load_lexicon("cues")
    assert len(STANCES["verb"]) >= 300
    assert len(STANCES["noun"]) >= 80
    for entry in cues.entries:
        assert any(
            word in example.lower() for example in entry.examples for word in (*entry.words, *_stems(entry.words))
        ), entry.examples


def _stems(words):
    return [word.rstrip("e") for word in words if " " not in word]


def test_points_are_few_and_hold_no_names():
    points = load_points()
    assert "bias" in points
    assert len(points) < 4000
    assert not [name for name in points if name.startswith("lemma=") and name != name.lower()]
