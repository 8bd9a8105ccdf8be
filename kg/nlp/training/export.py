"""The trained network as the files that ship: ONNX with eight-bit weights, vocabulary, labels, small tables."""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return,no-untyped-call"
# torch and onnx belong to the `train` extra and are missing where the gates run

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.nlp.network.session import LABELS, MODEL, TABLES, VOCABULARY
from kg.nlp.training.encoder import read_vocabulary, scale_queries
from kg.nlp.training.network import Network

INPUTS = ("ids", "shapes", "breaks", "firsts")
OUTPUTS = (
    *("arcs", "dep_child", "dep_head", "tags", "features", "begins", "entities", "roles"),
    *("pair_cue", "pair_word", "pair_prior", "chain_late", "chain_early", "mentions"),
)


class Shipped(nn.Module):
    """The network on one window, with what is needed of its scores: best tags, arcs with roots on their diagonal."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        scale_queries(network.encoder)

    def forward(self, ids: Tensor, shapes: Tensor, breaks: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of `OUTPUTS`."""
        out = self.network(ids[None], shapes[None], breaks[None], firsts[None], padded=False)
        n_words = firsts.shape[0]
        diagonal = torch.eye(n_words, dtype=out["arcs"].dtype)
        out["arcs"] = out["arcs"] * (1 - diagonal) + out["roots"][:, :, None] * diagonal
        out["tags"], out["features"] = out["tags"].argmax(-1), out["features"].argmax(-1)
        return tuple(out[name][0] for name in OUTPUTS)


def export_network(network: Network, folder: Path, *, quantised: bool = True) -> None:
    """Write the files of `session.Session` to a folder; the network is changed on the way and of no use afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    example = (torch.ones(16, dtype=torch.long),) * 3 + (torch.ones(9, dtype=torch.long),)
    axes = {name: {0: "pieces"} for name in INPUTS[:3]} | {name: {0: "words"} for name in ("firsts", *OUTPUTS)}
    axes["arcs"][1] = "words"
    torch.onnx.export(
        Shipped(network.eval()),
        example,
        str(whole),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    if quantised:
        quantize_dynamic(whole, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
        whole.unlink()
    else:
        whole.rename(folder / MODEL)
    (folder / VOCABULARY).write_text("\n".join(read_vocabulary()), encoding="utf-8")
    (folder / LABELS).write_text(json.dumps(asdict(network.labels), indent=0), encoding="utf-8")
    np.savez_compressed(
        folder / TABLES,
        dep=network.dep.detach().numpy().astype(np.float16),
        distance=network.distance.weight.detach().numpy().astype(np.float16),
    )
