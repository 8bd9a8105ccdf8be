"""What the service is (SPARQL 1.1 Service Description) and what its data set has (VoID)."""

from collections.abc import Iterable

from pyoxigraph import NamedNode
from rdflib.namespace import FOAF, RDF
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.identifiers import Identifiers
from kg.rdf.vocabulary import NAMESPACE_BY_PREFIX
from kg.web.protocol.answering import address_of
from kg.web.protocol.census import Census, Counter
from kg.web.protocol.formats import SOLUTIONS, TRIPLES
from kg.web.protocol.statements import DCTERMS, SD, VOID, Node, Statements, Value, respond_with

LABEL_BY_GRAPH = {
    "sources": "outlets, articles, runs",
    "entities": "entities, their labels, types and links",
    "claims": "claims, and how they relate",
    "decisions": "why two things were or were not judged the same",
    "reviews": "what people decided",
    "events": "what happens, as several articles tell of it",
}
"""The shared graphs; all others are the graphs of articles."""
TYPE = str(RDF.type)
MOST_PROPERTIES = 300
"""Properties that are listed: every verb of a text is one."""


class Description:
    """Says what the service is and has.

    Args:
        counter: counts what is in the graph.
        name: what the graph is called.
        base: the base IRI of the data.
        union_default: whether the default graph is the union of all graphs.
        updates: whether updates are taken.
        services: whether SERVICE may be used.
        endpoint: the path of the endpoint.
    """

    def __init__(
        self,
        counter: Counter,
        *,
        name: str,
        base: str,
        union_default: bool = True,
        updates: bool = False,
        services: bool = False,
        endpoint: str = "/sparql",
    ) -> None:
        self._counter, self._name, self._base = counter, name, base
        self._union, self._updates, self._services, self._endpoint = union_default, updates, services, endpoint

    async def respond(self, request: Request) -> Response:
        """Describe the service at its own address [SPARQL 1.1 Service Description, 2].

        Raises:
            Refusal: 406 where no RDF format is taken.
        """
        statements = self._describe_service(NamedNode(address_of(request)), await self._counter.graphs())
        return respond_with(statements, request, prefixes=NAMESPACE_BY_PREFIX)

    async def respond_void(self, request: Request) -> Response:
        """Describe the data set [VoID, 7.2: the well-known address].

        Raises:
            Refusal: 406 where no RDF format is taken.
        """
        here = address_of(request)
        endpoint = NamedNode(here.removesuffix(request.scope["path"]) + self._endpoint)
        graphs = await self._counter.graphs()
        statements = self._describe_data(
            NamedNode(f"{here}#graph"), endpoint, await self._counter.census(), len(graphs)
        )
        return respond_with(statements, request, prefixes=NAMESPACE_BY_PREFIX)

    def _describe_service(self, endpoint: NamedNode, graphs: Iterable[NamedNode]) -> Statements:
        told = Statements()
        features = [_sd("UnionDefaultGraph")] if self._union else []
        features += [_sd("BasicFederatedQuery")] if self._services else []
        facts: dict[str, Value | Iterable[Value]] = {
            TYPE: _sd("Service"),
            f"{SD}endpoint": endpoint,
            f"{SD}supportedLanguage": [_sd("SPARQL11Query"), *([_sd("SPARQL11Update")] if self._updates else [])],
            f"{SD}resultFormat": [NamedNode(one.syntax.iri) for one in (*SOLUTIONS, *TRIPLES)],
            f"{SD}feature": features,
            f"{SD}defaultEntailmentRegime": NamedNode("http://www.w3.org/ns/entailment/Simple"),
            f"{SD}defaultDataset": self._describe_graphs(told, list(graphs)),
        }
        if self._updates:
            facts[f"{SD}inputFormat"] = [NamedNode(one.syntax.iri) for one in TRIPLES]
        told.tell(NamedNode(f"{endpoint.value}#service"), facts)
        return told

    def _describe_graphs(self, told: Statements, graphs: list[NamedNode]) -> Node:
        """Describe the data set: its shared graphs one by one, those of the articles in one sentence."""
        identifiers = Identifiers(self._base)
        shared = {identifiers.graph(name).value: label for name, label in LABEL_BY_GRAPH.items()}
        listed = [
            told.add(
                {
                    f"{SD}name": graph,
                    f"{SD}graph": told.add({f"{DCTERMS}description": shared[graph.value]}, kind=f"{SD}Graph"),
                },
                kind=f"{SD}NamedGraph",
            )
            for graph in graphs
            if graph.value in shared
        ]
        other = len(graphs) - len(listed)
        default = "the union of all graphs" if self._union else "the graph without a name"
        dataset = told.add(
            {
                f"{DCTERMS}title": self._name,
                f"{DCTERMS}description": f"{other} further named graphs, one for each article and named as it is",
                f"{SD}defaultGraph": told.add({f"{DCTERMS}description": default}, kind=f"{SD}Graph"),
                f"{SD}namedGraph": listed,
            },
            kind=f"{SD}Dataset",
        )
        told.tell(dataset, {TYPE: NamedNode(f"{VOID}Dataset"), f"{VOID}uriSpace": self._base})
        return dataset

    def _describe_data(self, this: NamedNode, endpoint: NamedNode, census: Census, n_graphs: int) -> Statements:
        told = Statements()
        told.tell(NamedNode(this.value.partition("#")[0]), {TYPE: NamedNode(f"{VOID}DatasetDescription")})
        told.tell(NamedNode(this.value.partition("#")[0]), {str(FOAF.primaryTopic): this})
        facts: dict[str, Value | Iterable[Value]] = {
            TYPE: NamedNode(f"{VOID}Dataset"),
            f"{DCTERMS}title": self._name,
            f"{DCTERMS}description": "Claims in the news, each with its outlet, article, speaker, day and sentence; "
            f"{n_graphs} named graphs. That a claim stands here says that it was made, not that it is true.",
            f"{VOID}sparqlEndpoint": endpoint,
            f"{VOID}uriSpace": self._base,
            f"{VOID}vocabulary": [NamedNode(one) for one in NAMESPACE_BY_PREFIX.values()],
            f"{VOID}feature": [NamedNode(one.syntax.iri) for one in TRIPLES],
            f"{VOID}exampleResource": census.examples,
        }
        if census.triples is not None:
            facts[f"{VOID}triples"] = census.triples
        if census.classes is not None:
            facts[f"{VOID}classes"] = len(census.classes)
            facts[f"{VOID}classPartition"] = [
                told.add({f"{VOID}class": one, f"{VOID}entities": n}, kind=f"{VOID}Dataset")
                for one, n in census.classes
            ]
        if census.properties is not None:
            facts[f"{VOID}properties"] = len(census.properties)
            facts[f"{VOID}propertyPartition"] = [
                told.add({f"{VOID}property": one, f"{VOID}triples": n}, kind=f"{VOID}Dataset")
                for one, n in census.properties[:MOST_PROPERTIES]
            ]
        told.tell(this, facts)
        return told


def _sd(name: str) -> NamedNode:
    return NamedNode(f"{SD}{name}")
