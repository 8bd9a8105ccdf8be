"""The bundled pipeline: spaCy's tokeniser and the network's component, as a folder that `spacy.load` reads."""

import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from kg.nlp.network import component as component  # registers the factory
from kg.nlp.training.tokeniser import adapt_tokeniser

VERSION = "0.2.0"
LICENCE = "see LICENSE-DATA.md"
DESCRIPTION = "English news: tags, features, Universal Dependencies, OntoNotes entity types, attributions, coreference"


def assemble(exported: Path, target: Path) -> Language:
    """Put the exported weights into a pipeline and write it to `target` in one move; its documents stay."""
    nlp = spacy.blank("en")
    adapt_tokeniser(nlp)
    nlp.add_pipe("kg_network").from_disk(exported)  # type: ignore[attr-defined]
    nlp.meta.update({"name": "kg", "version": VERSION, "license": LICENCE, "description": DESCRIPTION, "author": "kg"})
    fresh = target.with_name(f"{target.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    nlp.to_disk(fresh)
    if target.exists():
        for kept in target.glob("*.md"):
            shutil.copy(kept, fresh / kept.name)
        shutil.rmtree(target)
    fresh.rename(target)
    return nlp
