"""Candidates without a verb: `according to X`, `X: “…”`, `reportedly`, `in the words of X`."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.nlp.attribution.borders import branch, without
from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.speech import Speech

SPEAKER_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PARTS_OF_PHRASE = frozenset(
    {"det", "amod", "compound", "nmod", "nmod:poss", "nummod", "flat", "case", "advmod", "det:predet", "nmod:desc"}
)
MAX_SPEAKER = 8
"""Words before a colon that can name a speaker."""
MAX_NAME = 5
"""Words before a colon and a quotation that can be a name."""


def find_according_to(doc: Doc, token: Token) -> Iterator[Candidate]:
    """Yield the candidate of `according to`: what is said is the rest of its sentence."""
    if token.lower_ != "according" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    cue = [token.i, token.i + 1]
    first = doc[token.i + 2]
    sent = first.sent
    head = first
    while head.dep_ in PARTS_OF_PHRASE and head.i != head.head.i and token.i < head.head.i < sent.end:
        head = head.head
    source = [i for i in branch(head) if i > token.i + 1]
    if token.i == sent.start and doc[source[-1]].text == ",":
        source.pop()
    rest = without(range(sent.start, sent.end), cue, source)
    before = [i for i in rest if i < token.i]
    after = [i for i in rest if i > token.i]
    content = before if _n_words(doc, before) > 1 else after
    if _n_words(doc, before) > 1 and _n_words(doc, after) > 3 and doc[before[-1]].text != ",":
        content = before
    yield Candidate(
        trigger=token, lemma="according to", part="phrase", frame="according", cue=cue, content=content, source=source
    )


def _n_words(doc: Doc, positions: list[int]) -> int:
    return sum(not (doc[i].is_punct or doc[i].is_space) for i in positions)


def find_adverb(adverb: Token) -> Iterator[Candidate]:
    """Yield the candidate of `reportedly` or `allegedly`: what is said is its clause; nobody is named."""
    if adverb.dep_ != "advmod":
        return
    content = without(branch(adverb.head), [adverb.i])
    yield Candidate(trigger=adverb, lemma=adverb.lower_, part="adverb", frame="adverb", cue=[adverb.i], content=content)


def find_colon(doc: Doc, sent: Span, *, inside: dict[int, Speech]) -> Iterator[Candidate]:
    """Yield the candidate of a line such as `Minister: “We will stay”` or `Minister: Port to open in May`."""
    last = min(sent.end, sent.start + MAX_SPEAKER)
    colon = next((i for i in range(sent.start + 1, last) if doc[i].text == ":"), None)
    if colon is None or colon in inside:
        return
    first = next((i for i in range(colon + 1, len(doc)) if not doc[i].is_space), colon)
    is_quoted = first in inside
    content = inside[first].positions if is_quoted else [i for i in range(first, sent.end) if first > colon]
    if content and _names_speaker(doc[sent.start : colon], is_quoted=is_quoted):
        yield Candidate(
            trigger=doc[colon],
            lemma=":",
            part="phrase",
            frame="colon-quote" if is_quoted else "colon",
            cue=[colon],
            content=list(content),
            source=list(range(sent.start, colon)),
            is_quoted=is_quoted,
        )


def _names_speaker(words: Span, *, is_quoted: bool) -> bool:
    """Tell whether the words before a colon name somebody; before a quotation any capitalised words may."""
    if is_quoted and len(words) <= MAX_NAME and all(word[0].isupper() for word in words.text.split()):
        return True
    if any(word.pos_ in ("VERB", "AUX") or (word.is_punct and word.text not in ("-", ".")) for word in words):
        return False
    return any(word.ent_type_ in SPEAKER_LABELS for word in words)
