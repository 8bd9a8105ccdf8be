"""`python -m kg.nlp.training STEP`: make the bundled pipeline, all of it or one step.

data → vectors → teacher → silver → syntax → names → assemble → evaluate; `all` runs them in this order.
Every step reads what the earlier ones left in the work folder, so a run can be taken up again at any step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import torch
import typer

from kg.nlp.training.assemble import assemble
from kg.nlp.training.data import (
    build_data,
    build_silver,
    read_place_names,
    read_training_sentences,
    read_training_trees,
)
from kg.nlp.training.evaluate import measure, render_figures, write_figures
from kg.nlp.training.teacher import load_teacher, train_teacher
from kg.nlp.training.train import run_training
from kg.nlp.training.vectors import distil_vectors

HERE = Path(__file__).parent
N_ROWS = 32_000
WIDTH = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Folders that a run reads and writes."""

    corpora: Path
    """Holds `ud` and `polnear`."""
    work: Path
    """Takes documents, checkpoints and logs; nothing in it is kept in the repository."""
    target: Path
    """Where the finished pipeline goes."""


def run_data(places: Places) -> None:
    """Write training and development documents."""
    build_data(places.corpora, places.work)


def run_vectors(places: Places) -> None:
    """Distil word vectors from the sentence encoder."""
    sentences = read_training_sentences(places.corpora)
    distil_vectors(sentences, read_place_names(), places.work / "vectors", n_rows=N_ROWS, width=WIDTH)


def run_teacher(places: Places) -> None:
    """Fine-tune the teaching parser."""
    train_teacher(read_training_trees(places.corpora / "ud"), places.work / "teacher.pt")


def run_silver(places: Places) -> None:
    """Parse the news articles with the teacher."""
    build_silver(places.corpora, load_teacher(places.work / "teacher.pt"), places.work)


def run_syntax(places: Places) -> None:
    """Train tags and trees, first on the treebanks, then on news as well."""
    work = places.work
    shared = {"dev_docs": work / "trees-dev.spacy", "vectors": work / "vectors"}
    first = run_training("syntax", work / "syntax", train_docs=work / "trees.spacy", **shared)
    run_training("syntax-news", work / "syntax-news", train_docs=work / "trees-news.spacy", start=first, **shared)


def run_names(places: Places) -> None:
    """Train the entity recogniser."""
    work = places.work
    run_training(
        "names",
        work / "names",
        train_docs=work / "names.spacy",
        dev_docs=work / "names-dev.spacy",
        vectors=work / "vectors",
    )


def run_assemble(places: Places) -> None:
    """Put the bundled pipeline together."""
    assemble(places.work / "syntax-news" / "model-best", places.work / "names" / "model-best", places.target)


def run_evaluate(places: Places) -> None:
    """Measure it, print the figures and write them beside the weights."""
    figures = measure(places.target, places.corpora)
    print(render_figures(figures))
    write_figures(figures, places.target / "figures.json")


STEPS: dict[str, Callable[[Places], None]] = {
    "data": run_data,
    "vectors": run_vectors,
    "teacher": run_teacher,
    "silver": run_silver,
    "syntax": run_syntax,
    "names": run_names,
    "assemble": run_assemble,
    "evaluate": run_evaluate,
}


def main(
    step: Annotated[str, typer.Argument(help=f"all, or one of: {', '.join(STEPS)}")],
    corpora: Annotated[Path, typer.Option(help="folder with ud and polnear")] = Path("../shared/corpora"),
    work: Annotated[Path, typer.Option(help="folder for what training leaves behind")] = Path("build/model"),
    target: Annotated[Path, typer.Option(help="folder of the finished pipeline")] = HERE.parent / "english",
) -> None:
    """Make the bundled English pipeline."""
    if step != "all" and step not in STEPS:
        raise typer.BadParameter(f"no step is called {step}; there are: all, {', '.join(STEPS)}")
    torch.set_num_threads(max(1, torch.get_num_threads() // 2))
    places = Places(corpora=corpora, work=work, target=target)
    for name, run_step in STEPS.items():
        if step in ("all", name):
            run_step(places)


if __name__ == "__main__":
    typer.run(main)
