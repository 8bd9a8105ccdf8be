"""The bundled pipeline put together from its separately trained halves.

Order: sentence borders at empty lines (a rule), shared encoder, tags, features, trees, names.  All factories are
spaCy's own, so `spacy.load` needs no code of ours.
"""

import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language

EMPTY_LINE = r"\n\s*\n"
VERSION = "0.1.0"
LICENCE = "see LICENSE-DATA.md"
DESCRIPTION = "English news: tags, features, Universal Dependencies, sentences, OntoNotes entity types"


def add_borders(nlp: Language) -> None:
    """A sentence starts after every empty line; the parser keeps the borders it finds."""
    ruler = nlp.add_pipe("attribute_ruler", name="borders", first=True)
    after_break = [{"IS_SPACE": True, "TEXT": {"REGEX": EMPTY_LINE}}, {"IS_SPACE": False}]
    ruler.add([after_break], {"SENT_START": 1}, index=1)  # type: ignore[attr-defined]


def drop_addresses(path: Path) -> None:
    """Take the e-mail addresses and account names of the training texts out of the list of known words."""
    words = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([word for word in words if "@" not in word or word == "@"]), encoding="utf-8")


def assemble(syntax: Path, names: Path, target: Path) -> Language:
    """Join the trained components and write them to `target` in one move."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    add_borders(nlp)
    nlp.config = nlp.config.merge({"paths": dict.fromkeys(nlp.config["paths"])})  # where training found its files
    nlp.meta.update({"name": "kg", "version": VERSION, "license": LICENCE, "description": DESCRIPTION, "author": "kg"})
    nlp.meta["performance"] = {}
    fresh = target.with_name(f"{target.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    nlp.to_disk(fresh)
    drop_addresses(fresh / "vocab" / "strings.json")
    if target.exists():
        for kept in target.glob("*.md"):
            shutil.copy(kept, fresh / kept.name)
        shutil.move(target, target.with_name(f"{target.name}.old"))
    fresh.rename(target)
    shutil.rmtree(target.with_name(f"{target.name}.old"), ignore_errors=True)
    return nlp
