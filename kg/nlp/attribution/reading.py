"""Attributions that a trained reader found, as candidates: their words from the reader, what they mean from the rules.

The reader says which words are source, cue and content; the rules know how a content hangs on its cue, which lexicon
entry the cue is, and so what it does to its content.
"""

from collections.abc import Iterable, Iterator, Sequence, Set

from spacy.tokens import Doc, Span, Token

from kg.nlp.attribution.candidates import Candidate, sort_candidates
from kg.nlp.attribution.cues import STANCES
from kg.nlp.attribution.scorecard import PLAIN_THRESHOLDS

SPANS = "attributions"
"""Key in `doc.spans` of sources, cues and contents; `Span.id` tells which belong together."""
LEAST_NESTED, LEAST_ALONE = 0.35, 0.55
"""Confidence of a rule's attribution inside and outside the contents that the reader found, from which it is added.

On PolNeAR dev this takes 0.3 from who-said-what and 0.5 from the exact F1, whose gold has few nested ones."""
SAME_CONTENT = 0.5
"""Likeness (Dice) of two contents that are taken for one."""
FRAME = "reader"
"""How the content hangs on the cue, where no rule can tell."""
PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb"}


def has_reading(doc: Doc) -> bool:
    """Tell whether a trained reader looked for attributions in the text."""
    return SPANS in doc.spans


def read_candidates(doc: Doc, by_rule: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the reader's attributions in the order of their cues.

    Args:
        doc: a text with the reader's spans.
        by_rule: what rules found in it.
    """
    rules_by_word: dict[int, list[Candidate]] = {}
    for candidate in by_rule:
        for position in {candidate.trigger.i, *candidate.cue}:
            rules_by_word.setdefault(position, []).append(candidate)
    spans_by_number: dict[str, list[Span]] = {}
    for span in doc.spans[SPANS]:
        spans_by_number.setdefault(span.id_, []).append(span)
    confidences = doc.spans[SPANS].attrs["confidences"]
    for number, spans in spans_by_number.items():
        positions = {role: _positions(spans, role) for role in ("source", "cue", "content")}
        rule = _find_rule(positions["cue"], positions["content"], rules_by_word)
        candidate = _build(doc, positions["cue"], rule)
        candidate.source, candidate.content = positions["source"], positions["content"]
        candidate.confidence = confidences[int(number)]
        yield candidate


def join_missed(by_reader: Sequence[Candidate], by_rule: Iterable[Candidate]) -> list[Candidate]:
    """Return the reader's attributions and those of the rules that it has no cue for, in the order of the text.

    Annotators, whom the reader learnt from, leave out many that stand inside another one's content; who traces hearsay
    needs them.
    """
    cues = {position for candidate in by_reader for position in candidate.cue}
    contents = [frozenset(candidate.content) for candidate in by_reader]
    kept = list(by_reader)
    for rule in by_rule:
        if rule.frame not in PLAIN_THRESHOLDS or not cues.isdisjoint(rule.cue):
            continue
        is_nested = any(content.issuperset(rule.cue) for content in contents)
        is_new = all(_likeness(content, rule) <= SAME_CONTENT for content in contents)
        if rule.confidence >= (LEAST_NESTED if is_nested else LEAST_ALONE) and (is_nested or is_new):
            kept.append(rule)
    return sort_candidates(kept)


def _positions(spans: Sequence[Span], role: str) -> list[int]:
    return sorted({token.i for span in spans if span.label_ == role for token in span if not token.is_space})


def _find_rule(
    cue: Sequence[int], content: Sequence[int], rules_by_word: dict[int, list[Candidate]]
) -> Candidate | None:
    """Return the rules' candidate with this cue whose content is most like this one."""
    wanted = set(content)
    rivals = [rule for position in cue for rule in rules_by_word.get(position, ())]
    return max(rivals, key=lambda rule: _likeness(wanted, rule), default=None)


def _likeness(wanted: Set[int], rule: Candidate) -> float:
    return 2 * len(wanted & set(rule.content)) / (len(wanted) + len(rule.content) or 1)


def _build(doc: Doc, cue: list[int], rule: Candidate | None) -> Candidate:
    if rule is not None:
        return Candidate(
            trigger=rule.trigger,
            lemma=rule.lemma,
            frame=rule.frame,
            cue=cue,
            content=[],
            part=rule.part,
            is_quoted=rule.is_quoted,
        )
    trigger = find_trigger(doc, cue)
    part = PARTS.get(trigger.pos_, "phrase")
    return Candidate(trigger=trigger, lemma=_name(doc, cue, trigger, part), frame=FRAME, cue=cue, content=[], part=part)


def find_trigger(doc: Doc, cue: Sequence[int]) -> Token:
    """Return the word that carries a cue: the first of its verbs that hangs on none of them, else its head."""
    verbs = [i for i in cue if doc[i].pos_ == "VERB"]
    if verbs:
        return next((doc[i] for i in verbs if doc[i].head.i not in verbs), doc[verbs[0]])
    inside = set(cue)
    return next((doc[i] for i in cue if doc[i].head.i not in inside and not doc[i].is_punct), doc[cue[0]])


def _name(doc: Doc, cue: Sequence[int], trigger: Token, part: str) -> str:
    """Return the lexicon's entry for a cue: with its next word where that is one, else the trigger's lemma."""
    lemma = trigger.lemma_.lower()
    following = next((doc[i].lower_ for i in cue if i > trigger.i and not doc[i].is_punct), None)
    longer = f"{lemma} {following}"
    return longer if following is not None and longer in STANCES.get(part, {}) else lemma
