"""Describe where claims come from: outlets, articles and runs, all in graph/sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import PROV, SDO, XSD

from kg.rdf.identifiers import Identifiers, slug
from kg.rdf.vocabulary import KG, LABEL, TYPE, node
from kg.records import Article

ARTICLE, OUTLET, RUN, AGENT = (
    node(SDO.NewsArticle),
    node(SDO.NewsMediaOrganization),
    node(PROV.Activity),
    node(PROV.SoftwareAgent),
)
IDENTIFIER, HEADLINE, URL, AUTHOR = node(SDO.identifier), node(SDO.headline), node(SDO.url), node(SDO.author)
PUBLISHER, PUBLISHED, TEXT_HASH = node(SDO.publisher), node(SDO.datePublished), node(KG.textHash)
REVISION_OF, GENERATED_BY, ASSOCIATED = (
    node(PROV.wasRevisionOf),
    node(PROV.wasGeneratedBy),
    node(PROV.wasAssociatedWith),
)
COUNTRY = node(KG.country)
NAME, VERSION = node(SDO.name), node(SDO.softwareVersion)
MODEL, MODEL_HASH, SETTING = node(KG.model), node(KG.modelHash), node(KG.setting)
DATE = node(XSD.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One way of running the tool: which version, which model. It carries no clock, so equal runs are one."""

    version: str
    """The version of kg."""
    model: str
    """The spaCy pipeline's name and version."""
    model_hash: str
    """A hash of the pipeline's files, or of its metadata where the files are not at hand."""
    settings: tuple[tuple[str, str], ...] = ()
    """Every option that changes what is extracted, as sorted pairs of name and value."""

    @property
    def key(self) -> str:
        """Return 16 hexadecimal digits: a hash of all of it."""
        parts = (self.version, self.model, self.model_hash, *(f"{name}={value}" for name, value in self.settings))
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def describe_article(article: Article, *, identifiers: Identifiers, run: Run) -> Iterator[Quad]:
    """Describe an article and its outlet (schema.org NewsArticle, NewsMediaOrganization; PROV)."""
    graph = identifiers.graph("sources")
    this = identifiers.room("article", article.key)
    outlet = identifiers.room("outlet", slug(article.outlet))
    yield Quad(outlet, TYPE, OUTLET, graph)
    yield Quad(outlet, LABEL, Literal(article.outlet), graph)
    yield Quad(outlet, NAME, Literal(article.outlet), graph)
    if article.country is not None:
        yield Quad(outlet, COUNTRY, Literal(article.country), graph)
    yield Quad(this, TYPE, ARTICLE, graph)
    yield Quad(this, PUBLISHER, outlet, graph)
    yield Quad(this, GENERATED_BY, identifiers.room("run", run.key), graph)
    yield Quad(this, TEXT_HASH, Literal(f"sha256:{article.text_hash}"), graph)
    if article.published is not None:
        yield Quad(this, PUBLISHED, Literal(article.published.isoformat(), datatype=DATE), graph)
    texts = ((IDENTIFIER, article.id), (HEADLINE, article.title), (URL, article.url), (AUTHOR, article.author))
    for predicate, value in texts:
        if value is not None:
            yield Quad(this, predicate, Literal(value), graph)


def describe_revision(revision: str, of: str, *, identifiers: Identifiers) -> Quad:
    """Link a changed text to the revision before it (PROV), both named by their keys."""
    this, before = identifiers.room("article", revision), identifiers.room("article", of)
    return Quad(this, REVISION_OF, before, identifiers.graph("sources"))


def describe_run(run: Run, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe a run as a PROV activity and the software that it was associated with."""
    graph = identifiers.graph("sources")
    this = identifiers.room("run", run.key)
    software = identifiers.room("software", f"kg-{run.version}")
    yield Quad(this, TYPE, RUN, graph)
    yield Quad(this, ASSOCIATED, software, graph)
    yield Quad(this, MODEL, Literal(run.model), graph)
    yield Quad(this, MODEL_HASH, Literal(run.model_hash), graph)
    for name, value in run.settings:
        yield Quad(this, SETTING, Literal(f"{name}={value}"), graph)
    yield from _describe_software(software, run.version, graph)


def _describe_software(software: NamedNode, version: str, graph: NamedNode) -> Iterator[Quad]:
    yield Quad(software, TYPE, AGENT, graph)
    yield Quad(software, LABEL, Literal(f"kg {version}"), graph)
    yield Quad(software, NAME, Literal("kg"), graph)
    yield Quad(software, VERSION, Literal(version), graph)
