"""FROM THE WORLD TO ARTICLES: folders of text and Markdown with a manifest, and JSON lines.

path → lines or rows → bytes → `decoding` → `cleaning` (an ordered list of passes) → `screen` → Article or Problem
"""

from kg.readers.cleaning import PASSES, Cleaned, clean
from kg.readers.inputs import read_input, read_inputs

__all__ = ["PASSES", "Cleaned", "clean", "read_input", "read_inputs"]
