"""Things on the way: what an article mentions, while its mentions are still being collected."""

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon
from kg.nlp import layers
from kg.nlp.syntax import SUBJECTS
from kg.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens [start, end) of a Doc, with their head."""

    start: int
    end: int
    head: int
    named: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Thing:
    """One thing with its mentions so far."""

    label: str | None
    mentions: list[Mention] = field(default_factory=list)
    gender: str | None = None
    titles: set[str] = field(default_factory=set)
    """Offices that go with a person's name, such as `minister`."""
    office_words: set[str] = field(default_factory=set)
    """The words around these offices in lower case, such as `foreign`."""
    countries: set[str] = field(default_factory=set)
    """Countries that go with these offices."""
    plural: bool = False
    confidence: float = 1.0

    @property
    def is_person(self) -> bool:
        """Tell whether the thing is a person."""
        return self.label == "PERSON"

    def add(self, mention: Mention, *, confidence: float = 1.0) -> None:
        """Add a mention; the thing is as sure as its least sure link."""
        if mention not in self.mentions:
            self.mentions.append(mention)
            self.confidence = min(self.confidence, confidence)


class Scene:
    """A Doc with its things and the questions that resolving asks of places in it."""

    def __init__(self, doc: Doc, things: list[Thing]) -> None:
        self.doc = doc
        self.things = things
        self.thing_at: dict[int, Thing] = {}
        for thing in things:
            for mention in thing.mentions:
                self._place(mention, thing)

    def _place(self, mention: Mention, thing: Thing) -> None:
        self.thing_at.setdefault(mention.head, thing)

    def join(self, mention: Mention, thing: Thing, *, confidence: float) -> None:
        """Add a mention to a thing."""
        thing.add(mention, confidence=confidence)
        self._place(mention, thing)

    @cached_property
    def sentences(self) -> list[int]:
        """Return the number of its sentence for every token."""
        numbers: list[int] = []
        for number, sent in enumerate(self.doc.sents):
            numbers += [number] * len(sent)
        return numbers

    @cached_property
    def roots(self) -> list[Token]:
        """Return the root of every sentence."""
        return [sent.root for sent in self.doc.sents]

    @cached_property
    def quotes(self) -> list[int | None]:
        """Return for every token the number of the quotation that it stands in."""
        found: list[int | None] = [None] * len(self.doc)
        for number, quotation in enumerate(layers.quotations(self.doc)):
            for span in () if quotation.scare else quotation.spans:
                for token in self.tokens(span):
                    found[token.i] = number
        return found

    def tokens(self, span: Span) -> list[Token]:
        """Return the tokens of a character span."""
        found = self.doc.char_span(*span, alignment_mode="contract")
        return list(found) if found is not None else []


def is_subject(token: Token) -> bool:
    """Tell whether a token heads a subject, or is a later part of one."""
    while token.dep_ in ("conj", "flat", "compound", "appos") and token.head != token:
        token = token.head
    return token.dep_ in SUBJECTS


def gender_of(word: str) -> str | None:
    """Return the gender that a given name tells."""
    entry = load_lexicon("given_names").by_word().get(word) if word else None
    return str(entry["gender"]) if entry else None
