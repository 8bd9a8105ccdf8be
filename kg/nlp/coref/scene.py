"""A Doc with its mentions and things, and the questions that resolving asks of places in it."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.nlp import layers
from kg.nlp.coref.mentions import find_groups, people_nouns
from kg.nlp.coref.profiles import Profile, describe_mention
from kg.nlp.coref.things import Kind, Mention, Thing
from kg.nlp.syntax import SUBJECTS, is_clause, subject_of
from kg.records import Span


class Scene:
    """A Doc with its things, while mentions are added to them."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention], things: list[Thing]) -> None:
        self.doc = doc
        self.things = things
        self.mentions = sorted([*mentions, *find_groups(doc)], key=lambda one: (one.head, one.kind))
        self.mention_at = {one.head: one for one in self.mentions if one.kind is not Kind.GROUP}
        self.group_at = {one.head: one for one in self.mentions if one.kind is Kind.GROUP}
        self._subjects_above: dict[Mention, frozenset[int]] = {}
        self.thing_of: dict[Mention, Thing] = {}
        for thing in things:
            for mention in thing.mentions:
                self.thing_of[mention] = thing

    def thing_at(self, i: int) -> Thing | None:
        """Return the thing that a token heads a mention of."""
        mention = self.mention_at.get(i)
        return self.thing_of.get(mention) if mention is not None else None

    def join(self, mention: Mention, thing: Thing, *, confidence: float = 1.0, anchored: bool = True) -> None:
        """Add a mention to a thing."""
        thing.add(mention, confidence=confidence, anchored=anchored)
        self.thing_of[mention] = thing

    def thing_for(self, mention: Mention) -> Thing:
        """Return the thing of a mention, a new one where it has none."""
        thing = self.thing_of.get(mention)
        if thing is None:
            thing = Thing(label=None)
            self.things.append(thing)
            self.join(mention, thing)
        return thing

    @cached_property
    def profiles(self) -> dict[Mention, Profile]:
        """Return what is known of every mention by itself."""
        return {mention: describe_mention(self, mention, people=people_nouns()) for mention in self.mentions}

    @cached_property
    def n_by_lemma(self) -> Counter[str]:
        """Count the mentions of the whole text by their heads: what it is about is mentioned again."""
        return Counter(one.lemma for one in self.profiles.values())

    @cached_property
    def sentences(self) -> list[int]:
        """Return the number of its sentence for every token."""
        numbers: list[int] = []
        for number, sent in enumerate(self.doc.sents):
            numbers += [number] * len(sent)
        return numbers

    @cached_property
    def paragraphs(self) -> list[int]:
        """Return the number of its paragraph for every token."""
        numbers, number = [], 0
        for token in self.doc:
            numbers.append(number)
            number += token.is_space and "\n" in token.text
        return numbers

    @cached_property
    def quotes(self) -> list[int | None]:
        """Return for every token the number of the quotation that it stands in."""
        found: list[int | None] = [None] * len(self.doc)
        for number, quotation in enumerate(layers.quotations(self.doc)):
            for span in () if quotation.scare else quotation.spans:
                for token in self.tokens(span):
                    found[token.i] = number
        return found

    @cached_property
    def sources(self) -> dict[int, int]:
        """Map each token inside a source to the index of its attribution."""
        return {
            token.i: index
            for index, one in enumerate(layers.attributions(self.doc))
            for span in one.source
            for token in self.tokens(span)
        }

    @cached_property
    def _utterers(self) -> dict[int, set[int]]:
        """Map each quotation to the tokens of its sources."""
        found: dict[int, set[int]] = {}
        for one in layers.attributions(self.doc):
            numbers = {self.quotes[token.i] for span in one.content for token in self.tokens(span)}
            for number in numbers - {None}:
                tokens = found.setdefault(number, set()) if number is not None else set()
                tokens.update(token.i for span in one.source for token in self.tokens(span))
        return found

    @cached_property
    def _told_by(self) -> dict[int, set[int]]:
        """Map each token of a source to the quotations that it utters."""
        found: dict[int, set[int]] = {}
        for quote, tokens in self._utterers.items():
            for i in tokens:
                found.setdefault(i, set()).add(quote)
        return found

    def is_told_of(self, thing: Thing, source: Mention) -> bool:
        """Tell whether the quotation of a source speaks of a thing, and so the source is somebody else."""
        quotes = self._told_by.get(source.head)
        return quotes is not None and any(
            self.quotes[one.head] in quotes and self.profiles[one].form not in ("i", "we", "you")
            for one in thing.mentions
        )

    def utters(self, thing: Thing, quote: int) -> bool:
        """Tell whether a thing is known to be the source of a quotation."""
        return any(self.thing_at(i) is thing for i in self._utterers.get(quote, ()))

    def is_joined(self, earlier: Mention, later: Mention) -> bool:
        """Tell whether the text says that one mention is the other: by apposition or copula."""
        one = self.profiles[later]
        if one.apposed_to == earlier.head:
            return True
        if not one.predicate:
            return False
        other = self.profiles[earlier]
        return other.role == "subj" and other.clause == later.head

    def subjects_above(self, mention: Mention) -> frozenset[int]:
        """Return the heads of the subjects of the clauses that a mention depends on."""
        if mention not in self._subjects_above:
            verbs = (verb for verb in self.doc[mention.head].ancestors if is_clause(verb))
            subjects = (subject_of(verb) for verb in verbs)
            self._subjects_above[mention] = frozenset(one.i for one in subjects if one is not None)
        return self._subjects_above[mention]

    def subject_of(self, predicate: Mention) -> Mention | None:
        """Return the mention that a predicate noun is said of."""
        for child in self.doc[predicate.head].children:
            if child.dep_ in SUBJECTS and child.i < predicate.head:
                return self.mention_at.get(child.i)
        return None

    def is_left_to_speakers(self, mention: Mention) -> bool:
        """Tell whether a mention is I or we in a quotation whose source is known."""
        profile = self.profiles[mention]
        return profile.form in ("i", "we") and profile.quote is not None and bool(self._utterers.get(profile.quote))

    def tokens(self, span: Span) -> list[Token]:
        """Return the tokens of a character span."""
        found = self.doc.char_span(*span, alignment_mode="contract")
        return list(found) if found is not None else []
