"""What else is known of an entity, for services that compare it: who and what stands beside it in the articles.

A manifest does not say which properties a service compares (API 0.2, 4.1), so the user names them: `context` for the
names most often in the same articles, `country` for the country most often there, `role` for the offices it holds.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from pyoxigraph import NamedNode

from kg.errors import WrongParameter
from kg.lexicon.places import country_by_name
from kg.rdf.vocabulary import LABEL
from kg.store import GraphStore
from kg.store.reconciled import NamedEntity, articles_by_entity

KINDS = ("context", "country", "role")
MOST_VALUES = 5


class Contexts:
    """The names beside each entity of a graph; counted only where a hint is wanted.

    Args:
        graph: the graph.
        hints: identifiers of a service's properties by kind of hint.

    Raises:
        WrongParameter: for a kind that is not there.
    """

    def __init__(self, graph: GraphStore, hints: Mapping[str, str]) -> None:
        if unknown := sorted(hints.keys() - set(KINDS)):
            raise WrongParameter(f"there is no hint {unknown[0]!r}; known are {', '.join(KINDS)}")
        self._hints = hints
        self._labels_by_article: dict[str, Counter[str]] = defaultdict(Counter)
        self._articles_by_iri = articles_by_entity(graph) if hints else {}
        self._label_by_iri = {iri: _label(graph, iri) for iri in self._articles_by_iri}
        for iri, articles in self._articles_by_iri.items():
            for article, n in articles.items():
                self._labels_by_article[article][iri] = n

    def of(self, entity: NamedEntity) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the values to send by the service's properties; empty where nothing is known or wanted."""
        if not self._hints:
            return ()
        beside: Counter[str] = Counter()
        for article in {key for member in entity.members for key in self._articles_by_iri.get(member, ())}:
            for iri, n in self._labels_by_article[article].items():
                if iri not in entity.members:
                    beside[self._label_by_iri[iri]] += n
        ranked = [label for label, _ in sorted(beside.items(), key=lambda item: (-item[1], item[0]))]
        countries = set(country_by_name().values())
        values_by_kind = {
            "context": tuple(ranked[:MOST_VALUES]),
            "country": tuple(label for label in ranked if label in countries)[:1],
            "role": entity.roles[:MOST_VALUES],
        }
        return tuple((pid, values_by_kind[kind]) for kind, pid in sorted(self._hints.items()) if values_by_kind[kind])


def _label(graph: GraphStore, iri: str) -> str:
    found = graph.describe_subject(NamedNode(iri), graph.identifiers.graph("entities")).get(LABEL)
    return found[0].value if found else iri
