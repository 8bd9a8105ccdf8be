"""Component `kg_attributions`: who is said to have said what."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.speech import attach_verbs, find_speech, goes_on, speech_by_position
from kg.nlp.attribution.phrases import find_according_to, find_colon
from kg.nlp.attribution.verbs import find_verb_candidates, quote_candidate


def find_candidates(doc: Doc) -> list[Candidate]:
    """Return every possible attribution of a text, in the order of the triggers."""
    speeches = find_speech(doc)
    attach_verbs(doc, speeches)
    inside = speech_by_position(speeches)
    by_verb = {}
    for speech in speeches:
        if speech.verb is not None:
            by_verb.setdefault(speech.verb.i, []).append(speech)
    candidates = []
    last = None
    for token in doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        if token.i in by_verb:
            candidates.append(quote_candidate(token, by_verb[token.i]))
        else:
            candidates.extend(find_verb_candidates(token))
    for token in doc:
        if token.lower_ == "according":
            candidates.extend(find_according_to(doc, token))
    for sent in doc.sents:
        candidates.extend(find_colon(doc, sent, inside))
    for c in candidates:
        _fit_quotes(doc, c, inside)
    _continue(doc, candidates, speeches)
    return candidates


def _fit_quotes(doc, c, inside):
    own = inside.get(c.trigger.i)
    if own is not None:
        c.content = [i for i in c.content if inside.get(i) is own]
        c.source = [i for i in c.source if inside.get(i) is own]
        return
    add = set()
    gone = {*c.cue, *c.source}
    for i in c.content:
        s = inside.get(i)
        if s is not None:
            add.update(p for p in s.positions if p not in gone)
    if add:
        c.content = sorted({*c.content, *add})


def _continue(doc, candidates, speeches):
    owner = {}
    for c in candidates:
        for i in c.content:
            owner.setdefault(i, c)
    by_frame = [c for c in candidates if c.frame == "quote"]
    last = None
    end = -1
    k = 0
    reported = sorted(((max([*c.content, *c.cue, *c.source]), c) for c in candidates if c.is_quoted), key=lambda p: p[0])
    for speech in speeches:
        if any(i in owner for i in (speech.first, speech.last)) :
            continue
        before = [(e, c) for e, c in reported if e < speech.first]
        if not before or speech.scare:
            continue
        e, c = before[-1]
        if goes_on(doc, speech, reported_until=e):
            c.content = sorted({*c.content, *speech.positions})
            reported = sorted([(max([*c.content, *c.cue, *c.source]), c) for c in candidates if c.is_quoted], key=lambda p: p[0])
            for i in speech.positions: owner[i] = c
