"""Nanopublications (nanopub.net, guidelines of 2018), one per assertion, each of four named graphs, in one TriG.

What is published is that an article asserts a claim at a place, never that the claim is true: the assertion graph has
the assertion and its claim, the provenance graph the article with outlet, day and short quote, the publication graph
who made it. Addresses are trusty URIs, so equal content has equal addresses; who has a key signs with it (`trusty.py`).
"""

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.exports.crate_runs import PastRun, read_runs
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.places import Place, Places
from kg.exports.publication import parse_creator, parse_licence
from kg.exports.shortening import shorten_quads, shorten_quote
from kg.exports.trusty import NPX, Signer, trust
from kg.rdf import prefixes
from kg.rdf.literals import literal, time_literal
from kg.rdf.vocabulary import KG, OA, TYPE, node
from kg.records import ClaimRow

NP = "http://www.nanopub.org/nschema#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
ORCID = "https://orcid.org/"
Value = NamedNode | Literal | BlankNode


def _write(exported: Exported, output: BinaryIO) -> None:
    own = {"np": NP, "npx": NPX, "dct": DCT, "prov": PROV, "schema": SCHEMA, "orcid": ORCID}
    known = prefixes(exported.store.identifiers.base) | own
    serialize(_publish(exported), output, RdfFormat.TRIG, prefixes=known)


def _publish(exported: Exported) -> Iterator[Quad]:
    places, runs = Places(exported), {run.iri: run for run in read_runs(exported.store)}
    key = exported.publication.signing_key
    signer = Signer(key) if key is not None else None
    last = _last_day(exported)
    for row in exported.claim_rows():
        place = places.of(row)
        this = f"{exported.store.identifiers.base}nanopub/{row.assertion.rpartition('/')[2]}"
        quads = (
            *_head(this),
            *_assertion(exported, row, NamedNode(f"{this}#assertion")),
            *_provenance(row, place, this),
            *_publication(exported, row.published or last, runs[place.run], this),
        )
        yield from trust(quads, this=this, signer=signer)


def _last_day(exported: Exported) -> str | None:
    """Return the last day on which an article was published."""
    (day,) = exported.store.tables.connection.execute("SELECT max(published) FROM articles").fetchone()
    return str(day) if day else None


def _head(this: str) -> Iterator[Quad]:
    head = NamedNode(f"{this}#Head")
    for predicate, part in (
        ("hasAssertion", "assertion"),
        ("hasProvenance", "provenance"),
        ("hasPublicationInfo", "pubinfo"),
    ):
        yield Quad(NamedNode(this), node(NP + predicate), NamedNode(f"{this}#{part}"), head)
    yield Quad(NamedNode(this), TYPE, node(f"{NP}Nanopublication"), head)


def _assertion(exported: Exported, row: ClaimRow, graph: NamedNode) -> Iterator[Quad]:
    """Yield what the graph holds of the assertion but for its place, and of its claim."""
    store, claims = exported.store.store, exported.store.identifiers.graph("claims")
    told = store.quads_for_pattern(NamedNode(row.assertion), None, None, None)
    claimed = store.quads_for_pattern(NamedNode(row.claim), None, None, claims)
    elsewhere = {node(KG.anchor), node(KG.sentence), node(f"{PROV}wasGeneratedBy")}
    found = {
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in (*told, *claimed)
        if quad.predicate not in elsewhere and not isinstance(quad.object, Triple)
    }
    yield from sorted(shorten_quads(found) if exported.without_text else found, key=str)


def _provenance(row: ClaimRow, place: Place, this: str) -> Iterator[Quad]:
    graph, assertion, article = (
        NamedNode(f"{this}#provenance"),
        NamedNode(f"{this}#assertion"),
        NamedNode(place.article),
    )
    target, position, quote = (NamedNode(f"{this}#{name}") for name in ("place", "position", "quote"))

    def tell(subject: NamedNode, predicate: str, value: Value | None) -> Iterator[Quad]:
        if value is not None:
            yield Quad(subject, node(predicate), value, graph)

    yield from tell(assertion, f"{PROV}wasDerivedFrom", article)
    yield from tell(assertion, f"{PROV}wasGeneratedBy", NamedNode(place.run))
    yield from tell(assertion, f"{PROV}hadPrimarySource", NamedNode(place.url) if place.url else None)
    yield from tell(assertion, str(OA.hasTarget), target)
    yield from tell(article, f"{SCHEMA}publisher", NamedNode(place.outlet))
    yield from tell(NamedNode(place.outlet), f"{SCHEMA}name", Literal(row.outlet))
    yield from tell(article, f"{SCHEMA}headline", Literal(row.title) if row.title else None)
    yield from tell(article, f"{SCHEMA}datePublished", time_literal(row.published) if row.published else None)
    yield from tell(article, str(KG.textHash), Literal(f"sha256:{place.text_hash}"))
    yield from tell(target, str(OA.hasSource), article)
    yield from tell(target, str(OA.hasSelector), position)
    yield from tell(target, str(OA.hasSelector), quote)
    yield from tell(position, TYPE.value, node(OA.TextPositionSelector))
    yield from tell(position, str(OA.start), literal(str(row.start)))
    yield from tell(position, str(OA.end), literal(str(row.end)))
    yield from tell(quote, TYPE.value, node(OA.TextQuoteSelector))
    yield from tell(quote, str(OA.exact), Literal(shorten_quote(place.quote)))


def _publication(exported: Exported, known: str | None, run: PastRun, this: str) -> Iterator[Quad]:
    """Yield who made it, when and on what terms.

    The day is what the user says, else that of the article, else the last one that the graph knows of.
    """
    graph, said = NamedNode(f"{this}#pubinfo"), exported.publication
    day = said.published.isoformat() if said.published else known
    if day:
        yield Quad(NamedNode(this), node(f"{DCT}created"), time_literal(day), graph)
    yield Quad(NamedNode(this), node(f"{PROV}wasAttributedTo"), NamedNode(run.software), graph)
    for creator in map(parse_creator, said.creators):
        who: Value = NamedNode(f"{ORCID}{creator.orcid}") if creator.orcid else Literal(creator.name)
        yield Quad(NamedNode(this), node(f"{DCT}creator"), who, graph)
        if said.signing_key and creator.orcid:
            yield Quad(NamedNode(f"{this}#sig"), node(f"{NPX}signedBy"), who, graph)
    if said.licence:
        licence = parse_licence(said.licence)
        terms: Value = NamedNode(licence.url) if licence.url else Literal(licence.name)
        yield Quad(NamedNode(this), node(f"{DCT}license"), terms, graph)


NANOPUBLICATIONS = Exporter(
    name="nanopub",
    title="nanopublications with trusty URIs, one per assertion, in one TriG; nanopub tools and servers",
    suffix=".nanopub.trig",
    stream=_write,
)
