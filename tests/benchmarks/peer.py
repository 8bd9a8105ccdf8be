"""spaCy's small English network with random weights, to time against: `python -m tests.benchmarks.peer FOLDER FILE`.

The parts and sizes are those of `en_core_web_sm` 3.x: a shared convolutional encoder (width 96, depth 4) for tagger and
parser, an attribute ruler from tags to parts of speech, and an entity recogniser with an encoder of its own. Its rule
lemmatizer is left out, as its tables come with the trained pipeline; so the peer is, if anything, too fast. Weights
cost the same time whatever they are.

usage: python -m tests.benchmarks.peer FOLDER ARTICLES.jsonl.gz [--jobs N]
"""

import argparse
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example

from tests.benchmarks.articles import read_texts

TAGS = (
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR"
    " RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
)
RELATIONS = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative"
    " dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj"
    " predet prep prt punct quantmod relcl xcomp"
)
LABELS = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME"
    " WORK_OF_ART"
)
WIDTH = 96
ENCODER: dict[str, Any] = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
SHARED: dict[str, Any] = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}


def transitions(state: str, encoder: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration of spaCy's transition-based model for `parser` or `ner`."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": encoder,
    }


def build_peer() -> Language:
    """Return the pipeline with random weights."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": ENCODER})
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": SHARED}})
    parser = nlp.add_pipe("parser", config={"model": transitions("parser", SHARED)})
    nlp.add_pipe("attribute_ruler")
    names = nlp.add_pipe("ner", config={"model": transitions("ner", ENCODER)})
    for component, labels in ((tagger, TAGS), (parser, RELATIONS), (names, LABELS)):
        for label in labels.split():
            component.add_label(label)
    nlp.initialize(lambda: [_example(nlp)])
    for tag in TAGS.split():  # after initialising, which empties the ruler
        nlp.get_pipe("attribute_ruler").add([[{"TAG": tag}]], {"POS": "X"})
    return nlp


def _example(nlp: Language) -> Example:
    """Return a document with every label, as initialising wants one."""
    n_words = max(len(labels.split()) for labels in (TAGS, RELATIONS, LABELS))

    def fill(labels: str) -> list[str]:
        return list(islice(cycle(labels.split()), n_words))

    return Example.from_dict(
        nlp.make_doc(" ".join(["word"] * n_words)),
        {
            "tags": fill(TAGS),
            "heads": [max(i - 1, 0) for i in range(n_words)],
            "deps": ["ROOT", *fill(RELATIONS.removeprefix("ROOT"))[1:]],
            "entities": [f"U-{label}" for label in fill(LABELS)],
        },
    )


def main() -> None:
    """Read articles with the pipeline in a folder; print the number of tokens."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    nlp = spacy.load(args.folder)
    print(sum(len(doc) for doc in nlp.pipe(read_texts(args.articles), n_process=args.jobs)))


if __name__ == "__main__":
    main()
