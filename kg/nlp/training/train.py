"""The training runs: each fills a config of `configs/` with paths and spaCy's defaults and hands it to spaCy."""

from pathlib import Path

from spacy.cli.init_config import fill_config
from spacy.cli.train import train
from spacy.util import load_config

CONFIGS = Path(__file__).with_name("configs")


def run_training(
    config: str, target: Path, *, train_docs: Path, dev_docs: Path, vectors: Path, start: Path | None = None
) -> Path:
    """Train by `configs/<config>.cfg` and return the folder of the best pipeline; `start` is where to go on from."""
    filled = write_config(config, target, train=train_docs, dev=dev_docs, vectors=vectors, start=start)
    train(filled, target)
    return target / "model-best"


def write_config(config: str, target: Path, **paths: Path | None) -> Path:
    """Write the config with its paths and all defaults to `target/config.cfg`."""
    overrides = {f"paths.{name}": str(path) for name, path in paths.items() if path is not None}
    target.mkdir(parents=True, exist_ok=True)
    written = target / "config.cfg"
    load_config(CONFIGS / f"{config}.cfg", overrides=overrides).to_disk(written)
    fill_config(written, written, silent=True)
    return written
