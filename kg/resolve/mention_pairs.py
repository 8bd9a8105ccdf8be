"""How likely two mentions of a story tell of one event, or name one thing: features of a pair and their points.

Points are log-odds fitted by logistic regression on ECB+, training half (`kg.nlp.training.mention_points`); they rest
in `mention_points.toml`.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.rarity import known_texts, texts_with
from kg.records import Form
from kg.resolve.mention_nodes import FORMS, Node, stems

Floats = NDArray[np.float32]
FEATURES = (
    "bias",
    "head",  # a head word in common
    "rare head",  # how rare it is, 0 to 1
    "stem",  # no head word but a stem in common
    "cosine",  # of the vectors of meaning
    "cosine above half",
    "articles",  # how alike the articles are
    "partners",  # how rare the words around that they have in common are
    "other partners",  # both have such words, but none in common
    "same article",
    "names",  # both are names
    "other name",  # both have names, of different entities
    "name and noun",
    "pronoun",
    "verbs",  # both are verbs
    "times",
    "parts",  # events in which both play the same part
    "other number",
    "other kind",  # a person and a thing
    "people",
    "other gender",
    "indefinite",
    "type",  # other words for events of one type
)
OPPOSITES = (("singular", "plural"), ("person", "thing"), ("male", "female"))
"""Traits of which a thing has one; a node that has both, or none, clashes with nothing."""
MOST_ALIKE = 0.4
"""What the likeness of two articles counts at most: as much as that of most texts that the points were fitted on."""
FEW = 400
"""Events, or things, of a story of which two are as likely one as the points say; of twice as many, half as likely."""
ROUNDING = 1e-3
"""In log-odds; pairs this close below the least probability are computed too, and then compared exactly."""
ROWS_AT_ONCE = 512
"""Nodes that are compared with all others at a time, so that memory stays bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two nodes by their positions, and how likely they are one."""

    left: int
    right: int
    likely: float


PairColumns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Many pairs: two nodes by their positions, the lower one first, and how likely they are one."""


def likely_pairs(
    nodes: Sequence[Node], similarity: Callable[[str, str], float], *, least: float, kind: str
) -> Iterator[Pair]:
    """Yield the pairs of nodes that are one with at least this probability; see `likely_columns`."""
    for columns in likely_columns(nodes, similarity, least=least, kind=kind):
        for left, right, likely in zip(*columns, strict=True):
            yield Pair(left=int(left), right=int(right), likely=float(likely))


def likely_columns(
    nodes: Sequence[Node], similarity: Callable[[str, str], float], *, least: float, kind: str
) -> Iterator[PairColumns]:
    """Yield the pairs of nodes that are one with at least this probability, those of some rows of nodes at a time.

    Args:
        nodes: events or things of one story.
        similarity: how alike two articles are, by their keys.
        least: the least probability.
        kind: `event` or `thing`: whose points are used.
    """
    weights = np.array([points(kind).get(name, 0.0) for name in FEATURES], dtype=np.float32)
    weights[FEATURES.index("bias")] -= np.log(max(1.0, len(nodes) / FEW))
    columns = Columns(nodes, similarity)
    for start in range(0, len(nodes), ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, len(nodes)))
        log_odds = _weigh(weights, columns.features(rows))
        worth = log_odds >= np.log(least / (1 - least)) - ROUNDING
        left, right = np.nonzero(np.triu(worth & ~columns.barred(rows), 1))
        likely = 1 / (1 + np.exp(-log_odds[left, right]))
        kept = likely >= least
        yield left[kept] + start, right[kept] + start, likely[kept].astype(np.float64)


def _weigh(weights: Floats, features: Iterator[Floats]) -> Floats:
    """Add up features by their weights; two matrices are kept, however many features there are."""
    weighed: Floats | None = None
    for weight, feature in zip(weights, features, strict=True):
        if weighed is None:
            weighed, product = weight * feature, np.empty_like(feature)
        else:
            np.multiply(feature, weight, out=product)
            weighed += product
    assert weighed is not None, "there are features"
    return weighed


@cache
def points(kind: str) -> Mapping[str, float]:
    """Return the points of each feature, in log-odds."""
    table = tomllib.loads((files("kg.resolve") / "mention_points.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in table[kind].items()}


class Columns:
    """The nodes of one story as columns of numbers, from which all pairs of some rows are computed at once."""

    def __init__(self, nodes: Sequence[Node], similarity: Callable[[str, str], float]) -> None:
        self._vectors = np.array([node.vector for node in nodes], dtype=np.float32)
        articles = sorted(frozenset().union(*(node.articles for node in nodes)))
        self._articles = _indicators([node.articles for node in nodes], least=1)
        alike = np.array([[similarity(a, b) for b in articles] for a in articles], dtype=np.float32)
        np.minimum(alike, MOST_ALIKE, out=alike)
        self._share = self._articles / np.maximum(self._articles.sum(1, keepdims=True), 1.0)
        self._alike = self._share @ alike if articles else self._share
        self._heads = _indicators([node.heads for node in nodes])
        self._rare_heads = _indicators([node.heads for node in nodes], rare=True)
        self._stems = _indicators([stems(node) for node in nodes])
        self._partners = _indicators([node.partners for node in nodes], rare=True)
        self._parts = _indicators([node.parts for node in nodes])
        traits = {trait: i for i, trait in enumerate((*(one for pair in OPPOSITES for one in pair), "indefinite"))}
        self._traits = np.zeros((len(nodes), len(traits)), dtype=bool)
        for row, node in enumerate(nodes):
            self._traits[row, [traits[trait] for trait in node.traits if trait in traits]] = True
        self._countries = _indicators([countries(node) for node in nodes], least=1)
        self._types = _indicators([frozenset({node.type} if node.type else ()) for node in nodes])
        self._has_partners = np.array([bool(node.partners) for node in nodes])
        names = {name: i for i, name in enumerate(sorted({node.name for node in nodes if node.name}))}
        self._name = np.array([names[node.name] if node.name else -1 for node in nodes])
        self._person = np.array([node.is_person for node in nodes])
        self._form = np.array([FORMS[node.form] for node in nodes])

    def features(self, rows: slice) -> Iterator[Floats]:
        """Yield each feature as a matrix [rows, nodes from the first of them on], in the order of `FEATURES`."""
        later = slice(rows.start, None)
        heads = (self._heads[rows] @ self._heads[later].T) > 0
        cosine = self._vectors[rows] @ self._vectors[later].T
        shared = self._partners[rows] @ self._partners[later].T
        names = (self._name[rows, None] >= 0) & (self._name[None, later] >= 0)
        yield np.ones_like(cosine)
        yield heads.astype(np.float32)
        yield np.minimum(self._rare_heads[rows] @ self._rare_heads[later].T, 1.0)
        yield (~heads & ((self._stems[rows] @ self._stems[later].T) > 0)).astype(np.float32)
        yield cosine
        yield np.maximum(cosine - 0.5, 0.0)
        yield self._alike[rows] @ self._share[later].T
        yield np.minimum(shared, 2.0)
        yield (self._has_partners[rows, None] & self._has_partners[None, later] & (shared == 0)).astype(np.float32)
        yield ((self._articles[rows] @ self._articles[later].T) > 0).astype(np.float32)
        yield (self._form[rows, None] + self._form[None, later] == 0).astype(np.float32)
        yield (names & (self._name[rows, None] != self._name[None, later])).astype(np.float32)
        yield self._of_forms(rows, Form.NAME, Form.NOMINAL)
        pronoun = FORMS[Form.PRONOUN]
        yield ((self._form[rows, None] == pronoun) | (self._form[None, later] == pronoun)).astype(np.float32)
        yield self._of_forms(rows, Form.VERB, Form.VERB)
        yield self._of_forms(rows, Form.TIME, Form.TIME)
        yield np.minimum(self._parts[rows] @ self._parts[later].T, 3.0)
        yield self._clash(rows, 0)
        yield self._clash(rows, 2)
        people = self._traits[:, 2] & ~self._traits[:, 3]
        yield (people[rows, None] & people[None, later]).astype(np.float32)
        yield self._clash(rows, 4)
        indefinite = self._traits[:, 6]
        yield (indefinite[rows, None] | indefinite[None, later]).astype(np.float32)
        yield (~heads & ((self._types[rows] @ self._types[later].T) > 0)).astype(np.float32)

    def barred(self, rows: slice) -> NDArray[np.bool_]:
        """Return which pairs cannot be one.

        A person and several people, a person and a thing; what belongs to different countries; and a name and a noun of
        an article in which that name stands too, because within an article its own reading has the say.
        """
        named, nominal = self._name >= 0, self._form == FORMS[Form.NOMINAL]
        people, others = named & self._person, named & ~self._person
        singular, plural = self._traits[:, 0], self._traits[:, 1]
        human, thing = self._traits[:, 2], self._traits[:, 3]
        not_person = ~named & ((plural & ~singular) | (thing & ~human))
        not_body = ~named & human & ~thing
        has_country, later = self._countries.sum(1) > 0, slice(rows.start, None)
        shared = self._countries[rows] @ self._countries[later].T
        countries = has_country[rows, None] & has_country[None, later] & (shared == 0)
        together = (self._articles[rows] @ self._articles[later].T) > 0
        found: NDArray[np.bool_] = (
            _either(people, not_person, rows)
            | _either(others, not_body, rows)
            | countries
            | (together & _either(named, nominal & ~named, rows))
        )
        return found

    def _clash(self, rows: slice, first: int) -> Floats:
        """Return where one node has only the first of two opposite traits, and the other only the second."""
        one, other = self._traits[:, first], self._traits[:, first + 1]
        clash: Floats = _either(one & ~other, other & ~one, rows).astype(np.float32)
        return clash

    def _of_forms(self, rows: slice, one: Form, other: Form) -> Floats:
        first, second = (self._form == FORMS[form] for form in (one, other))
        either: Floats = _either(first, second, rows).astype(np.float32)
        return either


def _either(first: NDArray[np.bool_], second: NDArray[np.bool_], rows: slice) -> NDArray[np.bool_]:
    """Return in which pairs one node is of the first kind and the other of the second."""
    later = slice(rows.start, None)
    found: NDArray[np.bool_] = first[rows, None] & second[None, later] | second[rows, None] & first[None, later]
    return found


def countries(node: Node) -> frozenset[str]:
    """Return the countries that a node belongs to, as far as its articles say so."""
    return _countries_among(node.traits)


@lru_cache(maxsize=10_000)
def _countries_among(traits: frozenset[str]) -> frozenset[str]:
    return frozenset(trait for trait in traits if trait.startswith("of "))


def _indicators(sets: Sequence[frozenset[str]], *, rare: bool = False, least: int = 2) -> Floats:
    """Return a matrix [nodes, words] whose products count the words in common, or weigh them by how rare they are.

    Args:
        sets: the words of each node.
        rare: whether words are weighed.
        least: words that fewer nodes have are left out; no two nodes have one in common that only one has.
    """
    counts = Counter(chain.from_iterable(sets))
    words = {word: i for i, word in enumerate(sorted(word for word, count in counts.items() if count >= least))}
    weights = np.array([rarity(word) ** 0.5 if rare else 1.0 for word in words], dtype=np.float32)
    table = np.zeros((len(sets), max(1, len(words))), dtype=np.float32)
    places = [(row, words[word]) for row, found in enumerate(sets) for word in found if word in words]
    if places:
        rows, columns = np.array(places).T
        table[rows, columns] = weights[columns]
    return table


def rarity(word: str) -> float:
    """Return how rare a word is: 0 where every text has it, 1 where one in a thousand has."""
    share = np.log(known_texts() / texts_with(word)) / np.log(known_texts())
    return float(max(0.0, min(1.0, share)))
