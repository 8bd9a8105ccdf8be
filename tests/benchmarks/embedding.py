"""Vectors of short texts by all-MiniLM-L6-v2 as it was trained, mean over the pieces; needs the `train` extra."""

# mypy: disable-error-code="import-not-found,no-any-return,unused-ignore"

from collections.abc import Iterable

import torch

from kg.nlp.network.wordpiece import WordPieces
from kg.nlp.training.encoder import Encoder, load_encoder, read_vocabulary

BATCH = 64
LONGEST = 96
"""Pieces of a text that are read."""


def embed_texts(texts: Iterable[str]) -> dict[str, torch.Tensor]:
    """Return the vector of each text, of unit length (Reimers and Gurevych 2019)."""
    encoder, pieces = load_plain_encoder(), WordPieces(read_vocabulary())
    ordered = sorted(set(texts), key=lambda text: (len(text), text))
    vectors: dict[str, torch.Tensor] = {}
    with torch.no_grad():
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            vectors |= dict(zip(batch, _embed(encoder, [_cut(pieces, text) for text in batch]), strict=True))
    return vectors


def load_plain_encoder() -> Encoder:
    """The encoder as it was published: without our embeddings of shapes and breaks, its last layer alone."""
    encoder = load_encoder(n_mixes=1).eval()
    with torch.no_grad():
        encoder.shapes.weight.zero_()
        encoder.breaks.weight.zero_()
        encoder.mixes.copy_(torch.tensor([[-1e9, -1e9, -1e9, 0.0]]))
    return encoder


def _embed(encoder: Encoder, cuts: list[list[int]]) -> torch.Tensor:
    size = max(map(len, cuts))
    ids = torch.tensor([numbers + [0] * (size - len(numbers)) for numbers in cuts])
    nothing = torch.zeros_like(ids)
    (outputs,) = encoder(ids, nothing, nothing)
    kept = (ids != 0).unsqueeze(-1)
    return torch.nn.functional.normalize((outputs * kept).sum(1) / kept.sum(1), dim=1)


def _cut(pieces: WordPieces, text: str) -> list[int]:
    numbers = (number for word in text.split() for number in pieces.cut(word))
    return [pieces.start, *numbers, pieces.end][:LONGEST]
