"""The figures of the model card: from the README's table, and from the file that training wrote."""

import json
from pathlib import Path

from site_pages.markdown import GENERATED, table
from site_pages.readme import read_section, without_links

MODEL = Path(__file__).parents[2] / "kg" / "nlp" / "english"

MEANINGS = {
    "tag": "Penn Treebank tags, from the corpus's words",
    "pos": "universal parts of speech",
    "morph": "features, all of a word right",
    "uas": "heads of words (UAS)",
    "las": "heads with their relation (LAS)",
    "sentence_f": "sentence borders, F1",
    "tag_joined": "tags, paragraphs given whole",
    "las_joined": "LAS, paragraphs given whole",
    "sentence_f_joined": "sentence borders, paragraphs given whole, F1",
    "news_sentence_f": "sentence borders in news, F1",
    "entity_f": "names, exact span and type, F1",
    "entity_f_coarse": "names, types joined to person, place, organisation and other, F1",
    "words_per_second": "words a second, one core",
}
"""What each figure of `figures.json` is; one that is not here is shown by its name."""


def render_figures(readme: str) -> str:
    """Render the section of the model, how well it reads, and what training measured."""
    measured = json.loads((MODEL / "figures.json").read_text(encoding="utf-8"))
    rows = [(MEANINGS.get(name, f"`{name}`"), f"{value:,}") for name, value in measured.items()]
    parts = {
        "What it is": read_section(readme, "The bundled model"),
        "How well it reads": read_section(readme, "How well it reads"),
        "Figures of its training": "Measured at the end of training on the development halves of its treebanks and "
        "names; F1 and accuracy in per cent.\n\n" + table(("what", "figure"), rows),
        "Licences": (MODEL / "LICENSE-DATA.md").read_text(encoding="utf-8").partition("\n")[2].strip(),
    }
    text = "\n\n".join(f"## {heading}\n\n{body}" for heading, body in parts.items())
    return GENERATED + without_links(text).removeprefix(GENERATED) + "\n"
