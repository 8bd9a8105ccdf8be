"""The training runs: each fills a config of `configs/` with paths and hands it to spaCy."""

from pathlib import Path

from spacy.cli.init_config import fill_config
from spacy.cli.train import train

CONFIGS = Path(__file__).with_name("configs")


def run_training(
    config: str, target: Path, *, train_docs: Path, dev_docs: Path, vectors: Path, start: Path | None = None
) -> Path:
    """Train by `configs/<config>.cfg` and return the folder of the best pipeline; `start` is where to go on from."""
    paths = {"train": train_docs, "dev": dev_docs, "vectors": vectors} | ({"start": start} if start else {})
    overrides = {f"paths.{name}": str(path) for name, path in paths.items()}
    source = CONFIGS / f"{config}.cfg"
    target.mkdir(parents=True, exist_ok=True)
    written = target / "config.cfg"
    if start is None:
        fill_config(written, source, silent=True)
    train(written if start is None else source, target, overrides=overrides)
    return target / "model-best"
