"""How well the bundled pipeline reads: tags, trees, sentences, entities, speed on the development sets.

`python -m tests.benchmarks.reading [--corpora ../shared/corpora] [--model FOLDER]`
"""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from kg.nlp.training.evaluate import measure, render_figures

BUNDLED = Path(str(resources.files("kg.nlp"))) / "english"


def main(
    corpora: Annotated[Path, typer.Option(help="folder with ud and polnear")] = Path("../shared/corpora"),
    model: Annotated[Path, typer.Option(help="folder of a spaCy pipeline")] = BUNDLED,
) -> None:
    """Print the figures of a pipeline."""
    print(render_figures(measure(model, corpora)))


if __name__ == "__main__":
    typer.run(main)
