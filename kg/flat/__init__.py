"""THE READ MODEL OF THE PAGES: one table per noun in flat.sqlite, integer columns in memory for facets."""

from kg.flat.choice import FACETS, Choice
from kg.flat.flat import MATRIX_SORTS, SORTS, STORY_SORTS, Flat, open_flat

__all__ = ["FACETS", "MATRIX_SORTS", "SORTS", "STORY_SORTS", "Choice", "Flat", "open_flat"]
