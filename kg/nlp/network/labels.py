"""The label sets of the network."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Label sets; the position of a label is its number."""

    tags: tuple[str, ...]
    """Penn Treebank tags."""
    features: tuple[str, ...]
    """Universal part of speech and features, joined by a bar."""
    deps: tuple[str, ...]
    """Universal dependency relations."""
    entities: tuple[str, ...]
    """OntoNotes types as O, B-X and I-X."""
