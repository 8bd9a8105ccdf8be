"""The loss of the network on a batch of windows: one term per head, unknown labels left out."""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return,no-untyped-call"
# torch belongs to the `train` extra and is missing where the gates run

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.network.decode_attributions import CONTENT, N_PARTS, SOURCE
from kg.nlp.network.labels import Labels
from kg.nlp.training.hand_names import NAME_LABELS
from kg.nlp.training.network import Network
from kg.nlp.training.targets import NO_NAME, OPEN, Target

FAR = -1e4
"""Score of what cannot be."""
WEIGHTS = {
    "heads": 1.0,
    "deps": 1.0,
    "tags": 0.5,
    "features": 0.5,
    "begins": 0.5,
    "entities": 1.0,
    "cues": 4.0,
    "roles": 1.0,
    "pairs": 0.06,
    "mentions": 0.3,
    "chains": 0.3,
}


def pad(rows: Sequence[Sequence[int]], n_words: int) -> Tensor:
    """Labels as one tensor [n, words], open where a row has ended."""
    padded = np.full((len(rows), n_words), OPEN, dtype=np.int64)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return torch.from_numpy(padded)


def measure_losses(network: Network, out: dict[str, Tensor], targets: Sequence[Target]) -> dict[str, Tensor]:
    """Mean losses by head; a head without any known label has none."""
    n_words = out["tags"].shape[1]
    lengths = torch.tensor([len(target.words.forms) for target in targets])
    real = torch.arange(n_words)[None, :] < lengths[:, None]
    losses = {}
    gold = {name: pad([getattr(t, name) for t in targets], n_words) for name in ("heads", "deps", "tags", "features")}
    gold |= {name: pad([getattr(t, name) for t in targets], n_words) for name in ("begins", "entities")}
    for name in ("tags", "features"):
        losses[name] = _cross_entropy(out[name], gold[name])
    losses["entities"] = _measure_entities(network.labels, out["entities"], gold["entities"])
    known = gold["begins"] != OPEN
    losses["begins"] = nn.functional.binary_cross_entropy_with_logits(
        out["begins"][known], gold["begins"][known].float()
    )
    losses |= _measure_trees(network, out, gold)
    losses |= _measure_attributions(network, out, targets, real)
    losses |= _measure_chains(out, targets)
    return {name: loss for name, loss in losses.items() if torch.isfinite(loss)}


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=OPEN)


def _measure_entities(labels: Labels, scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy; where a word is only known to be no name, the sum of all other labels counts."""
    logs = torch.log_softmax(scores, -1)
    losses = -logs.gather(2, gold.clamp(min=0)[:, :, None]).squeeze(2)
    others = [i for i, label in enumerate(labels.entities) if label[2:] not in NAME_LABELS]
    losses = torch.where(gold == NO_NAME, -torch.logsumexp(logs[:, :, others], -1), losses)
    return losses[gold != OPEN].mean()


def _measure_trees(network: Network, out: dict[str, Tensor], gold: dict[str, Tensor]) -> dict[str, Tensor]:
    """Losses of heads, among the words of the sentence, and of relations to the right heads."""
    row, child = torch.nonzero(gold["heads"] != OPEN, as_tuple=True)
    if not len(row):
        return {}
    head = gold["heads"][row, child]
    sentence = (gold["begins"] == 1).long().cumsum(1)
    sentence = torch.where(gold["begins"] == OPEN, -1, sentence)
    together = sentence[row] == sentence[row, child][:, None]
    scores = out["arcs"][row, child].scatter(1, child[:, None], out["roots"][row, child][:, None])
    loss = nn.functional.cross_entropy(scores.masked_fill(~together, FAR), head)
    left = nn.functional.pad(out["dep_child"][row, child], (0, 1), value=1.0)
    right = nn.functional.pad(out["dep_head"][row, head], (0, 1), value=1.0)
    size = left.shape[1]
    asked = (left @ network.dep.reshape(size, -1)).view(-1, len(network.labels.deps), size)
    labels = torch.einsum("wlj,wj->wl", asked, right)
    return {"heads": loss, "deps": nn.functional.cross_entropy(labels, gold["deps"][row, child])}


def _measure_attributions(
    network: Network, out: dict[str, Tensor], targets: Sequence[Target], real: Tensor
) -> dict[str, Tensor]:
    rows = [i for i, target in enumerate(targets) if target.cases is not None]
    if not rows:
        return {}
    n_words = real.shape[1]
    cues = np.full((len(targets), n_words), OPEN, dtype=np.int64)
    roles = np.zeros((len(targets), n_words, 2), dtype=np.float32)
    places: list[tuple[int, int]] = []
    parts: list[np.ndarray] = []
    for i in rows:
        cues[i, : len(targets[i].words.forms)] = 0
        for case in targets[i].cases or ():
            cues[i, list(case.cue)] = 2
            cues[i, case.cue[0]] = 1
        for case in targets[i].cases or ():
            cues[i, case.cue[0]] = 1
            roles[i, list(case.source), 0] = 1.0
            roles[i, list(case.content), 1] = 1.0
            if not case.content:  # the window ends before it
                continue
            places.append((i, case.cue[0]))
            parts.append(_mark_parts(case.source, case.content, n_words))
    losses = {"cues": _cross_entropy(out["roles"][:, :, :3], torch.from_numpy(cues))}
    known = torch.from_numpy(cues) != OPEN
    losses["roles"] = nn.functional.binary_cross_entropy_with_logits(
        out["roles"][:, :, 3:][known], torch.from_numpy(roles)[known]
    )
    if places:
        row, cue = (torch.tensor(column) for column in zip(*places, strict=True))
        scores = network.score_pairs(out, row, cue)
        loss = nn.functional.binary_cross_entropy_with_logits(
            scores, torch.from_numpy(np.stack(parts)), reduction="none"
        )
        losses["pairs"] = (loss * real[row][:, :, None]).sum() / len(places)
    return losses


def _mark_parts(source: Sequence[int], content: Sequence[int], n_words: int) -> np.ndarray:
    marks = np.zeros((n_words, N_PARTS), dtype=np.float32)
    for first, words in ((SOURCE, source), (CONTENT, content)):
        inside = set(words)
        for word in inside:
            marks[word, first] = 1.0
            marks[word, first + 1] = word - 1 not in inside
            marks[word, first + 2] = word + 1 not in inside
    return marks


def _measure_chains(out: dict[str, Tensor], targets: Sequence[Target]) -> dict[str, Tensor]:
    """Loss of mention heads and of every mention's antecedents: the sum of all right ones against none (Lee 2017)."""
    total, weight, mention_losses = torch.zeros(()), 0.0, []
    for i, target in enumerate(targets):
        if target.clusters is None:
            continue
        clusters = torch.tensor(target.clusters)
        known = clusters != OPEN
        if target.clusters_weight == 1.0:
            is_mention = (clusters >= 0).float()[known]
            scores = out["mentions"][i, : len(clusters), 0][known]
            mention_losses.append(nn.functional.binary_cross_entropy_with_logits(scores, is_mention))
        heads = torch.nonzero((clusters >= 0) & known).squeeze(-1)
        if len(heads) < 2:
            continue
        same = clusters[heads]
        scores = out["chain_late"][i, heads] @ out["chain_early"][i, heads].T + out["mentions"][i, heads, 1][None, :]
        earlier = torch.ones_like(scores).tril(-1).bool()
        right = earlier & (same[:, None] == same[None, :]) & (same[:, None] > 0)
        scores = scores.masked_fill(~earlier, FAR)
        scores = torch.cat([torch.zeros(len(heads), 1), scores], 1)
        right = torch.cat([~right.any(1, keepdim=True), right], 1)
        asked = torch.ones(len(heads)) if target.clusters_weight == 1.0 else (same > 0).float()
        loss = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, FAR), 1)
        total = total + target.clusters_weight * (loss * asked).sum()
        weight += target.clusters_weight * float(asked.sum())
    losses = {"chains": total / weight} if weight else {}
    if mention_losses:
        losses["mentions"] = torch.stack(mention_losses).mean()
    return losses
