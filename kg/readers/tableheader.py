"""Is a text a table? Its first line names columns that tables of articles have, and the next is written alike."""

from kg.readers.tables.presets import known_names, normalise

DELIMITERS = ",;\t|"
LONGEST_NAME = 60
HIGHEST = 3
"""A title or a separator may stand above the header."""
FEWEST_KNOWN = 2
FEWEST_KNOWN_IN_TEXT = 3
"""Files named as text must look more like a table: a sentence may hold "date, time"."""


def is_table(text: str, *, is_named_text: bool = False) -> bool:
    """Tell whether a text begins as a table of articles does."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][: HIGHEST + 1]
    fewest = FEWEST_KNOWN_IN_TEXT if is_named_text else FEWEST_KNOWN
    for at, line in enumerate(lines[:HIGHEST]):
        for delimiter in DELIMITERS:
            cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
            n_known = len({normalise(cell) for cell in cells} & known_names())
            is_header = n_known >= fewest and all(len(cell) < LONGEST_NAME for cell in cells)
            is_mostly_known = n_known * 2 >= len(cells) or not is_named_text
            if is_header and is_mostly_known and all(delimiter in below for below in lines[at + 1 : at + 2]):
                return True
    return False
