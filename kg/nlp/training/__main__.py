"""`python -m kg.nlp.training STEP`: make the bundled pipeline, all of it or one step.

network → assemble → meanings → rarity → points → evaluate; `all` runs them in this order.  Training takes hours on a
laptop and leaves a checkpoint every ten minutes; a run that finds one goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from kg.nlp.training.assemble import assemble
from kg.nlp.training.evaluate import measure, render_figures, write_figures
from kg.nlp.training.export import export_network
from kg.nlp.training.fit import average_networks, load_network, train_network
from kg.nlp.training.meaning import train_meanings
from kg.nlp.training.mention_points import fit_points
from kg.nlp.training.rarity import count_words
from kg.nlp.training.windows import Corpora

HERE = Path(__file__).parent
NETWORK = "kg_network"
"""The folder of the network in the pipeline's."""
N_EPOCHS = 8
"""Epochs of a round; each shows all trees and a third of the news."""
SHARES = (0.3, 0.7)
"""Weights of the networks after each round, the second of which starts where the first one ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Folders that a run reads and writes."""

    corpora: Path
    """Holds `ud`, `polnear` and `ecbplus`."""
    work: Path
    """Takes checkpoints; nothing in it is kept in the repository."""
    target: Path
    """Where the finished pipeline goes."""


def run_network(places: Places) -> None:
    """Train the network on all corpora, in two rounds, and average what comes of them."""
    corpora = Corpora(places.corpora)
    places.work.mkdir(parents=True, exist_ok=True)
    rounds = [places.work / f"round-{i}.pt" for i in range(len(SHARES))]
    for i, path in enumerate(rounds):
        start = rounds[i - 1] if i else None
        train_network(corpora.labels, corpora.windows_of, path, n_epochs=N_EPOCHS, seed=i + 1, start=start)
    average_networks(rounds, SHARES, places.work / "network.pt")


def run_assemble(places: Places) -> None:
    """Write the weights with eight bits and put the bundled pipeline together."""
    export_network(load_network(places.work / "network.pt"), places.work / "exported")
    assemble(places.work / "exported", places.target)


def run_meanings(places: Places) -> None:
    """Learn the vectors of meaning on ECB+ and put them beside the network."""
    train_meanings(places.corpora, places.target / NETWORK)


def run_rarity(places: Places) -> None:
    """Count how rare words are in newspaper English."""
    count_words(places.corpora, HERE.parents[1] / "lexicon", model=places.target)


def run_points(places: Places) -> None:
    """Fit the points by which mentions of several articles are joined."""
    fit_points(places.corpora, places.target / NETWORK, HERE.parents[1] / "resolve" / "mention_points.toml")


def run_evaluate(places: Places) -> None:
    """Measure it, print the figures and write them beside the weights."""
    figures = measure(places.target, places.corpora)
    print(render_figures(figures))
    write_figures(figures, places.target / "figures.json")


STEPS: dict[str, Callable[[Places], None]] = {
    "network": run_network,
    "assemble": run_assemble,
    "meanings": run_meanings,
    "rarity": run_rarity,
    "points": run_points,
    "evaluate": run_evaluate,
}


def main(
    step: Annotated[str, typer.Argument(help=f"all, or one of: {', '.join(STEPS)}")],
    corpora: Annotated[Path, typer.Option(help="folder with ud, polnear and ecbplus")] = Path("../shared/corpora"),
    work: Annotated[Path, typer.Option(help="folder for what training leaves behind")] = Path("build/model"),
    target: Annotated[Path, typer.Option(help="folder of the finished pipeline")] = HERE.parent / "english",
) -> None:
    """Make the bundled English pipeline."""
    if step != "all" and step not in STEPS:
        raise typer.BadParameter(f"no step is called {step}; there are: all, {', '.join(STEPS)}")
    places = Places(corpora=corpora, work=work, target=target)
    for name, run_step in STEPS.items():
        if step in ("all", name):
            run_step(places)


if __name__ == "__main__":
    typer.run(main)
