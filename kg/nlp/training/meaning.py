"""Vectors of meaning for joining mentions across articles, learnt on ECB+ (Cybulska and Vossen 2014), training half.

The network that reads stays as it is; a linear map is put on its layers, so that words of one event or thing point the
same way (supervised contrastive loss, Khosla et al. 2020), and one column that tells words of events from others. The
map is written as a piece of ONNX graph that is read together with the network's own file.
"""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return,no-untyped-call"
# torch and onnx belong to the `train` extra and are missing where the gates run

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from gzip import open as open_gzip
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from spacy.tokens import Doc
from torch import Tensor, nn

from kg.nlp.network.doc_words import read_words
from kg.nlp.network.meanings import WIDTH
from kg.nlp.network.pieces import cut_words
from kg.nlp.network.session import INPUTS, MEANINGS, MODEL, Session
from kg.nlp.network.windows import split_text
from kg.nlp.pipeline import load_pipeline

Floats = NDArray[np.float32]
STATES = (
    "/network/encoder/layers.0/norm_out/LayerNormalization_output_0",
    "/network/encoder/layers.2/norm_out/LayerNormalization_output_0",
    "/network/encoder/Add_5_output_0",
    "/network/encoder/Add_8_output_0",
)
"""Values of the network that a word's vector is made of: two layers, and the mixes for trees and for names."""
CONTEXT = "/network/encoder/layers.5/norm_out/LayerNormalization_output_0"
"""The value whose mean over a text goes into the vectors of all its words."""
DROPOUT, TEMPERATURE, EPOCHS, TOPICS_AT_ONCE = 0.3, 0.1, 20, 3
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
"""Parts of speech of the words that are told apart as events or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Words of gold mentions."""

    inputs: Tensor
    """[words, states of the word and of its text]."""
    clusters: Tensor
    topics: list[str]


def train_meanings(corpora: Path, folder: Path) -> None:
    """Learn the map from ECB+ and write it beside the network in `folder`."""
    texts = list(read_texts(corpora / "ecbplus" / "train.jsonl.gz", folder))
    maps = [fit_map(list_examples(texts, kind)) for kind in ("event", "entity")]
    write_map(maps, _fit_happening(texts), folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of ECB+ as the network sees it."""

    name: str
    topic: str
    doc: Doc
    states: Floats
    """[words, 4 × 384]."""
    context: Floats
    """[384], the mean over the text."""
    row_by_token: dict[int, int]
    gold: list[tuple[int, int, str, str]]


def read_texts(path: Path, folder: Path) -> list[Text]:
    """Return the texts of a file of ECB+ with their states and trees."""
    session, pipeline = Session(folder), load_pipeline(str(folder.parent))
    run = _session_of_states(folder)
    texts = []
    with open_gzip(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            doc = pipeline(record["text"])
            states, context = _states(doc, run, session)
            places = [token.i for token in doc if not token.is_space]
            rows = {token: row for row, token in enumerate(places)}
            topic = re.sub(r"\D", "", record["topic"])
            texts.append(
                Text(
                    name=record["id"],
                    topic=topic,
                    doc=doc,
                    states=states,
                    context=context,
                    row_by_token=rows,
                    gold=record["mentions"],
                )
            )
    return texts


def _session_of_states(folder: Path) -> onnxruntime.InferenceSession:
    model = onnx.load(folder / MODEL)
    for number, name in enumerate((*STATES, CONTEXT)):
        model.graph.node.append(helper.make_node("Gather", [name, "firsts"], [f"state{number}"], axis=1))
        model.graph.output.append(helper.make_tensor_value_info(f"state{number}", TensorProto.FLOAT, None))
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def _states(doc: Doc, run: onnxruntime.InferenceSession, session: Session) -> tuple[Floats, Floats]:
    """Return the states of a text's words, each from the window that keeps it, and the mean of its contexts."""
    words = read_words(doc)
    windows = split_text([len(session.pieces.cut(form)) for form in words.forms], cuts=[])
    names = [f"state{number}" for number in range(len(STATES) + 1)]
    parts = []
    for window in windows:
        pieces = cut_words(words, session.pieces, start=window.start, end=window.end)
        given = {name: np.asarray(getattr(pieces, name), dtype=np.int64) for name in INPUTS}
        states = np.concatenate([state[0] for state in run.run(names, given)], axis=1)
        parts.append(states[window.first - window.start : window.last - window.start])
    joined = np.concatenate(parts).astype(np.float32)
    n_states = joined.shape[1] * len(STATES) // (len(STATES) + 1)
    return joined[:, :n_states], joined[:, n_states:].mean(0)


def _head(doc: Doc, start: int, end: int) -> int | None:
    """Return the head of the words at a place: the first one whose own head is outside."""
    inside = [token for token in doc if token.idx < end and token.idx + len(token) > start and not token.is_space]
    roots = [token for token in inside if token.head not in inside or token.head == token]
    best = next((token for token in roots if token.pos_ in CONTENT | {"NUM", "PRON"}), None)
    return best.i if best is not None else (roots[0].i if roots else None)


def list_examples(texts: Sequence[Text], kind: str) -> Examples:
    """Return the words of the gold mentions of a kind, `event` or `entity`."""
    inputs, clusters, topics = [], [], []
    for text in texts:
        for start, end, its_kind, cluster in text.gold:
            head = _head(text.doc, start, end) if its_kind == kind else None
            if head is not None:
                inputs.append(np.concatenate([text.states[text.row_by_token[head]], text.context]))
                clusters.append(cluster)
                topics.append(text.topic)
    numbers = {cluster: number for number, cluster in enumerate(dict.fromkeys(clusters))}
    return Examples(
        inputs=torch.tensor(np.array(inputs)),
        clusters=torch.tensor([numbers[cluster] for cluster in clusters]),
        topics=topics,
    )


def fit_map(examples: Examples, *, seed: int = 9) -> tuple[Floats, Floats]:
    """Return weights [states and context, 64] and bias [64] of the map of one kind of mention."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    mean, spread = examples.inputs.mean(0), examples.inputs.std(0) + 1e-6
    inputs = (examples.inputs - mean) / spread
    linear = nn.Linear(inputs.shape[1], WIDTH)
    optimiser = torch.optim.AdamW(linear.parameters(), lr=1e-3, weight_decay=0.1)
    by_topic: dict[str, list[int]] = defaultdict(list)
    for row, topic in enumerate(examples.topics):
        by_topic[topic].append(row)
    topics = sorted(by_topic)
    for _ in range(EPOCHS):
        generator.shuffle(topics)
        for start in range(0, len(topics), TOPICS_AT_ONCE):
            rows = [row for topic in topics[start : start + TOPICS_AT_ONCE] for row in by_topic[topic]]
            vectors = linear(nn.functional.dropout(inputs[rows], DROPOUT))
            loss = _contrast(nn.functional.normalize(vectors, dim=1), examples.clusters[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    weights = (linear.weight / spread).detach()
    return weights.T.numpy(), (linear.bias.detach() - weights @ mean).numpy()


def _contrast(vectors: Tensor, clusters: Tensor) -> Tensor:
    """Return how far each word is from being nearest to those of its own cluster."""
    itself = torch.eye(len(vectors), dtype=torch.bool)
    near = (vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e9)
    same = (clusters[:, None] == clusters[None]) & ~itself
    shares = near - torch.logsumexp(near, 1, keepdim=True)
    has = same.any(1)
    return (-(shares * same).sum(1)[has] / same.sum(1)[has]).mean()


def _fit_happening(texts: list[Text]) -> tuple[Floats, Floats]:
    """Return weights [states] and bias [1] of what tells words of events from others (logistic regression)."""
    inputs, answers = [], []
    for text in texts:
        heads = {_head(text.doc, start, end) for start, end, kind, _ in text.gold if kind == "event"}
        for token in text.doc:
            if token.pos_ in CONTENT:
                inputs.append(text.states[text.row_by_token[token.i]])
                answers.append(float(token.i in heads))
    given, wanted = torch.tensor(np.array(inputs)), torch.tensor(answers)
    mean, spread = given.mean(0), given.std(0) + 1e-6
    torch.manual_seed(1)
    linear = nn.Linear(given.shape[1], 1)
    optimiser = torch.optim.AdamW(linear.parameters(), lr=1e-3, weight_decay=0.1)
    for _ in range(12):
        for rows in torch.randperm(len(given)).split(256):
            scores = linear(nn.functional.dropout((given[rows] - mean) / spread, DROPOUT)).squeeze(-1)
            loss = nn.functional.binary_cross_entropy_with_logits(scores, wanted[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    weights = (linear.weight / spread).detach()
    return weights.T.numpy(), (linear.bias.detach() - weights @ mean).numpy()


def write_map(maps: list[tuple[Floats, Floats]], happening: tuple[Floats, Floats], folder: Path) -> None:
    """Write the piece of graph that adds `meanings`, `contexts` [words, 128] and `happening` [words]."""
    n_states = happening[0].shape[0]
    constants = {
        "meaning_words": np.concatenate([weights[:n_states] for weights, _ in maps] + [happening[0]], axis=1),
        "meaning_bias": np.concatenate([bias for _, bias in maps] + [happening[1]]),
        "meaning_context": np.concatenate([weights[n_states:] for weights, _ in maps], axis=1),
        "meaning_end": np.array([2 * WIDTH], dtype=np.int64),
    }
    nodes = [helper.make_node("Concat", list(STATES), ["meaning_states"], axis=2)]
    for states, weights, found in (
        ("meaning_states", "meaning_words", "meaning_flat"),
        (CONTEXT, "meaning_context", "contexts"),
    ):
        nodes += [
            helper.make_node("Gather", [states, "firsts"], [f"{found}_of_words"], axis=1),
            helper.make_node("Squeeze", [f"{found}_of_words", "meaning_zero"], [f"{found}_rows"]),
            helper.make_node("MatMul", [f"{found}_rows", weights], [found if found == "contexts" else f"{found}_raw"]),
        ]
    nodes += [
        helper.make_node("Add", ["meaning_flat_raw", "meaning_bias"], ["meaning_flat"]),
        helper.make_node("Slice", ["meaning_flat", "meaning_zero", "meaning_end", "meaning_one"], ["meanings"]),
        helper.make_node("Slice", ["meaning_flat", "meaning_end", "meaning_last", "meaning_one"], ["happening_column"]),
        helper.make_node("Squeeze", ["happening_column", "meaning_one"], ["happening"]),
    ]
    constants |= {
        "meaning_zero": np.array([0], dtype=np.int64),
        "meaning_one": np.array([1], dtype=np.int64),
        "meaning_last": np.array([2 * WIDTH + 1], dtype=np.int64),
    }
    graph = onnx.GraphProto()
    graph.node.extend(nodes)
    graph.initializer.extend(
        numpy_helper.from_array(value if value.dtype == np.int64 else value.astype(np.float32), name)
        for name, value in constants.items()
    )
    graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in (
            ("meanings", ["words", 2 * WIDTH]),
            ("contexts", ["words", 2 * WIDTH]),
            ("happening", ["words"]),
        )
    )
    addition = onnx.ModelProto()
    addition.graph.CopyFrom(graph)
    (folder / MEANINGS).write_bytes(addition.SerializeToString())
