"""THE READ MODEL OF THE PAGES: one table per noun in flat.sqlite, integer columns in memory for facets.

    graph → claim rows of all assertions at once → flat.sqlite → Flat: what each page reads, as records

`open_flat(path)` makes the table where it must; what it answers is in `kg.flat.records` and `page_records`.
"""

from kg.flat.choice import FACETS, Choice
from kg.flat.flat import MATRIX_SORTS, SORTS, STORY_SORTS, Flat
from kg.flat.make import make_flat
from kg.flat.opening import open_flat

__all__ = ["FACETS", "MATRIX_SORTS", "SORTS", "STORY_SORTS", "Choice", "Flat", "make_flat", "open_flat"]
