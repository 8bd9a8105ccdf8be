"""A reader of one's own: agency copy in blocks, `#ID OUTLET` above each text."""

from collections.abc import Iterator

from kg import Article, Place, Problem
from kg.readers.source import Source


def read_wire(source: Source) -> Iterator[Article | Problem]:
    """Yield the articles of a file; a block without a text is a problem."""
    for block in source.path.read_text(encoding="utf-8").split("#")[1:]:
        head, _, text = block.partition("\n")
        id_, _, outlet = head.strip().partition(" ")
        place = Place(path=source.name, article=id_)
        if text.strip():
            yield Article(
                id=id_, outlet=outlet or source.outlet or "", text=text.strip(), place=place, reader="example-wire"
            )
        else:
            yield Problem(place=place, kind="no-text", message="the block has no text", n_aside=1)


def read_badly(source: Source) -> Iterator[Article]:
    """Yield the first article of a file, and break."""
    yield next(item for item in read_wire(source) if isinstance(item, Article))
    raise ValueError("the second block is torn")
