"""A dependency tree as lines of text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.records import Span

if TYPE_CHECKING:
    from kg.nlp.rereading import TreeWord  # spaCy takes two seconds to import


def draw_tree(words: "Sequence[TreeWord]", *, marked: Span | None = None) -> tuple[str, ...]:
    """Return a line for each word, below its head and in the order of the text; words of the claim have a star.

    Args:
        words: of one sentence.
        marked: the claim's place in the article.
    """
    below: dict[int | None, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        below[word.head].append(place)

    def walk(place: int, lead: str, branch: str) -> Iterator[str]:
        word = words[place]
        star = " *" if marked is not None and marked.start <= word.start and word.end <= marked.end else ""
        yield f"{lead}{branch}{word.text}  [{word.relation}, {word.pos}]{star}"
        inner = lead + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
        children = below[place]
        for n, child in enumerate(children):
            yield from walk(child, inner, "└─ " if n == len(children) - 1 else "├─ ")

    return tuple(line for root in below[None] for line in walk(root, "", ""))
