"""Role facts: what somebody is, from an apposition or from the title before a name.

"Ada Ode, the mayor of Alma" and "Alma mayor Ada Ode" both say that Ada Ode is a mayor; nothing but "is" is added.
"""

from collections.abc import Iterator

from kg.lexicon import load_lexicon
from kg.nlp.relation.drafts import Draft, Reading, Slot
from kg.nlp.relation.phrases import Phrase, read_phrase, trim
from kg.nlp.relation.tree import Node

NOMINAL = frozenset({"NOUN", "PROPN"})
NUMERIC = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
TITLE_TAGS = frozenset({"NN", "NNP", "NNPS", "JJ", "HYPH", "POS", "VBN"})
TITLE_ENTITIES = frozenset({"", "ORG", "GPE", "NORP", "LOC", "FAC"})
LONGEST_TITLE = 8
_ADDRESSES = load_lexicon("titles").words(kind="address")
_OFFICES = {word for entry in load_lexicon("titles").entries if entry["kind"] != "address" for word in entry.words}
_OFFICE_HEADS = {word.split()[-1] for word in _OFFICES} | {word.split()[0] for word in _OFFICES if " of " in word}
_PEOPLE = load_lexicon("people").words()
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "ologist", "er", "or", "ee", "ant")


def find_appositions(reading: Reading) -> Iterator[Draft]:
    """Yield what an apposition says: "Ada Ode, the mayor of Alma" → Ada Ode is the mayor of Alma."""
    for node in reading.nodes:
        if node.dep == "appos" and node.head is not None and _describes(node, node.head):
            named, described = node.head, node
            if described.entity and not named.entity and named.pos == "NOUN":
                named, described = described, named
            yield _is_draft(
                rule="apposition",
                subject=read_phrase(named, leave=described, without=frozenset({"acl", "acl:relcl", "appos"})),
                complement=read_phrase(described, leave=named),
                at=node,
            )


def find_titles(reading: Reading) -> Iterator[Draft]:
    """Yield what the title before a person's name says, once for each name and title."""
    seen: set[tuple[str, str]] = set()
    nodes = reading.nodes
    for first in nodes:
        if first.entity != "PERSON" or not first.entity_start:
            continue
        name = _entity_nodes(first, nodes=nodes)
        title = _title_before(first, nodes=nodes)
        key = (" ".join(node.lower for node in name), " ".join(node.lower for node in title))
        if title and key not in seen:
            seen.add(key)
            yield _is_draft(
                rule="title",
                subject=Phrase(head=_top(name), nodes=tuple(name), shown=tuple(name)),
                complement=Phrase(head=title[-1], nodes=tuple(title), shown=tuple(title)),
                at=title[-1],
            )


def _describes(node: Node, named: Node) -> bool:
    """Tell whether an apposition says what a thing is: a name beside a description, neither of them a number."""
    if node.pos not in NOMINAL or named.pos not in NOMINAL or node.entity in NUMERIC or named.entity in NUMERIC:
        return False
    if bool(node.entity) == bool(named.entity) or node.has("case") or named.i > node.i:
        return False
    if "PERSON" in (node.entity, named.entity) and not _names_person(named if node.entity else node):
        return False
    lists = named.has("conj") or node.head is not named
    return not lists and (node.has("det", "amod", "nmod", "compound", "nmod:poss") or bool(node.entity))


def _names_person(noun: Node) -> bool:
    """Tell whether a common noun can be what a person is: an office, a word for people, or a word built like one."""
    return noun.lemma in _PEOPLE or noun.lemma in _OFFICE_HEADS or noun.lemma.endswith(_PERSON_ENDINGS)


def _entity_nodes(first: Node, *, nodes: list[Node]) -> list[Node]:
    end = first.i + 1
    while end < len(nodes) and nodes[end].entity == first.entity and not nodes[end].entity_start:
        end += 1
    return nodes[first.i : end]


def _top(name: list[Node]) -> Node:
    """Return the word of a name that the others hang on."""
    return next((node for node in name if node.head not in name), name[-1])


def _title_before(first: Node, *, nodes: list[Node]) -> list[Node]:
    """Return the run of title words directly before a name; none where the last of them is no office or role."""
    start = first.i
    while start > 0 and first.i - start < LONGEST_TITLE and _continues_title(nodes[start - 1], after=nodes[start]):
        start -= 1
    run = nodes[start : first.i]
    words = [node.lower for node in run]
    if "of" in words and (words.index("of") == 0 or words[words.index("of") - 1] not in _OFFICE_HEADS):
        run = run[words.index("of") + 1 :]
    while run and (run[0].tag in ("HYPH", "POS", "IN") or run[0].lower in _ADDRESSES):
        run = run[1:]
    if not run or not _names_role(run):
        return []
    return trim(run)


def _continues_title(node: Node, *, after: Node) -> bool:
    if node.sentence != after.sentence or node.entity not in TITLE_ENTITIES:
        return False
    if node.lower == "of":
        return after.tag in ("NNP", "NNPS")
    return node.tag in TITLE_TAGS and (node.tag != "VBN" or node.dep == "amod")


def _names_role(run: list[Node]) -> bool:
    words = [node.lower for node in run]
    if any(" ".join(words[start:]) in _OFFICES for start in range(len(words))):
        return True
    if "of" in words and words.index("of") > 0 and words[words.index("of") - 1] in _OFFICES:
        return True
    return run[-1].tag == "NN" and (run[-1].lower in _PEOPLE or run[-1].lower.endswith(_PERSON_ENDINGS))


def _is_draft(*, rule: str, subject: Phrase, complement: Phrase, at: Node) -> Draft:
    return Draft(
        rule=rule,
        head=at,
        lemma="be",
        words=complement.nodes,
        subject=Slot(role="subject", phrase=subject),
        arguments=[Slot(role="complement", phrase=complement)],
        text="is",
    )
