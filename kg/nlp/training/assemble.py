"""The bundled pipeline: spaCy's tokeniser and the network's component, as a folder that `spacy.load` reads."""

import shutil
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from kg.nlp.network import component as component  # registers the factory

VERSION = "0.2.0"
LICENCE = "see LICENSE-DATA.md"
DESCRIPTION = "English news: tags, features, Universal Dependencies, OntoNotes entity types, attributions, coreference"
RUNS = (
    r"[!?]{2,}",
    r"\.{2,}",
    r"={2,}",
    r"\*{2,}",
    r"_{2,}",
    r"~{2,}",
    r"#{2,}",
    r"-{2,}",
    r"\${2,}",
    r"<{2,}",
    r">{2,}",
)
"""Repeated marks, which the treebanks keep together."""


def adapt_tokeniser(nlp: Language) -> None:
    """Keep repeated marks together, as the treebanks do."""
    defaults = nlp.Defaults
    tokeniser = cast("Any", nlp.tokenizer)  # compiled, without a stub
    tokeniser.prefix_search = compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search
    tokeniser.suffix_search = compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search
    tokeniser.infix_finditer = compile_infix_regex([*RUNS, *(defaults.infixes or ())]).finditer


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
