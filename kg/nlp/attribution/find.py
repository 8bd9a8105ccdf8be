"""All candidates of a text: each form finds its own, then quotations round their contents off."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.cues import ADJECTIVES, ADVERBS, VERBS
from kg.nlp.attribution.nouns import find_adjective_candidates, find_noun_candidates
from kg.nlp.attribution.phrases import find_according_to, find_adverb, find_colon
from kg.nlp.attribution.speech import Speech, attach_verbs, goes_on, speech_by_position
from kg.nlp.attribution.verbs import find_verb_candidates, quote_candidate


def find_candidates(doc: Doc, *, speeches: Sequence[Speech]) -> list[Candidate]:
    """Return every possible attribution of a text."""
    inside = speech_by_position(speeches)
    attach_verbs(doc, speeches, inside=inside)
    candidates = [
        *_find_with_verbs(doc, speeches),
        *(found for token in doc for found in _find_with_other_words(doc, token)),
        *(found for sent in doc.sents for found in find_colon(doc, sent, inside=inside)),
    ]
    for candidate in candidates:
        _fit_to_quotations(candidate, inside=inside)
    _leave_out_reporting_clauses(candidates)
    _carry_on(doc, candidates, speeches)
    return candidates


def _find_with_verbs(doc: Doc, speeches: Sequence[Speech]) -> Iterable[Candidate]:
    speeches_by_verb: dict[int, list[Speech]] = {}
    for speech in speeches:
        if speech.verb is not None:
            speeches_by_verb.setdefault(speech.verb.i, []).append(speech)
    for token in doc:
        if token.i in speeches_by_verb:
            yield quote_candidate(
                token, [*_halves_before(token, speeches_by_verb[token.i], speeches), *speeches_by_verb[token.i]]
            )
        elif token.lemma_ in VERBS and token.pos_ == "VERB" and not _is_noun_by_place(token):
            yield from find_verb_candidates(token)


def _halves_before(verb: Token, own: Sequence[Speech], speeches: Iterable[Speech]) -> Iterable[Speech]:
    """Yield what stands before a quotation in a sentence that began with another one: `“A,” and it “B,” she said`."""
    first = own[0]
    if verb.i < first.last:
        return
    start = next((i for i in range(verb.sent.start, verb.i) if not verb.doc[i].is_space), verb.i)
    opening = next((one for one in speeches if one.first == start and one.last < first.first), None)
    if opening is not None and opening.verb is None:
        yield Speech(start, first.first - 1, scare=False, verb=verb, positions=list(range(start, first.first)))


def _is_noun_by_place(token: Token) -> bool:
    """Tell whether an -ing form after a possessive is a noun: `the report's finding`."""
    return token.i > 0 and token.tag_ == "VBG" and token.doc[token.i - 1].tag_ in ("POS", "PRP$")


def _find_with_other_words(doc: Doc, token: Token) -> Iterable[Candidate]:
    if token.pos_ == "NOUN":
        return find_noun_candidates(token)
    if token.lower_ == "according":
        return find_according_to(doc, token)
    if token.lower_ in ADVERBS:
        return find_adverb(token)
    if token.lemma_ in ADJECTIVES:
        return find_adjective_candidates(token)
    return ()


def _fit_to_quotations(candidate: Candidate, *, inside: dict[int, Speech]) -> None:
    """Keep a cue inside a quotation to that quotation; let one outside report each quotation it touches as a whole."""
    own = inside.get(candidate.trigger.i)
    if own is not None:
        candidate.content = [i for i in candidate.content if inside.get(i) is own]
        candidate.source = [i for i in candidate.source if inside.get(i) is own]
        return
    if candidate.source and all(i in inside and not inside[i].scare for i in candidate.source):
        candidate.source = []  # who is named in a quotation does not speak outside it: `“We will,” when asked`
    touched = {id(inside[i]): inside[i] for i in candidate.content if i in inside}
    if touched:
        taken = {*candidate.cue, *candidate.source}
        whole = {i for speech in touched.values() for i in speech.positions if i not in taken}
        candidate.content = sorted(whole.union(candidate.content))


def _leave_out_reporting_clauses(candidates: Sequence[Candidate]) -> None:
    """Take a reporting clause at the end or in the middle of a sentence out of what other words in it report."""
    for clause in candidates:
        if clause.frame not in ("closing", "inserted"):
            continue
        host, gone = set(clause.content), {*clause.source, *clause.cue}
        for other in candidates:
            if other.trigger.i in host and not gone.isdisjoint(other.content):
                other.content = [i for i in other.content if i not in gone]


def _carry_on(doc: Doc, candidates: Sequence[Candidate], speeches: Iterable[Speech]) -> None:
    """Give a quotation that follows a reported one, with no reporting words of its own, to the same speaker."""
    reported = {i for candidate in candidates for i in candidate.content}
    end_of = {id(one): max((*one.content, *one.cue, *one.source)) for one in candidates if one.is_quoted}
    by_end = [one for one in candidates if one.is_quoted]
    for speech in speeches:
        if speech.scare or speech.first in reported or speech.last in reported:
            continue
        before = [one for one in by_end if end_of[id(one)] < speech.first]
        last = max(before, key=lambda one: end_of[id(one)], default=None)
        if last is not None and goes_on(doc, speech, reported_until=end_of[id(last)]):
            last.content = sorted({*last.content, *speech.positions})
            end_of[id(last)] = speech.last
            reported.update(speech.positions)
