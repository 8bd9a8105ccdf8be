"""Trees as other typesetters would have printed them.

The treebanks have straight quotes, few dashes and ordinary case; news has curly quotes, long dashes and headlines.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from kg.nlp.training.trees import Tree

OPENING_TAGS = frozenset({"``"})
QUOTE_FORMS = frozenset({'"', "''", "``", "“", "”"})
DASH_FORMS = frozenset({"-", "--", "–", "—"})
SMALL_WORDS = frozenset({"a", "an", "the", "and", "or", "of", "in", "on", "to", "for", "at", "by", "with", "as"})


def curl_quotes(tree: Tree) -> Tree:
    """Curly quotation marks and apostrophes."""
    words = []
    opened = False
    for word in tree.words:
        form = word.form
        if form in QUOTE_FORMS:
            opened = word.tag in OPENING_TAGS or (word.tag != "''" and not opened)
            form = "“" if opened else "”"
        elif form == "'" and word.tag in OPENING_TAGS:
            form = "‘"
        elif "'" in form:
            form = form.replace("'", "’")
        words.append(replace(word, form=form))
    return replace(tree, words=tuple(words))


def lengthen_dashes(tree: Tree) -> Tree:
    """Em dashes without spaces in place of dashes between words."""
    words = list(tree.words)
    for i, word in enumerate(words):
        if word.form in DASH_FORMS and word.dep == "punct" and 0 < i < len(words) - 1 and words[i - 1].space_after:
            words[i] = replace(word, form="—", space_after=False)
            words[i - 1] = replace(words[i - 1], space_after=False)
    return replace(tree, words=tuple(words))


def lower_case(tree: Tree) -> Tree:
    """All in lower case."""
    return _map_forms(tree, str.lower)


def upper_case(tree: Tree) -> Tree:
    """All in capitals."""
    return _map_forms(tree, str.upper)


def set_headline(tree: Tree) -> Tree:
    """Capitalised words and no full stop, as in a headline."""
    words = list(tree.words)
    if len(words) > 1 and words[-1].form == "." and not any(word.head == len(words) - 1 for word in words):
        words.pop()
        words[-1] = replace(words[-1], space_after=True)
    return _map_forms(replace(tree, words=tuple(words)), _capitalise)


def _capitalise(form: str) -> str:
    return form if form in SMALL_WORDS or "'" in form or "’" in form else form[:1].upper() + form[1:]


def _map_forms(tree: Tree, change: Callable[[str], str]) -> Tree:
    return replace(tree, words=tuple(replace(word, form=change(word.form)) for word in tree.words))


def vary_trees(trees: Sequence[Tree], random: Random) -> list[Tree]:
    """One typesetting for all the trees of a document: half of the time the original one."""
    chance = random.random()
    if chance < 0.40:
        return [lengthen_dashes(curl_quotes(tree)) for tree in trees]
    if chance < 0.43:
        return [lower_case(tree) for tree in trees]
    if chance < 0.45:
        return [upper_case(tree) for tree in trees]
    if chance < 0.50:
        headline = replace(set_headline(curl_quotes(trees[0])), starts_paragraph=True)
        return [headline, *(curl_quotes(tree) for tree in trees[1:])]
    return list(trees)
