"""kg's pipeline, as far as a measure needs it."""

from collections.abc import Collection

from spacy.language import Language

from kg.nlp.pipeline import load_pipeline


def load_reader(model: str | None, *, last: str, without: Collection[str] = ()) -> Language:
    """Load kg's pipeline up to its component `last`, some before it left out too."""
    nlp = load_pipeline(model)
    names = nlp.pipe_names
    nlp.disable_pipes([name for name in names if name in without or name in names[names.index(last) + 1 :]])
    return nlp
