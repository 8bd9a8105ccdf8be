"""The formats of answers: what each is called in `Accept`, in `?format=` and as a file, and how it is written.

Names of formats are those of the registrations: SPARQL 1.1 results in JSON, XML, CSV and TSV, and the RDF formats
that Oxigraph writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.web.protocol.accept import Offer, choose_offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write an answer."""

    name: str
    """What `?format=` calls it; also the ending of a file of it."""
    media_type: str
    aliases: tuple[str, ...] = ()
    """Other media types under which it is asked for; it is then sent as that."""
    syntax: QueryResultsFormat | RdfFormat
    is_text: bool = True
    """Whether the media type takes a `charset` parameter, which is always UTF-8."""

    def content_type(self, media_type: str | None = None) -> str:
        """Return the value of `Content-Type`."""
        chosen = media_type or self.media_type
        return f"{chosen}; charset=utf-8" if self.is_text or chosen.startswith("text/") else chosen


SOLUTIONS: tuple[Format, ...] = (
    Format(
        name="json",
        media_type="application/sparql-results+json",
        aliases=("application/json", "text/json"),
        syntax=QueryResultsFormat.JSON,
        is_text=False,
    ),
    Format(
        name="xml",
        media_type="application/sparql-results+xml",
        aliases=("application/xml", "text/xml"),
        syntax=QueryResultsFormat.XML,
        is_text=False,
    ),
    Format(name="csv", media_type="text/csv", syntax=QueryResultsFormat.CSV),
    Format(name="tsv", media_type="text/tab-separated-values", syntax=QueryResultsFormat.TSV),
)
"""Formats of tables and of yes or no; the first where nothing is asked for."""

TRIPLES: tuple[Format, ...] = (
    Format(
        name="ttl",
        media_type="text/turtle",
        aliases=("application/turtle", "application/x-turtle"),
        syntax=RdfFormat.TURTLE,
    ),
    Format(name="nt", media_type="application/n-triples", aliases=("text/plain",), syntax=RdfFormat.N_TRIPLES),
    Format(name="trig", media_type="application/trig", aliases=("application/x-trig",), syntax=RdfFormat.TRIG),
    Format(name="nq", media_type="application/n-quads", syntax=RdfFormat.N_QUADS),
    Format(
        name="rdf",
        media_type="application/rdf+xml",
        aliases=("application/xml", "text/xml"),
        syntax=RdfFormat.RDF_XML,
        is_text=False,
    ),
    Format(
        name="jsonld",
        media_type="application/ld+json",
        aliases=("application/json",),
        syntax=RdfFormat.JSON_LD,
        is_text=False,
    ),
)
"""Formats of triples; the first where nothing is asked for."""

_SYNONYMS = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "rdfxml": "rdf", "json-ld": "jsonld"}


def media_types(formats: Sequence[Format]) -> tuple[str, ...]:
    """Return the names of formats as a refusal lists them."""
    return tuple(one.media_type for one in formats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A format and the media type under which it is sent."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """Return the value of `Content-Type`."""
        return self.format.content_type(self.media_type)


def choose_format(formats: tuple[Format, ...], *, accept: str, name: str | None = None) -> Choice | None:
    """Return the format that a client wants most; None where it takes none of them.

    Args:
        formats: what there is, the default first.
        accept: the value of `Accept`, empty where there is none.
        name: what `?format=` asks for: a name of a format or a media type; it goes before `Accept`.
    """
    if name is not None:
        return _named(formats, name)
    chosen = choose_offer(_offers(formats), accept)
    return Choice(format=formats[chosen.index], media_type=chosen.media_type) if chosen else None


def _named(formats: Sequence[Format], name: str) -> Choice | None:
    wanted = name.strip().lower()
    wanted = _SYNONYMS.get(wanted, wanted)
    for one in formats:
        if wanted in (one.name, one.media_type, *one.aliases):
            return Choice(format=one, media_type=one.media_type)
        if wanted == "json" and one.name == "jsonld":
            return Choice(format=one, media_type=one.media_type)
        if wanted == "xml" and one.name == "rdf":
            return Choice(format=one, media_type=one.media_type)
    return None


@lru_cache
def _offers(formats: tuple[Format, ...]) -> tuple[Offer, ...]:
    """Return what may be asked for: every format under its own name, then under its others."""
    own = [Offer(index=n, media_type=one.media_type) for n, one in enumerate(formats)]
    other = [Offer(index=n, media_type=alias) for n, one in enumerate(formats) for alias in one.aliases]
    return (*own, *other)
