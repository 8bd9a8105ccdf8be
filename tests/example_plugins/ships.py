"""A component of one's own: names of ships in italics of the trade, `MV Aurora`, are entities."""

from spacy.tokens import Doc, Span


def mark_ships(doc: Doc) -> Doc:
    """Mark `MV` and the word behind it as a product's name, as OntoNotes has vehicles."""
    ships = [Span(doc, token.i, token.i + 2, label="PRODUCT") for token in doc[:-1] if token.text == "MV"]
    taken = {token.i for ship in ships for token in ship}
    doc.ents = [*ships, *(entity for entity in doc.ents if not taken & {token.i for token in entity})]
    return doc


def break_on_ships(doc: Doc) -> Doc:
    """Break where a text names a ship."""
    if "MV" in doc.text:
        raise RuntimeError("no ships here")
    return doc


def mark_late(doc: Doc) -> Doc:
    """Want a place that there is not."""
    return doc


mark_late.before = "kg_nowhere"  # type: ignore[attr-defined]
