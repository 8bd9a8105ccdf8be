"""Training of the network: all corpora mixed, whole windows, one optimiser, a checkpoint every few minutes."""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return,no-untyped-call"
# torch belongs to the `train` extra and is missing where the gates run

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import torch
from torch import nn

from kg.nlp.network.labels import Labels
from kg.nlp.network.pieces import Pieces
from kg.nlp.training.losses import WEIGHTS, measure_losses
from kg.nlp.training.network import Network
from kg.nlp.training.stacks import stack_windows
from kg.nlp.training.targets import Target

Window = tuple[Pieces, Target]
N_BATCH_PIECES = 2560
RATE_ENCODER, RATE_HEADS = 2e-4, 1e-3
WARM_UP = 0.06
"""Share of the steps in which the rates rise."""
SAVE_EVERY = 600
"""Seconds between checkpoints."""
REPORT_EVERY = 50


def group_windows(windows: Sequence[Window], random: Random) -> list[list[Window]]:
    """Batches of windows of like length, in random order."""
    order = sorted(windows, key=lambda window: (len(window[0].ids) // 16, random.random()))
    batches: list[list[Window]] = [[]]
    for window in order:
        if batches[-1] and (len(batches[-1]) + 1) * len(window[0].ids) > N_BATCH_PIECES:
            batches.append([])
        batches[-1].append(window)
    random.shuffle(batches)
    return batches


def run_network(network: Network, windows: Sequence[Window]) -> dict[str, torch.Tensor]:
    """The network's scores of a batch."""
    inputs = stack_windows([pieces for pieces, _ in windows])
    return network(**{name: torch.from_numpy(values) for name, values in inputs.items()})


def train_network(
    labels: Labels,
    windows_of: Callable[[int], Sequence[Window]],
    path: Path,
    *,
    n_epochs: int,
    seed: int = 1,
    most_seconds: float = float("inf"),
    start: Path | None = None,
) -> Network:
    """Fit the network to `windows_of(epoch)` and save it; a run that finds its checkpoint goes on from there.

    A first run begins with the weights of `start`, or those of the pretrained encoder.
    The rates fall with the share of epochs done, or of `most_seconds` where that is the larger one.
    """
    torch.manual_seed(seed)
    network = Network(labels) if start is None else load_network(start)
    heads = [parameter for name, parameter in network.named_parameters() if not name.startswith("encoder.")]
    heads += [network.encoder.mixes, network.encoder.shapes.weight, network.encoder.breaks.weight]
    known = {id(parameter) for parameter in heads}
    encoder = [parameter for parameter in network.parameters() if id(parameter) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE_ENCODER}, {"params": heads, "lr": RATE_HEADS}], weight_decay=0.01, fused=True
    )
    rates = [RATE_ENCODER, RATE_HEADS]
    first, spent = _load_checkpoint(path, network, optimiser)
    network.train()
    started = saved = time.monotonic()
    for epoch in range(first, n_epochs):
        if spent + time.monotonic() - started >= most_seconds:
            break
        batches = group_windows(windows_of(epoch), Random(seed + epoch))
        totals: Counter[str] = Counter()
        for step, batch in enumerate(batches):
            now = time.monotonic()
            done = max((epoch + step / len(batches)) / n_epochs, (spent + now - started) / most_seconds)
            if done >= 1.0:
                break
            scale = min(done / WARM_UP + 0.01, (1 - done) / (1 - WARM_UP), 1.0)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            optimiser.zero_grad()
            losses = measure_losses(network, run_network(network, batch), [target for _, target in batch])
            loss = torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            for name, value in losses.items():
                totals[name] += value.item()
                totals[f"{name} n"] += 1
            totals["pieces"] += sum(len(pieces.ids) for pieces, _ in batch)
            if (step + 1) % REPORT_EVERY == 0:
                speed = totals["pieces"] / (time.monotonic() - started)
                shown = " ".join(f"{name} {totals[name] / totals[f'{name} n']:.3f}" for name in WEIGHTS if totals[name])
                print(
                    f"epoch {epoch} step {step + 1}/{len(batches)} {shown} | {done:.0%}, {speed:.0f} pieces/s",
                    flush=True,
                )
                totals = Counter(pieces=totals["pieces"])
            if time.monotonic() - saved > SAVE_EVERY:
                saved = time.monotonic()
                _save(path, network, optimiser, epoch=epoch, spent=spent + saved - started)
        started, spent = time.monotonic(), spent + time.monotonic() - started
    _save(path, network, optimiser, epoch=n_epochs, spent=spent)
    return network


def _save(path: Path, network: Network, optimiser: torch.optim.Optimizer, *, epoch: int, spent: float) -> None:
    state = {
        "labels": network.labels,
        "state": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "epoch": epoch,
        "spent": spent,
    }
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.rename(path)


def _load_checkpoint(path: Path, network: Network, optimiser: torch.optim.Optimizer) -> tuple[int, float]:
    if not path.exists():
        return 0, 0.0
    saved = torch.load(path, weights_only=False)
    network.load_state_dict(saved["state"])
    optimiser.load_state_dict(saved["optimiser"])
    return saved["epoch"], saved["spent"]


def average_networks(paths: Sequence[Path], shares: Sequence[float], target: Path) -> None:
    """Save the weighted mean of networks that were trained one from the other (Wortsman et al. 2022)."""
    saved = [torch.load(path, weights_only=False) for path in paths]
    state = {
        name: torch.stack([share * one["state"][name] for share, one in zip(shares, saved, strict=True)]).sum(0)
        for name in saved[0]["state"]
    }
    torch.save({"labels": saved[0]["labels"], "state": state}, target)


def load_network(path: Path) -> Network:
    """A trained network."""
    saved = torch.load(path, weights_only=False)
    network = Network(saved["labels"])
    network.load_state_dict(saved["state"])
    return network.eval()
