"""Across articles: which entities are one.

    EntityRecords → unique → pairs within blocks → compare → join what no evidence parts → short names → Decisions

Full names come first, then the short names of what was joined. What is unsure stays unresolved. The order of the
records does not change what is decided; a person's verdicts win over every score.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.records import Decision, Reference
from kg.resolve.compare import SAME, compare
from kg.resolve.entity_blocks import candidate_pairs
from kg.resolve.entity_clusters import Clusters, KeyPair
from kg.resolve.entity_records import EntityRecord, unique_records
from kg.resolve.entity_short import link_short_names
from kg.resolve.spelling import first_name, sound_key

LINKED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"})
"""Labels of entities that are linked."""
SPELLING_SCORE = 0.85

ScoredPair = tuple[float, EntityRecord, EntityRecord, tuple[str, ...]]
"""Score, two entities, and the reasons."""

__all__ = ["EntityRecord", "ScoredPair", "canonical_chooser", "link_entities", "score_names", "sort_scored"]


def link_entities(
    records: Iterable[EntityRecord],
    *,
    same: Iterable[KeyPair] = (),
    different: Iterable[KeyPair] = (),
    score: Callable[[Sequence[EntityRecord]], list[ScoredPair]] | None = None,
) -> tuple[Decision, ...]:
    """Decide which entities are one, with score and reasons; sorted by the keys of the pair.

    Args:
        records: every entity as the articles name it; several records of one key are added up.
        same: pairs of entity keys that a person joined.
        different: pairs of entity keys that a person parted; where both are said of one pair, it is parted.
        score: compares the names that share a block, where not `score_names`.

    Returns:
        `same` decisions, whose connected components are the clusters, and `different` ones where a person parted two
        or evidence against two kept their clusters apart.
    """
    kept = [record for record in unique_records(records) if record.reference.type in LINKED]
    clusters = Clusters(kept, same=same, different=different)
    for likely, left, right, reasons in (score or score_names)(kept):
        clusters.join(left, right, score=likely, reasons=reasons, rule="name-variant")
    short = [found for found in link_short_names(list(clusters)) if found.score >= SAME]
    for found in sorted(short, key=lambda one: (-one.score, one.short.key)):
        clusters.join(found.short, found.meant, score=found.score, reasons=found.reasons, rule="short-name")
    for left, right in _spellings(clusters):
        reasons = ("the names are spellings of one last name",)
        clusters.join(left, right, score=SPELLING_SCORE, reasons=reasons, rule="name-variant")
    return tuple(sorted(set(clusters.decisions), key=lambda one: (one.left.key, one.right.key, one.relation)))


def score_names(records: Sequence[EntityRecord]) -> list[ScoredPair]:
    """Return the pairs that are one by their names, the surest first."""
    found = []
    for left, right in candidate_pairs(records):
        comparison = compare(left, right)
        if comparison is not None and comparison.score >= SAME:
            found.append((comparison.score, left, right, comparison.reasons))
    return sort_scored(found)


def sort_scored(pairs: Iterable[ScoredPair]) -> list[ScoredPair]:
    """Return pairs in the order in which they are joined: the surest first, ties by their keys."""
    return sorted(pairs, key=lambda one: (-one[0], one[1].key, one[2].key))


def _spellings(clusters: Clusters) -> Iterator[tuple[EntityRecord, EntityRecord]]:
    """Yield bare surnames of one sound that nobody is known to bear."""
    blocks: dict[str, list[EntityRecord]] = defaultdict(list)
    for cluster in clusters:
        for record in cluster:
            if record.is_person:
                blocks[sound_key(record.key) if first_name(record.key) is None else ""].append(record)
    bearers = {sound_key(record.key.rpartition("-")[2]) for record in blocks.pop("", [])}
    for sound in sorted(blocks.keys() - bearers):
        yield from pairwise(sorted(blocks[sound], key=lambda one: one.key))


def canonical_chooser(records: Iterable[EntityRecord]) -> Callable[[Iterable[Reference]], Reference]:
    """Return a function that chooses a cluster's canonical entity.

    Full names before surnames and acronyms, then the one in most articles, then the longest label, then the alphabet.
    """
    count_by_key = {record.key: (record.n_articles, record.n_mentions) for record in unique_records(records)}

    def choose(cluster: Iterable[Reference]) -> Reference:
        return min(cluster, key=lambda one: _rank(one, count_by_key))

    return choose


def _rank(reference: Reference, count_by_key: Mapping[str, tuple[int, int]]) -> tuple[bool, int, int, int, str]:
    n_articles, n_mentions = count_by_key.get(reference.key, (0, 0))
    bare = reference.type == "PERSON" and first_name(reference.key) is None
    return bare or reference.label.isupper(), -n_articles, -n_mentions, -len(reference.label), reference.key
