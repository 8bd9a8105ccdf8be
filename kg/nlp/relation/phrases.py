"""Noun phrases and other stretches of a sentence as lists of nodes, and how they are written out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.nlp.relation.tree import Node, position
from kg.records import Span

RELATIVE_WORDS = frozenset({"which", "who", "whom", "that", "whose", "where", "when", "what", "why"})
FREE_RELATIVES = frozenset(
    {"what", "whatever", "who", "whoever", "whomever", "whichever", "where", "wherever", "when", "how", "why"}
)
"""Pronouns that are antecedent and relative pronoun in one."""
LOOSE = frozenset({"acl:relcl", "appos", "parataxis", "advcl", "advcl:relcl", "discourse", "vocative", "list", "dep"})
"""Dependents that a phrase is complete without."""
CLAUSAL = frozenset(
    {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "aux", "aux:pass", "cop", "expl", "mark", "punct"}
)
"""Dependents that make a phrase a clause; a phrase leaves them out."""
NAMING = frozenset(
    {"amod", "compound", "flat", "nummod", "fixed", "goeswith", "nmod:desc", "compound:prt", "nmod:poss"}
)
"""Dependents that a noun is named with."""
OPENING = {"(": ")", "[": "]", "“": "”", "``": ("''",), '"': '"', "‘": "’", "'": "'", "`": "'"}
"""Opening marks with what closes them."""
PARTNERS = OPENING | {")": "(", "]": "[", "”": "“", "''": ("``",), "’": "‘"}
LEADING_STRAYS = frozenset({"with", "of", "in", "to", "from", "for", "by", "on", "at", "as"})
"""Prepositions that a mistaken tree leaves at the start of a phrase."""
DASHES = frozenset({"-", "–", "—", "--"})
SEAMS = frozenset({",", ";", ":", "–", "—", "--", "-"})
NO_SPACE_BEFORE = frozenset(".,;:!?)]}”’%'") | {"'s", "’s", "n't", "n’t"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch that stands for a thing: its head and the nodes that are written out, in text order."""

    head: Node
    nodes: tuple[Node, ...]
    shown: tuple[Node, ...]
    """The nodes without relative clauses and other loose parts."""

    @property
    def span(self) -> Span:
        """From the first to the last character of all of it."""
        return span_of(self.nodes)


def read_phrase(head: Node, *, without: frozenset[str] = frozenset(), leave: Node | None = None) -> Phrase:
    """Return the phrase that a word heads, without its own preposition.

    Args:
        head: the word.
        without: labels of further dependents to leave out.
        leave: a dependent to leave out with all below it, such as the relative clause that asks for its antecedent.
    """
    if not head.children and not head.name:
        return Phrase(head=head, nodes=(head,), shown=(head,))
    skipped = CLAUSAL | without
    nodes, shown = [head, *head.name], [head, *head.name]
    for child in head.children:
        if (
            child is leave
            or _stands_before(child, head=head)
            or (child.dep in skipped and not _is_inner_mark(child, head=head))
        ):
            continue
        if child.dep == "case":
            continue
        if child.dep in ("cc", "conj") and (not _joins_things(child, head=head) or _comes_after(child, leave)):
            continue
        below = child.subtree()
        nodes += below
        if child.dep not in LOOSE or _completes_pronoun(child) or _names_closely(child, head=head):
            shown += [node for node in below if not _is_loose_below(node, top=child)]
    return Phrase(head=head, nodes=tuple(trim(nodes)), shown=tuple(_without_seams(trim(shown))))


def _without_seams(nodes: list[Node]) -> list[Node]:
    """Leave out commas and dashes beside what is left out."""
    if nodes[-1].i - nodes[0].i == len(nodes) - 1:
        return nodes
    kept = {node.i for node in nodes}
    return [node for node in nodes if node.text not in SEAMS or {node.i - 1, node.i + 1} <= kept]


def core_nodes(head: Node) -> list[Node]:
    """Return what a thing is labelled by: the noun with its naming modifiers and an "of" phrase, no determiner."""
    if not head.children:
        return [head]
    kept = [head]
    for child in head.children:
        if child.dep in NAMING and not (child.dep == "nmod:poss" and child.pos == "PRON"):
            kept += [node for node in child.subtree() if node.dep != "case" or is_possessive(node)]
        elif child.dep == "nmod" and child.i > head.i and _leading(child) == "of":
            kept += [node for node in child.children if node.dep == "case" and node.lower == "of"]
            kept += core_with_determiner(child)
        elif child.dep == "punct" and child.lower in DASHES and head.i - 4 < child.i < head.i:
            kept.append(child)
    core = trim(_without_gaps(kept, head=head))
    conjuncts = [child for child in head.child_list("conj") if child.pos in ("NOUN", "PROPN", "PRON")]
    interrupted = any(
        child.dep in ("acl:relcl", "acl", "appos") and conjuncts and child.i < conjuncts[-1].i
        for child in head.children
    )
    return core + core_nodes(conjuncts[-1]) if conjuncts and not interrupted else core


def core_with_determiner(head: Node) -> list[Node]:
    """Return the core with its own determiner or possessor kept, as it stands inside a larger core."""
    kept = core_nodes(head)
    kept += [child for child in head.children if child.dep in ("det", "nmod:poss") and child not in kept]
    return sorted(kept, key=lambda node: node.i)


def span_of(nodes: Sequence[Node]) -> Span:
    """Return the span from the first to the last of the nodes, which are in text order."""
    return Span(nodes[0].start, nodes[-1].end)


def write_out(nodes: Sequence[Node], *, text: str) -> str:
    """Write nodes as the text has them; where some between are left out, a space joins the pieces."""
    if nodes[-1].i - nodes[0].i == len(nodes) - 1:
        return " ".join(text[nodes[0].start : nodes[-1].end].split())
    pieces: list[str] = []
    last: Node | None = None
    for node in nodes:
        between = text[last.end : node.start] if last is not None else ""
        if last is not None and not between.strip():
            pieces.append(" " if between else "")
        elif last is not None:
            pieces.append("" if node.lower in NO_SPACE_BEFORE else " ")
        pieces.append(node.text)
        last = node
    return "".join(pieces)


def trim(nodes: Iterable[Node], *, is_clause: bool = False) -> list[Node]:
    """Return the nodes in text order without punctuation and conjunctions at the ends, brackets and quotes balanced.

    Args:
        nodes: the nodes in any order.
        is_clause: whether they are a clause, which may begin with a preposition.
    """
    kept = sorted(set(nodes), key=position)
    while len(kept) > 1 and _is_stray(kept[0], kept=kept, closing=False) and not (is_clause and kept[0].dep == "case"):
        kept = kept[1:]
    while len(kept) > 1 and _is_stray(kept[-1], kept=kept, closing=True):
        kept = kept[:-1]
    if len(kept) > 2 and kept[0].text in OPENING and kept[-1].text in OPENING[kept[0].text]:
        return trim(kept[1:-1], is_clause=is_clause)
    return kept


def is_possessive(node: Node) -> bool:
    """Tell whether a `case` is the possessive ending, which stays with its noun."""
    return node.tag == "POS" or node.lower in ("'s", "’s", "'", "’")


def preposition_of(node: Node) -> tuple[Node, ...]:
    """Return the words of the preposition that leads a phrase; none where nothing does."""
    words: list[Node] = []
    for child in node.children:
        if child.dep == "case" and not is_possessive(child) and child.i < node.i:
            words.append(child)
            words += child.child_list("fixed")
    if not words:
        words = _preposition_at_edge(node)
    return tuple(sorted(words, key=lambda word: word.i))


def _preposition_at_edge(node: Node) -> list[Node]:
    """Return a preposition that the tree hangs on a first name or title: "by" in "led by minister Ada Ode"."""
    edge = next((child for child in node.children if child.i < node.i), None)
    if edge is None or edge.dep not in ("compound", "flat", "nmod:desc", "amod"):
        return []
    return [child for child in edge.child_list("case") if child.i < edge.i and child.tag == "IN"]


def _leading(node: Node) -> str:
    return " ".join(word.lower for word in preposition_of(node))


def _stands_before(child: Node, *, head: Node) -> bool:
    """Tell whether a clause stands before the noun it hangs on: "Speaking in Alma, the mayor …"."""
    if child.dep in ("nmod", "obl") and any(child.i < verb.i < head.i for verb in head.child_list("cop")):
        return True
    return (
        child.dep in ("acl", "advcl", "acl:relcl", "parataxis", "obl")
        and child.i < head.i
        and child.pos in ("VERB", "AUX")
    )


def _comes_after(child: Node, leave: Node | None) -> bool:
    """Tell whether a conjunct follows the clause that asks for its antecedent, which is then the first thing alone."""
    return leave is not None and leave.i < child.i and leave.dep in ("acl:relcl", "acl")


def _is_inner_mark(child: Node, *, head: Node) -> bool:
    """Tell whether a comma or dash stands inside the phrase; trimming removes those at its ends."""
    return child.dep == "punct" and not head.has("cop", "nsubj", "nsubj:pass") and child.lower not in (".", "!", "?")


def _joins_things(child: Node, *, head: Node) -> bool:
    """Tell whether a conjunct is another thing, and not another clause."""
    conjunct = (
        child if child.dep == "conj" else next((c for c in head.children if c.dep == "conj" and c.i > child.i), None)
    )
    if child.dep == "cc" and child.head is not head:
        return True
    if conjunct is None:
        return False
    return not conjunct.has("nsubj", "nsubj:pass", "cop", "aux") and (
        conjunct.pos not in ("VERB", "AUX") or head.pos in ("VERB", "AUX")
    )


def is_free_relative(node: Node) -> bool:
    """Tell whether a pronoun is nothing without its clause: "what he saw", "where they met"."""
    return node.lower in FREE_RELATIVES and node.tag.startswith("W") and node.has("acl:relcl", "advcl:relcl")


def _names_closely(child: Node, *, head: Node) -> bool:
    """Tell whether a name directly follows its description: "the prophet Elijah", not "the mayor, Ada Ode"."""
    if child.dep != "appos" or child.tag not in ("NNP", "NNPS"):
        return False
    first = child.subtree()[0].i
    return any(node.i == first - 1 and node.pos != "PUNCT" for node in head.subtree())


def _completes_pronoun(clause: Node) -> bool:
    return clause.dep in ("acl:relcl", "advcl:relcl") and clause.head is not None and is_free_relative(clause.head)


def _is_loose_below(node: Node, *, top: Node) -> bool:
    while node is not top:
        if node.head is None:
            return False
        close = _completes_pronoun(node) or _names_closely(node, head=node.head)
        if node.dep in ("acl:relcl", "appos", "parataxis") and not close:
            return True
        node = node.head
    return False


def _without_gaps(nodes: list[Node], *, head: Node) -> list[Node]:
    """Keep the run of the head: a core is one stretch, with nothing but left-out clutter inside an "of" phrase."""
    ordered = sorted(set(nodes), key=position)
    start = ordered.index(head)
    first = start
    while first > 0 and ordered[first].i - ordered[first - 1].i <= 1:
        first -= 1
    last = start
    while last + 1 < len(ordered) and ordered[last + 1].i - ordered[last].i <= 1:
        last += 1
    return ordered[first : last + 1]


def _is_stray(node: Node, *, kept: list[Node], closing: bool) -> bool:
    if node.dep == "cc" or node.pos == "SPACE":
        return True
    if not closing and node.dep == "case" and node.lower in LEADING_STRAYS:
        return kept[1].pos != "NUM" and kept[1].lower not in ("least", "most")
    if node.pos != "PUNCT":
        return False
    partner = PARTNERS.get(node.text)
    if partner is None:
        return node.text not in ("$", "%")
    inside = kept[:-1] if closing else kept[1:]
    return not any(other.text in partner for other in inside)
