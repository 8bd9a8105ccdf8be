"""The weights of the network, run by ONNX Runtime on the CPU.

One window goes through at a time: it fills the processor, nothing is padded, and as the inputs of the eight-bit weights
are rounded by one scale for all that goes through together, what is read never depends on what else is in hand.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.nlp.network.labels import Labels
from kg.nlp.network.pieces import Pieces
from kg.nlp.network.wordpiece import WordPieces

MODEL, VOCABULARY, LABELS, TABLES = "model.onnx", "vocabulary.txt", "labels.json", "tables.npz"
MEANINGS = "meanings.onnx"
"""What is added to the network for vectors of meaning. Protocol-buffer messages that follow each other are one message
(Protocol Buffers, Encoding: Last One Wins), so the network with its addition is both files one after the other."""
INPUTS = ("ids", "shapes", "breaks", "firsts")

Scores = Mapping[str, NDArray[np.float32]]


class Session:
    """The network of one folder."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        network = b"".join((folder / name).read_bytes() for name in (MODEL, MEANINGS) if (folder / name).is_file())
        self._run = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._run.get_outputs()]
        self.pieces = WordPieces((folder / VOCABULARY).read_text(encoding="utf-8").split("\n"))
        labels = json.loads((folder / LABELS).read_text(encoding="utf-8"))
        self.labels = Labels(**{name: tuple(values) for name, values in labels.items()})
        with np.load(folder / TABLES) as tables:
            self.dep_weights: NDArray[np.float32] = tables["dep"].astype(np.float32)
            self.distance: NDArray[np.float32] = tables["distance"].astype(np.float32)

    def score(self, window: Pieces) -> Scores:
        """Return the scores of one window by word."""
        inputs = {name: np.asarray(getattr(window, name), dtype=np.int64) for name in INPUTS}
        return dict(zip(self._outputs, self._run.run(self._outputs, inputs), strict=True))
