"""UD treebanks as raw documents with the places of their words, read apart from what training reads.

Format: https://universaldependencies.org/format.html. A document's text is made of its words and their `SpaceAfter`;
sentences are parted by a space (nothing after `SpaceAfter=No`), paragraphs by an empty line or, too, by a space. Empty
nodes are skipped. Words of a multiword token ("do" + "n't") each have their own characters; of those that do not
spell their token the first has all of its characters and the others none.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word at its place in the document's text."""

    form: str
    tag: str
    pos: str
    head: int | None
    """Index of the head in the document; None for a root."""
    dep: str
    misc: dict[str, str]
    """The tenth column; its parts by their names."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with its words."""

    id: str
    genre: str
    """GUM's genre; empty where none is given."""
    text: str
    words: tuple[Word, ...]
    sentences: tuple[range, ...]
    """The words of each sentence, as indices."""
    sentence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """One sentence as the file has it."""

    comments: dict[str, str]
    rows: list[list[str]]


def read_documents(path: Path, *, with_paragraphs: bool = True) -> Iterator[Document]:
    """Yield the documents of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks: list[_Block] = []
        for block in _read_blocks(lines):
            if blocks and "newdoc id" in block.comments:
                yield _build_document(blocks, with_paragraphs=with_paragraphs)
                blocks = []
            blocks.append(block)
        if blocks:
            yield _build_document(blocks, with_paragraphs=with_paragraphs)


def _read_blocks(lines: Iterable[str]) -> Iterator[_Block]:
    block = _Block(comments={}, rows=[])
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            block.comments[name.strip()] = value.strip()
        elif line:
            block.rows.append(line.split("\t"))
        elif block.rows:
            yield block
            block = _Block(comments={}, rows=[])
    if block.rows:
        yield block


def _build_document(blocks: list[_Block], *, with_paragraphs: bool) -> Document:
    pieces: list[str] = []
    words: list[Word] = []
    sentences: list[range] = []
    offset = 0
    for block in blocks:
        if pieces and with_paragraphs and any(name.split()[0] == "newpar" for name in block.comments):
            offset += len(PARAGRAPH) - len(pieces[-1])
            pieces[-1] = PARAGRAPH  # in place of the space after the last word
        first = len(words)
        for row, surface, after in _surfaces(block.rows):
            words.append(_parse_word(row, first=first, start=offset, end=offset + len(surface)))
            pieces += (surface, after)
            offset += len(surface) + len(after)
        sentences.append(range(first, len(words)))
    return Document(
        id=blocks[0].comments.get("newdoc id", ""),
        genre=blocks[0].comments.get("meta::genre", ""),
        text="".join(pieces).rstrip(" "),
        words=tuple(words),
        sentences=tuple(sentences),
        sentence_ids=tuple(block.comments.get("sent_id", "") for block in blocks),
    )


def _surfaces(rows: list[list[str]]) -> Iterator[tuple[list[str], str, str]]:
    """Yield each word's row, its characters in the text, and what follows them."""
    tokens = {row[0].partition("-")[0]: row for row in rows if "-" in row[0]}
    row_by_id = {row[0]: row for row in rows if row[0].isdigit()}
    token, rest, last = None, "", ""
    for number, row in row_by_id.items():
        if number in tokens:
            token = tokens[number]
            last = token[0].partition("-")[2]
            forms = [row_by_id[str(i)][1] for i in range(int(number), int(last) + 1)]
            rest = "" if "".join(forms) == token[1] else token[1]
        surface = row[1] if token is None or not rest else rest if number in tokens else ""
        yield row, surface, _after(row if token is None else token if number == last else None)
        token = None if number == last else token


def _after(row: list[str] | None) -> str:
    return "" if row is None or "SpaceAfter=No" in row[9].split("|") else " "


def _parse_word(row: list[str], *, first: int, start: int, end: int) -> Word:
    head = int(row[6])
    misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
    return Word(
        form=row[1],
        tag=row[4],
        pos=row[3],
        head=first + head - 1 if head else None,
        dep=row[7],
        misc=misc,
        start=start,
        end=end,
    )
