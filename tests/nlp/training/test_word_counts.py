"""Counting in how many texts words stand; a pipeline of blanks stands for the trained one."""

import gzip
import json

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.lexicon.rarity import FILE, TEXTS
from kg.nlp.training import rarity


@Language.component("lower_lemmas")
def lower_lemmas(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = token.text.removesuffix("s")
    return doc


def blank(_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("lower_lemmas")
    return nlp


def test_words_count_once_a_text_and_rare_ones_not_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(rarity, "load_pipeline", blank)
    shelf = {"polnear": ["Boats and boats, 3 of them", "A boat"], "ecbplus": ["Ferry and pier"]}
    for name, texts in shelf.items():
        (tmp_path / name).mkdir()
        with gzip.open(tmp_path / name / "train.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    rarity.count_words(tmp_path, tmp_path, model=tmp_path)
    lines = gzip.decompress((tmp_path / FILE).read_bytes()).decode("utf-8").splitlines()
    assert dict(line.split("\t") for line in lines) == {TEXTS: "3", "boat": "2", "and": "2"}
    first = (tmp_path / FILE).read_bytes()
    rarity.count_words(tmp_path, tmp_path, model=tmp_path)
    assert (tmp_path / FILE).read_bytes() == first
