"""From an argument or a source to what it refers to: an entity, a topic or a value."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.lexicon.events import noun_event_type
from kg.lexicon.places import country_by_demonym
from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.lexicon.titles import leading_titles
from kg.records import Annotation, Argument, Chain, Kind, Reference, Span
from kg.resolve.names import Names, name_reference
from kg.resolve.pairs import Pairs
from kg.resolve.wording import bare, head_word, slug, topic_label

_JOINT = re.compile(r"\s*(?:,|,?\s+(?:and|or|as well as)|\s+&)\s+(?:the\s+)?")
_HEAD_ENDS = re.compile(
    r"\s*(?:,|\(|;|:|–|—|\bwho\b|\bwhich\b|\bthat\b|\bof\b|\bin\b|\bon\b|\bat\b|\bfrom\b|\bfor\b|\bwith\b|\bto\b|\bspeaking\b|\bby\b)"
)


_ASIDE = re.compile(r"(?<=\w)\s+(?:–|—|--|\()")
"""Where the outlet's own aside begins after a source."""


def joint_reference(members: list[Reference]) -> Reference:
    """Return the reference of several named things that act together; its key does not depend on their order."""
    key = "-and-".join(sorted(member.key for member in members))
    label = ", ".join(member.label for member in members[:-1]) + f" and {members[-1].label}"
    return Reference(kind=Kind.TOPIC, key=key, label=label)


LONGEST_GERUND = 6
"""Words in the longest gerund phrase that stays whole."""
SUBJECT_FORM = {
    "his": "he",
    "him": "he",
    "her": "she",
    "their": "they",
    "them": "they",
    "my": "i",
    "our": "we",
    "us": "we",
}


class References:
    """Reads references at places of one article."""

    def __init__(self, annotation: Annotation) -> None:
        self._article = annotation.article
        self._text = annotation.article.text
        self.names = Names(annotation)
        self._times = sorted((mention.span, mention.when) for mention in annotation.times if mention.when is not None)
        self._time_starts = [span.start for span, _ in self._times]
        self._numbers = [mention for mention in annotation.quantities if mention.unit is not None]
        self._pairs = Pairs(annotation, self.names)
        self._nameless = {
            anchor: noun for chain in annotation.chains if chain.name is None for anchor, noun in self._stand_ins(chain)
        }

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _stand_ins(self, chain: Chain) -> Iterator[tuple[Span, Span]]:
        """Yield the pronouns of a thing without a name, each with the noun phrase before it that they stand for."""
        noun = None
        for anchor in chain.anchors or chain.mentions:
            if self._words(anchor).lower() not in personal_pronouns() | empty_words():
                noun = noun or anchor
            elif noun is not None:
                yield anchor, noun

    def of_argument(self, argument: Argument) -> Reference | None:
        """Return what an argument refers to; None where it names nothing ("it", "there", "anonymously")."""
        value = self._time_at(argument.head)
        if value is not None:
            return Reference(kind=Kind.VALUE, key=value, label=bare(argument.text))
        if argument.role == "time" or (argument.role == "manner" and " " not in argument.text.strip()):
            return None
        pair = self._pairs.meant_by(self._words(Span(argument.span.start, argument.core.end)), argument.span)
        if pair is not None:
            return joint_reference(list(pair))
        if argument.text != self._words(argument.span) and self._words(argument.head) not in argument.text.split():
            return self.of_words(argument.text)
        named = self._named(argument)
        if named is not None:
            return self._with_partners(named, argument)
        apposed = self._apposed(argument)
        if apposed is not None:
            return apposed
        meant = self._nameless.get(argument.head)
        if meant is not None and argument.core == argument.head:
            return self._phrase(self._words(meant), meant)
        if bare(argument.text) == self._words(argument.core) and self._people_as_country(argument) is not None:
            return self._people_as_country(argument)
        return self._phrase(self._core_words(argument), argument.core)

    def _people_as_country(self, argument: Argument) -> Reference | None:
        """Return the country of an adjective that stands alone: in "the Chadian response" Chad responds."""
        word = self._words(argument.core)
        country = country_by_demonym().get(word)
        return name_reference(country, "GPE") if country is not None and not word.endswith("s") else None

    def _core_words(self, argument: Argument) -> str:
        """Return what a phrase is labelled by: its core, and for a gerund all of a short phrase ("losing the vote")."""
        core = self._words(argument.core)
        is_gerund = " " not in core and core.endswith("ing") and core.islower()
        return argument.text if is_gerund and argument.text.count(" ") < LONGEST_GERUND else core

    def of_words(self, text: str) -> Reference | None:
        """Return what words refer to that do not stand in the text as they are."""
        return self.names.called(bare(text)) or self._phrase(text, None)

    def of_source(self, span: Span) -> Reference | None:
        """Return who a source is: a name inside its head part, an office of a chain, or the noun phrase."""
        exact, meant = self.names.covering(span), self._nameless.get(span)
        if exact is not None:
            return exact
        if meant is not None:
            return self._phrase(self._words(meant), meant)
        head = self._head_part(span)
        inside = self.names.inside(head)
        if inside and inside[-1][0].end >= head.end:
            return inside[-1][1]
        after = [(place, name) for place, name in self.names.inside(span) if place.start > head.end]
        if after and after[0][1].type == "PERSON" and self._is_apposed(head, after[0][0]):
            return after[0][1]
        covering = self.names.covering(Span(max(head.start, head.end - 1), head.end))
        return covering or self._phrase(_ASIDE.split(self._words(span), maxsplit=1)[0], span)

    def _phrase(self, text: str, span: Span | None) -> Reference | None:
        """Return what a noun phrase without a name refers to: a pair of countries, or a topic."""
        pair = self._pairs.meant_by(text, span)
        return joint_reference(list(pair)) if pair is not None else self._topic(text, span)

    def _is_apposed(self, head: Span, name: Span) -> bool:
        return head.end < name.start and self._text[head.end : name.start].strip() == ","

    def _head_part(self, span: Span) -> Span:
        words = self._words(span)
        end = _HEAD_ENDS.search(words, 1)
        head = words[: end.start()] if end else words
        return Span(span.start, span.start + len(head.rstrip())) if head.strip() else span

    def _named(self, argument: Argument) -> Reference | None:
        found = self.names.covering(argument.head)
        if found is not None:
            return found
        inside = self.names.inside(argument.core)
        if not inside or inside[-1][0].end != argument.core.end:
            return None
        name, last = inside[-1]
        between = self._words(Span(argument.head.end, max(argument.head.end, name.start))).strip()
        is_apposed = between == "," or (not between and last.type == "PERSON")
        return last if is_apposed else None

    def _apposed(self, argument: Argument) -> Reference | None:
        """Return the person whose name stands in apposition to an argument: "the spokesman, Ann Lee"."""
        core = argument.core
        after = [(place, name) for place, name in self.names.inside(argument.span) if place.start > core.end]
        if not after or after[0][1].type != "PERSON" or not self._is_apposed(core, after[0][0]):
            return None
        ends = after[0][0].end == argument.span.end or self._text[after[0][0].end] == ","
        return after[0][1] if ends and len(after) == 1 else None

    def _with_partners(self, first: Reference, argument: Argument) -> Reference:
        """Add the named things that are coordinated with the first one within the argument."""
        members, end, is_joined = [first], argument.head.end, False
        for span, _ in self.names.inside(argument.span):
            if argument.head.within(span):
                end = span.end
        for span, found in self.names.inside(argument.span):
            joint = _read_joint(self._text, end, span.start) if span.start >= end else None
            if joint is not None and _goes_on(self._text[span.end : argument.span.end]):
                is_joined = is_joined or re.search(r"\w|&", joint.group().replace("the", "")) is not None
                members.append(found)
                end = span.end
        if not is_joined:  # with commas alone the second name is an apposition
            return first
        unique = list({member.key: member for member in members}.values())
        return joint_reference(unique) if len(unique) > 1 else first

    def _time_at(self, head: Span) -> str | None:
        """Return the value of the expression of time that holds a head word."""
        index = bisect_right(self._time_starts, head.start) - 1
        if index < 0:
            return None
        span, value = self._times[index]
        return value if head.within(span) else None

    def _topic(self, text: str, span: Span | None) -> Reference | None:
        label = topic_label(_without_apposition(text))
        lower = label.lower()
        if lower in personal_pronouns():
            lower = SUBJECT_FORM.get(lower, lower)
            place = f"-{self._article.key}" if span is None else f"-{self._article.key}-{span.start}"
            return Reference(kind=Kind.TOPIC, key=f"{lower}{place}", label=lower)
        key = slug(self._without_number(label, span))
        if lower in empty_words() or not key:
            return None
        if key.replace("-", "").isdigit():
            return Reference(kind=Kind.VALUE, key=label.replace(",", ""), label=label)
        return Reference(kind=Kind.TOPIC, key=key, label=label, type=noun_event_type(head_word(label)))

    def _without_number(self, label: str, span: Span | None) -> str:
        """Leave a number in digits out of a topic's key: it is kept as the claim's quantity."""
        if span is None:
            return label
        for mention in self._numbers:
            digits = self._words(mention.span)[:1].isdigit()
            if digits and mention.span.overlaps(span) and mention.span.start <= span.start + 12:
                return re.sub(r"^(?:[\w-]+\s+){0,3}?[\d.,]+\s+(?=[A-Za-z])", "", label)
        return label


def _read_joint(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what joins two names in a list, where nothing but the title of the second stands between: "and Mayor"."""
    joint = _JOINT.fullmatch(text, start, end) or _JOINT.match(text, start, end)
    titles = text[joint.end() : end].split() if joint is not None else []
    return joint if leading_titles((*titles, "")) == len(titles) else None


def _goes_on(rest: str) -> bool:
    """Tell whether a name ends its part of a list: in "Ann Lee, Oslo's mayor" Oslo is no part of it."""
    return not re.match(r"['’]|\s+\w", rest) or re.match(_HEAD_ENDS.pattern + r"|\s+(?:and|or|as)\b", rest) is not None


def _without_apposition(text: str) -> str:
    """Cut a noun phrase at its first comma unless it is a list: "the treasurer, speaking late" is the treasurer."""
    head, comma, rest = text.partition(",")
    return text if not comma or re.search(r"\b(?:and|or)\b", rest) or head.strip()[-1:].isdigit() else head
