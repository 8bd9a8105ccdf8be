"""Across articles: which entities are one.

Entities are compared only within blocks (equal sound of the surname, equal initials, equal sound of the name), so the
work grows as the number of entities times its logarithm. What is unsure stays unresolved. The order of the records
does not change what is decided.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.records import Decision, Kind, Reference
from kg.resolve.compare import SAME, SHORTEST_ACRONYM, Comparison, compare
from kg.resolve.spelling import first_name, initials, sound_key, surname, without_legal_form

SURNAME_SCORE = 0.85
LARGEST_BLOCK = 60
"""More names than this in one block are too common to tell apart by pairs: all stay unresolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """An entity as the articles name it."""

    reference: Reference
    n_articles: int
    n_mentions: int = 0


def link_entities(records: Iterable[EntityRecord]) -> tuple[Decision, ...]:
    """Decide which entities are one, with score and reasons; sorted by the keys of the pair.

    People are linked by spelling and middle name, a bare surname to the one full name that carries it; organisations
    by acronym, legal form and spelling. Where a surname has several bearers, the decisions say `different` of none:
    the surname stays an entity of its own.
    """
    kept = _unique(records)
    people = [record for record in kept if record.reference.type == "PERSON"]
    others = [record for record in kept if record.reference.type in ("ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT")]
    decisions = [*_link_people(people), *_link_others(others)]
    return tuple(sorted(decisions, key=lambda decision: (decision.left.key, decision.right.key, decision.relation)))


def canonical_chooser(records: Iterable[EntityRecord]) -> Callable[[Iterable[Reference]], Reference]:
    """Return a function that chooses a cluster's canonical entity.

    Full names before surnames, then the one in most articles, then the longest label, then the alphabet.
    """
    count_by_key = {record.reference.key: (record.n_articles, record.n_mentions) for record in _unique(records)}

    def choose(cluster: Iterable[Reference]) -> Reference:
        return min(cluster, key=lambda one: _rank(one, count_by_key))

    return choose


def _rank(reference: Reference, count_by_key: Mapping[str, tuple[int, int]]) -> tuple[bool, int, int, int, str]:
    n_articles, n_mentions = count_by_key.get(reference.key, (0, 0))
    bare = reference.type == "PERSON" and first_name(reference.key) is None
    return bare or reference.label.isupper(), -n_articles, -n_mentions, -len(reference.label), reference.key


def _unique(records: Iterable[EntityRecord]) -> list[EntityRecord]:
    """Add up records of one key; the label and type of the most frequent one stand, ties by the alphabet."""
    groups: dict[str, list[EntityRecord]] = defaultdict(list)
    for record in records:
        if record.reference.kind is Kind.ENTITY:
            groups[record.reference.key].append(record)
    merged = []
    for key in sorted(groups):
        group = sorted(
            groups[key],
            key=lambda one: (-one.n_articles, -one.n_mentions, one.reference.label, one.reference.type or ""),
        )
        merged.append(
            EntityRecord(
                reference=group[0].reference,
                n_articles=sum(record.n_articles for record in group),
                n_mentions=sum(record.n_mentions for record in group),
            )
        )
    return merged


def _link_people(people: list[EntityRecord]) -> list[Decision]:
    blocks: dict[str, list[Reference]] = defaultdict(list)
    for record in people:
        blocks[sound_key(surname(record.reference.key))].append(record.reference)
    decisions: list[Decision] = []
    for block in blocks.values():
        if 1 < len(block) <= LARGEST_BLOCK:
            decisions += _link_namesakes(block)
    return decisions


def _link_namesakes(block: list[Reference]) -> list[Decision]:
    full = [one for one in block if first_name(one.key) is not None]
    bare = [one for one in block if first_name(one.key) is None]
    decisions = _compare_all(full, "name-variant")
    bearers = _components(full, decisions)
    if len(bearers) == 1:
        nearest = min(bearers[0], key=lambda one: one.key)
        for one in bare:
            reason = f"{nearest.label} is the only one of that surname"
            decisions.append(_decision(one, nearest, Comparison(SURNAME_SCORE, reason), "only-bearer-of-surname"))
    elif not bearers:
        decisions += [
            _decision(left, right, Comparison(0.85, "the names are spellings of one surname"), "name-variant")
            for left, right in pairwise(bare)
        ]
    return decisions


def _link_others(others: list[EntityRecord]) -> list[Decision]:
    blocks: dict[str, list[Reference]] = defaultdict(list)
    for record in others:
        for key in _block_keys(record.reference):
            blocks[key].append(record.reference)
    decisions: dict[tuple[str, str], Decision] = {}
    for name, block in blocks.items():
        if 1 < len(block) <= LARGEST_BLOCK and not _is_ambiguous(name, block):
            for decision in _compare_all(block, "name-variant"):
                decisions[decision.left.key, decision.right.key] = decision
    return list(decisions.values())


def _block_keys(reference: Reference) -> set[str]:
    keys = {f"sound {sound_key(reference.key)}", f"form {without_legal_form(reference.key)}"}
    label = reference.label.replace(".", "")
    if reference.type == "ORG" and label.isupper() and SHORTEST_ACRONYM <= len(label) <= 6:
        keys.add(f"initials {label}")
    elif reference.type == "ORG" and " " in label and SHORTEST_ACRONYM <= len(initials(label)) <= 6:
        keys.add(f"initials {initials(label)}")
    return keys


def _is_ambiguous(name: str, block: list[Reference]) -> bool:
    """Tell whether several long names have these initials: then the acronym is nobody's."""
    return name.startswith("initials ") and sum(" " in reference.label for reference in block) > 1


def _compare_all(references: list[Reference], rule: str) -> list[Decision]:
    ordered = sorted(references, key=lambda one: one.key)
    found = []
    for left, right in combinations(ordered, 2):
        comparison = compare(left, right)
        if comparison is not None and comparison.score >= SAME:
            found.append(_decision(left, right, comparison, rule))
    return found


def _components(references: list[Reference], decisions: list[Decision]) -> list[list[Reference]]:
    """Return the groups of references that the decisions join."""
    group_by_key = {one.key: [one] for one in references}
    for decision in decisions:
        left, right = group_by_key[decision.left.key], group_by_key[decision.right.key]
        if left is not right:
            left += right
            for one in right:
                group_by_key[one.key] = left
    return list({id(group): group for group in group_by_key.values()}.values())


def _decision(left: Reference, right: Reference, comparison: Comparison, rule: str) -> Decision:
    first, second = sorted((left, right), key=lambda one: one.key)
    return Decision(
        left=first,
        right=second,
        relation="same",
        score=comparison.score,
        reasons=(comparison.reason,),
        decided_by=rule,
    )
