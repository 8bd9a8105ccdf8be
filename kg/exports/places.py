"""Where in which article a claim row stands: the revision's IRI, its address, the exact words and those around them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from kg.exports.exported import Exported
from kg.exports.shortening import shorten_quote
from kg.rdf.describe import CLAIM, CONTEXT
from kg.rdf.identifiers import slug
from kg.rdf.vocabulary import TEXT
from kg.records import ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the text of one revision of an article."""

    article: str
    """IRI of the revision."""
    text_hash: str
    """SHA-256 of the text that the offsets point into, in hexadecimal digits."""
    outlet: str
    """IRI of the outlet."""
    url: str | None
    """Address of the page, where it is one of the web."""
    quote: str
    """The words from `start` to `end` of the row; where texts stay at home, their beginning."""
    before: str | None
    """What stands before it; None where texts stay at home."""
    after: str | None
    run: str
    """IRI of the run that read it."""
    claim: str
    """The article's own claim as a short sentence."""


class Places:
    """Looks up where rows stand; rows of one article that follow one another read its text once.

    Args:
        exported: the graph, and whether texts stay at home.
    """

    def __init__(self, exported: Exported) -> None:
        self._store = exported.store
        self._claims = exported.store.identifiers.graph("claims")
        self._short = exported.without_text
        self._read = ("", "", "", "")

    def of(self, row: ClaimRow) -> Place:
        """Return the place of a row."""
        stated = next(self._store.store.quads_for_pattern(NamedNode(row.assertion), CLAIM, None, None))
        assert isinstance(stated.graph_name, NamedNode)
        article, text, text_hash, run = self._article(stated.graph_name)
        assert isinstance(stated.object, NamedNode)
        quote = text[row.start : row.end]
        return Place(
            article=article,
            text_hash=text_hash,
            outlet=self._store.identifiers.room("outlet", slug(row.outlet)).value,
            url=web_address(row.url),
            quote=shorten_quote(quote) if self._short else quote,
            before=None if self._short else text[max(0, row.start - CONTEXT) : row.start],
            after=None if self._short else text[row.end : row.end + CONTEXT],
            run=run,
            claim=self.text_of(stated.object),
        )

    def text_of(self, claim: NamedNode) -> str:
        """Return a claim as a short sentence."""
        quads = self._store.store.quads_for_pattern(claim, TEXT, None, self._claims)
        text = min((str(quad.object.value) for quad in quads if isinstance(quad.object, Literal)), default="")
        return shorten_quote(text) if self._short else text

    def _article(self, article: NamedNode) -> tuple[str, str, str, str]:
        """Return IRI, text, its hash, and the run of an article's revision."""
        this = article.value
        if self._read[0] != this:
            key = self._store.identifiers.key(this)[1]
            query = "SELECT text, text_hash, run FROM articles WHERE key = ?"
            text, text_hash, run = self._store.tables.connection.execute(query, (key,)).fetchone()
            self._read = (this, text, text_hash, self._store.identifiers.room("run", run).value)
        return self._read


def web_address(url: str | None) -> str | None:
    """Return an address of the web; scripts, files and what is no address are none.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return (url or "").strip() if parts.scheme in ("http", "https") and parts.netloc else None
