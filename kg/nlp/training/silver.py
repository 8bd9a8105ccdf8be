"""Trees of the teacher on news text, for the small parser to learn from.

Training on a better parser's output of in-domain text is self-training by tri-training's simplest form (Weiss et al.
2015): the student sees constructions of news that the treebanks have few of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp.training.entities import Article
from kg.nlp.training.teacher import LONGEST, Teacher, parse_sentences
from kg.nlp.training.trees import Tree, Word

LINES = frozenset("\n\r\u2028\u2029")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence that waits for its tree."""

    tokens: tuple[Token, ...]
    """Tokens that are no white space."""
    starts_paragraph: bool
    """Whether a line break comes before it."""


def split_sentences(doc: Doc, article: Article) -> Iterator[Sentence]:
    """Sentences at CoreNLP's borders and at every line break."""
    starts = set(article.sentence_starts)
    tokens: list[Token] = []
    broken = starts_paragraph = True
    for token in doc:
        if token.is_space:
            broken = broken or not LINES.isdisjoint(token.text)
            continue
        if tokens and (broken or token.idx in starts):
            yield Sentence(tokens=tuple(tokens), starts_paragraph=starts_paragraph)
            tokens, starts_paragraph = [], broken
        broken = False
        tokens.append(token)
    if tokens:
        yield Sentence(tokens=tuple(tokens), starts_paragraph=starts_paragraph)


def parse_articles(nlp: Language, teacher: Teacher, articles: Iterable[Article]) -> Iterator[list[Tree]]:
    """The teacher's trees of each article; a sentence that is too long ends a run of trees."""
    for number, article in enumerate(articles):
        if not article.sentence_starts:
            continue
        sentences = list(split_sentences(nlp.make_doc(article.text), article))
        short = [sentence for sentence in sentences if len(sentence.tokens) <= LONGEST]
        parsed = parse_sentences(teacher, [[token.text for token in sentence.tokens] for sentence in short])
        run = 0
        trees: list[Tree] = []
        words_by_sentence = dict(zip(map(id, short), parsed, strict=True))
        for sentence in sentences:
            if id(sentence) in words_by_sentence:
                words = _restore_spaces(words_by_sentence[id(sentence)], sentence.tokens)
                name = f"article-{number}-{run}"
                trees.append(Tree(words=words, document=name, starts_paragraph=sentence.starts_paragraph))
            else:
                run += 1
        yield trees


def _restore_spaces(words: Sequence[Word], tokens: Sequence[Token]) -> tuple[Word, ...]:
    spaced = (bool(token.whitespace_) or token is tokens[-1] for token in tokens)
    return tuple(replace(word, space_after=after) for word, after in zip(words, spaced, strict=True))
