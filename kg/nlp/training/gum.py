"""Named entities of GUM: the proper names inside its annotated mentions.

GUM (Zeldes 2017) marks every mention in the MISC column, `Entity=(id-type-…`, nested, from "she" to "the University of
Portsmouth".  A mention whose head is a proper noun yields the run of proper nouns around that head.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.nlp.training.entities import Gazetteer
from kg.nlp.training.trees import Tree, Word

BRACKET = re.compile(r"\((?P<opens>[^()]+)(?P<closes>\)?)|(?P<ends>[^()]+)\)")
NAME_TAGS = frozenset({"NNP", "NNPS"})
LINKS = frozenset({"of", "the", "for", "and", "&", "-", "de", "von", "al", "on", "in"})
TITLES = frozenset(
    {"Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr", "Prof.", "Professor", "Sir", "President", "Senator", "Sen."}
    | {"Rep.", "Gov.", "Governor", "King", "Queen", "Prince", "Princess", "Judge", "Justice", "Captain", "General"}
    | {"Minister", "Mayor", "Pope", "Lord", "Lady", "Secretary", "Chancellor", "Miss", "Colonel"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """Words `start` to `end` (exclusive) of one sentence; label None where it is not known."""

    start: int
    end: int
    label: str | None


class MentionSpan(NamedTuple):
    """Words `start` to `end` (exclusive) of one sentence that mention something."""

    start: int
    end: int
    kind: str
    """GUM's type of what is mentioned."""
    chain: str
    """The number that all mentions of the same thing share in the document."""


def find_mentions(words: Sequence[Word]) -> Iterator[MentionSpan]:
    """Mentions that open and close in the sentence."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, word in enumerate(words):
        column = next((part for part in word.misc.split("|") if part.startswith("Entity=")), "Entity=")
        for bracket in BRACKET.finditer(column[len("Entity=") :]):
            if bracket["opens"]:
                chain, _, rest = bracket["opens"].partition("-")
                kind = rest.partition("-")[0]
                if bracket["closes"]:
                    yield MentionSpan(i, i + 1, kind, chain)
                else:
                    opened.setdefault(chain, []).append((i, kind))
            elif opened.get(bracket["ends"]):
                start, kind = opened[bracket["ends"]].pop()
                yield MentionSpan(start, i + 1, kind, bracket["ends"])


def find_names(tree: Tree, gazetteer: Gazetteer) -> list[NameSpan]:
    """Names of one sentence, without overlaps; proper nouns and numbers that no mention explains are left open."""
    words = tree.words
    found: dict[int, NameSpan] = {}
    taken: set[int] = set()
    for start, end, kind, _ in sorted(find_mentions(words), key=lambda mention: mention.end - mention.start):
        run = _name_run(words, start, end, is_person=kind == "person")
        if run and taken.isdisjoint(run):
            name = "".join(words[i].form + " " * words[i].space_after for i in run).strip()
            found[run[0]] = NameSpan(start=run[0], end=run[-1] + 1, label=label_name(name, kind, gazetteer))
            taken.update(run)
    for i, word in enumerate(words):
        if i in taken:
            continue
        if word.tag == "JJ" and word.form in gazetteer.words["groups"]["names"]:
            found[i] = NameSpan(start=i, end=i + 1, label="NORP")
        elif word.tag in NAME_TAGS or word.tag == "CD" or (i > 0 and word.form[:1].isupper()):
            found[i] = NameSpan(start=i, end=i + 1, label=None)
    return [found[i] for i in sorted(found)]


def _name_run(words: Sequence[Word], start: int, end: int, *, is_person: bool) -> range:
    """Positions of the name around the head of a mention; empty where the head is no proper noun."""
    span = range(start, end)
    head = next((i for i in span if words[i].head not in span or words[i].head == i), start)
    if words[head].tag not in NAME_TAGS:
        return range(0)
    links = frozenset({"-"}) if is_person else LINKS
    first = last = head
    for i in reversed(range(start, head)):
        if words[i].tag in NAME_TAGS:
            first = i
        elif words[i].form not in links:
            break
    for i in range(head + 1, end):
        if words[i].tag in NAME_TAGS:
            last = i
        elif words[i].form not in links:
            break
    while first < last and words[first].form in TITLES:
        first += 1
    return range(first, last + 1)


def label_name(name: str, kind: str, gazetteer: Gazetteer) -> str | None:
    """OntoNotes label of a name in a mention of a GUM type."""
    if kind == "person":
        return "NORP" if name in gazetteer.words["groups"]["names"] else "PERSON"
    if kind == "organization":
        return "ORG"
    if kind == "place":
        return gazetteer.place_label(name)
    if kind == "event":
        return "EVENT"
    label = gazetteer.misc_label(name)
    return label if label in {"NORP", "LAW", "PRODUCT"} else None
