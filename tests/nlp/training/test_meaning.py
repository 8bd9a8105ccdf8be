"""The map to vectors of meaning, fitted to a handful of made-up words; torch and onnx belong to the `train` extra."""

import numpy as np
import onnxruntime
import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp.network.meanings import WIDTH
from kg.nlp.network.session import MEANINGS

pytest.importorskip("torch", reason="torch belongs to the train extra")
onnx = pytest.importorskip("onnx", reason="onnx belongs to the train extra")
meaning = pytest.importorskip("kg.nlp.training.meaning")

N_STATES = 6
N_CLUSTERS = 4


def text(name, topic, seed):
    """A text of one word a cluster: its states point to the cluster, beside some noise."""
    random = np.random.default_rng(seed)
    words = [f"word{number}" for number in range(N_CLUSTERS)]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[0] * N_CLUSTERS,
        pos=["NOUN"] * N_CLUSTERS,
        deps=["dep"] * N_CLUSTERS,
    )
    states = random.normal(scale=0.1, size=(N_CLUSTERS, N_STATES)).astype(np.float32)
    states[:, :N_CLUSTERS] += np.eye(N_CLUSTERS, dtype=np.float32)
    gold = [(token.idx, token.idx + len(token), "event", f"{topic}-{number}") for number, token in enumerate(doc)]
    context = random.normal(size=3).astype(np.float32)
    rows = {number: number for number in range(N_CLUSTERS)}
    return meaning.Text(name=name, topic=topic, doc=doc, states=states, context=context, row_by_token=rows, gold=gold)


@pytest.fixture(scope="module")
def texts():
    return [text(f"{topic}{number}", topic, 10 * number + int(topic)) for topic in "123" for number in range(4)]


def test_examples_are_the_heads_of_gold_mentions(texts):
    examples = meaning.list_examples(texts, "event")
    assert examples.inputs.shape == (len(texts) * N_CLUSTERS, N_STATES + 3)
    assert len(set(examples.clusters.tolist())) == 3 * N_CLUSTERS
    assert set(examples.topics) == {"1", "2", "3"}


def test_words_of_one_event_come_near_each_other(texts):
    examples = meaning.list_examples(texts, "event")
    weights, bias = meaning.fit_map(examples)
    assert weights.shape == (N_STATES + 3, WIDTH)
    vectors = examples.inputs.numpy() @ weights + bias
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = vectors @ vectors.T
    clusters = examples.clusters.numpy()
    topics = np.array(examples.topics)
    same = (clusters[:, None] == clusters[None]) & ~np.eye(len(clusters), dtype=bool)
    other = (clusters[:, None] != clusters[None]) & (topics[:, None] == topics[None])
    assert alike[same].mean() > alike[other].mean() + 0.3


def test_fitting_again_is_the_same(texts):
    one, again = (meaning.fit_map(meaning.list_examples(texts, "event")) for _ in range(2))
    np.testing.assert_array_equal(one[0], again[0])


def test_the_map_is_a_piece_of_graph_that_reads_on_from_the_network(tmp_path):
    """A network that hands its inputs on, with the map put on it: the words are the second and third pieces."""
    random = np.random.default_rng(5)
    width = 4
    n_states = len(meaning.STATES) * width
    maps = [
        (
            random.normal(size=(n_states + width, WIDTH)).astype(np.float32),
            random.normal(size=WIDTH).astype(np.float32),
        )
        for _ in range(2)
    ]
    happening = random.normal(size=(n_states, 1)).astype(np.float32), np.ones(1, dtype=np.float32)
    meaning.write_map(maps, happening, tmp_path)
    network = hands_on(width)
    session = onnxruntime.InferenceSession(network.SerializeToString() + (tmp_path / MEANINGS).read_bytes())
    given = {
        f"in{number}": random.normal(size=(1, 4, width)).astype(np.float32) for number in range(len(meaning.STATES) + 1)
    }
    firsts = np.array([1, 2], dtype=np.int64)
    names = ("meanings", "contexts", "happening")
    found = dict(zip(names, session.run(names, {**given, "firsts": firsts}), strict=True))
    states = np.concatenate([given[f"in{number}"][0, firsts] for number in range(len(meaning.STATES))], axis=1)
    context = given[f"in{len(meaning.STATES)}"][0, firsts]
    expected = np.concatenate([states @ weights[:n_states] + bias for weights, bias in maps], axis=1)
    np.testing.assert_allclose(found["meanings"], expected, rtol=1e-4, atol=1e-4)
    expected = np.concatenate([context @ weights[n_states:] for weights, _ in maps], axis=1)
    np.testing.assert_allclose(found["contexts"], expected, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(found["happening"], states @ happening[0][:, 0] + 1, rtol=1e-4, atol=1e-4)


def hands_on(width):
    """Return a network whose values have the names that the map reads from."""
    helper, kind = onnx.helper, onnx.TensorProto
    names = [*meaning.STATES, meaning.CONTEXT]
    graph = helper.make_graph(
        [helper.make_node("Identity", [f"in{number}"], [name]) for number, name in enumerate(names)],
        "hands_on",
        [
            *(helper.make_tensor_value_info(f"in{n}", kind.FLOAT, [1, None, width]) for n in range(len(names))),
            helper.make_tensor_value_info("firsts", kind.INT64, [None]),
        ],
        [],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
