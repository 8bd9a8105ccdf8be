"""Universal Dependencies trees as spaCy documents with their original spacing.

Format: https://universaldependencies.org/format.html.  Words of a multiword token ("do" + "n't") are kept where they
spell the token, as spaCy's tokenizer splits those too; other multiword tokens become one word.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

LEFT_OUT_GENRES = frozenset({"whow", "fiction"})  # GUM texts under non-commercial licences


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word."""

    form: str
    """Surface characters."""
    tag: str
    """Penn Treebank tag."""
    pos: str
    """Universal part of speech."""
    morph: str
    """Universal features, `_` for none."""
    head: int
    """Index of the head in the sentence; its own index for the root."""
    dep: str
    """Universal dependency relation with its subtype."""
    space_after: bool
    """Whether the text has a space after the word."""
    misc: str
    """The tenth column, where GUM keeps its entities."""


LINE_BREAK = Word(form="\n\n", tag="_SP", pos="SPACE", morph="_", head=0, dep="dep", space_after=False, misc="_")
"""The empty line between paragraphs, as a token of the sentence before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One sentence."""

    words: tuple[Word, ...]
    """Words in text order."""
    document: str
    """Name of the document it comes from."""
    name: str = ""
    """The corpus's own name of the sentence (`sent_id`)."""
    starts_paragraph: bool
    """Whether a new paragraph begins here."""


def read_trees(path: Path, *, left_out: frozenset[str] = frozenset()) -> Iterator[Tree]:
    """Trees of a gzipped CoNLL-U file, without documents whose name has a part in `left_out`."""
    document, starts_paragraph = "", True
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for comments, rows in _read_blocks(handle):
            name = ""
            for comment in comments:
                if comment.startswith("# newdoc"):
                    document, starts_paragraph = comment.partition("=")[2].strip(), True
                elif comment.startswith("# newpar"):
                    starts_paragraph = True
                elif comment.startswith("# sent_id"):
                    name = comment.partition("=")[2].strip()
            if left_out.isdisjoint(document.split("_")):
                yield Tree(words=parse_words(rows), document=document, name=name, starts_paragraph=starts_paragraph)
            starts_paragraph = False


def _read_blocks(lines: Iterable[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Comments and rows of each sentence."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []
    if rows:
        yield comments, rows


def parse_words(rows: Sequence[Sequence[str]]) -> tuple[Word, ...]:
    """Words of one sentence's ten-column rows; empty nodes are skipped, multiword tokens settled."""
    words = [_parse_word(row) for row in rows if row[0].isdigit()]
    merged: list[tuple[int, int, str]] = []
    for row in rows:
        if "-" not in row[0]:
            continue
        first, last = (int(part) - 1 for part in row[0].split("-"))
        spaced = "SpaceAfter=No" not in row[9]
        if "".join(word.form for word in words[first : last + 1]) == row[1]:
            for i in range(first, last + 1):
                words[i] = replace(words[i], space_after=spaced and i == last)
        else:
            words[last] = replace(words[last], space_after=spaced)
            merged.append((first, last, row[1]))
    return _merge_words(words, merged) if merged else tuple(words)


def _parse_word(row: Sequence[str]) -> Word:
    position, head = int(row[0]) - 1, int(row[6]) - 1
    return Word(
        form=row[1],
        tag=row[4],
        pos=row[3],
        morph=row[5],
        head=head if head >= 0 else position,
        dep=row[7],
        space_after="SpaceAfter=No" not in row[9],
        misc=row[9],
    )


def _merge_words(words: Sequence[Word], merged: Iterable[tuple[int, int, str]]) -> tuple[Word, ...]:
    """Join each run of words (first, last, form) into the one of them that hangs outside the run."""
    new_index = list(range(len(words)))
    kept = list(words)
    dropped: set[int] = set()
    for first, last, form in merged:
        run = range(first, last + 1)
        top = next((i for i in run if words[i].head not in run or words[i].head == i), first)
        kept[first] = replace(words[top], form=form, space_after=words[last].space_after)
        if words[top].head == top:
            kept[first] = replace(kept[first], head=first)
        dropped.update(range(first + 1, last + 1))
        for i in run:
            new_index[i] = first
    shifted = {old: new for new, old in enumerate(i for i in range(len(words)) if i not in dropped)}
    return tuple(replace(word, head=shifted[new_index[word.head]]) for i, word in enumerate(kept) if i not in dropped)


def group_trees(trees: Iterable[Tree], *, n_sentences: int) -> Iterator[list[Tree]]:
    """Runs of at most `n_sentences` consecutive trees of one document."""
    group: list[Tree] = []
    for tree in trees:
        if group and (tree.document != group[0].document or len(group) == n_sentences):
            yield group
            group = []
        group.append(tree)
    if group:
        yield group


def build_doc(vocab: Vocab, trees: Sequence[Tree], *, with_paragraphs: bool = True) -> Doc:
    """One document of several trees; paragraphs are parted by an empty line, or by a space."""
    words: list[Word] = []
    heads: list[int] = []
    for number, tree in enumerate(trees):
        breaks = with_paragraphs and number + 1 < len(trees) and trees[number + 1].starts_paragraph
        heads += [word.head + len(words) for word in tree.words]
        words += [*tree.words[:-1], replace(tree.words[-1], space_after=not breaks)]
        if breaks:
            heads.append(len(words) - 1)
            words.append(LINE_BREAK)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=["" if word.morph == "_" else word.morph for word in words],
        heads=heads,
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
    )
