"""WORDS AND RULES AS DATA: commented TOML files with origin and example per entry, and one typed loader."""

from kg.lexicon.loader import Entry, Lexicon, load_lexicon

__all__ = ["Entry", "Lexicon", "load_lexicon"]
