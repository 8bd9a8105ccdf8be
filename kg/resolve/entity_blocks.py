"""Which names are compared at all: blocks of names that share a key, and the pairs within them.

A block of up to `LARGEST_BLOCK` names is compared pair by pair. A larger one ("Smith" in 100,000 articles) is not
dropped: it is parted by the first letters of the first name or word; what is still larger is compared along the
alphabet, each name with its `WINDOW` next ones (sorted neighbourhoods, Hernández and Stolfo 1995) and with the
`FAMOUS` names that most articles use. So the work grows as the number of names, and what may be missed is a variant
of two rare names that are far apart in the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.resolve.compare import LONGEST_ACRONYM, SHORTEST_ACRONYM
from kg.resolve.entity_records import EntityRecord
from kg.resolve.spelling import initials, name_words, person_name, sound_key, without_legal_form

LARGEST_BLOCK = 60
WINDOW, FAMOUS = 8, 12

Pair = tuple[EntityRecord, EntityRecord]


def candidate_pairs(records: Iterable[EntityRecord]) -> Iterator[Pair]:
    """Yield every pair of names that is worth comparing, once, whatever the order of the records."""
    blocks: dict[str, list[EntityRecord]] = defaultdict(list)
    for record in records:
        for name in block_names(record):
            blocks[name].append(record)
    seen: set[tuple[str, str]] = set()
    for name in sorted(blocks):
        for left, right in pairs_of_block(name, blocks[name]):
            if (left.key, right.key) not in seen:
                seen.add((left.key, right.key))
                yield left, right


def block_names(record: EntityRecord) -> list[str]:
    """Return the names of the blocks that a record belongs to, sorted."""
    return sorted(_person_keys(record) if record.is_person else _other_keys(record))


def pairs_of_block(name: str, block: Iterable[EntityRecord]) -> Iterator[Pair]:
    """Yield the pairs within a block that are worth comparing, whatever the order of its records."""
    ordered = sorted(block, key=lambda one: one.key)
    if not _is_ambiguous(name, ordered):
        yield from _pairs(ordered, depth=0)


def _person_keys(record: EntityRecord) -> set[str]:
    """Return blocks of a full name: by the sound of its surname, and by first name and beginning of the surname."""
    name = person_name(record.key)
    if not name.given:
        return set()
    return {f"surname {sound_key(name.family)}", f"first {sound_key(name.given[0])} {name.family[:3]}"}


def _other_keys(record: EntityRecord) -> set[str]:
    """Return blocks of another name: by sound, legal form, words in any order, initials, and all words but one."""
    key, label = record.key, record.reference.label.replace(".", "")
    words = name_words(key)
    keys = {f"sound {sound_key(key)}", f"form {without_legal_form(key)}", f"words {' '.join(sorted(words))}"}
    if len(words) > 1:
        keys |= {
            f"words {' '.join(sorted(words[:i] + words[i + 1 :]))}" for i, word in enumerate(words) if len(word) > 2
        }
    if record.reference.type == "ORG":
        short = label if label.isupper() else initials(label) if " " in label else ""
        if SHORTEST_ACRONYM <= len(short) <= LONGEST_ACRONYM:
            keys.add(f"initials {short}")
    return keys


def _is_ambiguous(name: str, block: list[EntityRecord]) -> bool:
    """Tell whether several long names have these initials: then the acronym is nobody's."""
    return name.startswith("initials ") and sum(" " in record.reference.label for record in block) > 1


def _pairs(block: list[EntityRecord], *, depth: int) -> Iterator[Pair]:
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
    elif depth == 0:
        parts: dict[str, list[EntityRecord]] = defaultdict(list)
        for record in block:
            parts[record.key[:1]].append(record)
        for letter in sorted(parts):
            yield from _pairs(parts[letter], depth=1)
    else:
        yield from _neighbours(block)


def _neighbours(block: list[EntityRecord]) -> Iterator[Pair]:
    for i, left in enumerate(block):
        yield from ((left, right) for right in block[i + 1 : i + 1 + WINDOW])
    famous = sorted(block, key=lambda one: (-one.n_articles, -one.n_mentions, one.key))[:FAMOUS]
    for one in famous:
        for other in block:
            if one.key < other.key:
                yield one, other
            elif other.key < one.key:
                yield other, one
