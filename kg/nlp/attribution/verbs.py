"""Candidates from verbs: what hangs on a reporting verb is its content, by the form of the complement."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.attribution.borders import branch, cue_of, extend, without
from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.cues import SPEECH_VERBS, STANCES, stance_of
from kg.nlp.attribution.sources import by_agent, source_of
from kg.nlp.attribution.speech import Speech
from kg.nlp.syntax import SUBJECTS, case_of, children, first_child, is_passive

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLOSING_VERBS = SPEECH_VERBS | {"believe", "show", "find", "predict", "estimate"}
JOINTS = frozenset({"and", "but", "as", "who", "which", "that"})
"""Words after a comma that begin a clause of another kind."""
MIN_REST = 5
"""Tokens from an inserted reporting verb to the end of its sentence, so that something said remains."""
NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"})
MAX_CLOSING = 12
"""Words from a reporting verb to the end of its sentence where it follows what it reports."""
WH = frozenset({"what", "how", "why", "whether", "if", "who", "which", "where", "when"})
OBLIQUES = ("obl", "advcl", "ccomp", "xcomp")
OBJECT_CASES = frozenset({"of", "for", "from", "to", "on", "about", "against"})


def find_verb_candidates(verb: Token) -> Iterator[Candidate]:
    """Yield the candidate of a verb, if it has a complement that could be content."""
    by_label: dict[str, list[Token]] = {}
    for child in verb.children:
        by_label.setdefault(child.dep_, []).append(child)
    found = (
        _inserted(verb)
        or _clause(verb, by_label)
        or _that_clause(verb)
        or _closing(verb)
        or _inverted(verb, by_label)
        or _as_clause(verb, by_label)
        or _predicate(verb, by_label)
        or _infinitive(verb, by_label)
        or _passive(verb, by_label)
        or _object(verb, by_label)
        or _preposition(verb, by_label)
    )
    if found is not None:
        yield found


def _make(
    verb: Token, frame: str, content: list[int] | range, *, lemma: str = "", cue: list[int] | None = None
) -> Candidate:
    cue = cue or cue_of(verb)
    source = source_of(verb)
    return Candidate(
        trigger=verb,
        lemma=lemma or lemma_of(verb),
        frame=frame,
        cue=cue,
        source=without(source, cue),
        content=without(content, cue, source),
    )


def lemma_of(verb: Token) -> str:
    """Return a verb's lemma with its particle."""
    particle = first_child(verb, "compound:prt")
    if verb.lemma_ == "put" and any(child.lower_ == "it" for child in children(verb, "obj")):
        return "put it"
    return f"{verb.lemma_} {particle.lower_}" if particle is not None else verb.lemma_


def _clause(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    passive = is_passive(verb)
    labels = ("ccomp", "csubj:pass", "csubj") if passive else ("ccomp",)
    clause = next((c for label in labels for c in by_label.get(label, ())), None)
    if clause is None:
        return None
    if clause.i < verb.i and not passive:
        frame = "clause-before"
    elif clause.tag_ == "VBG" and not any(c.dep_ in ("aux", "mark") for c in clause.children):
        frame = "gerund"
    elif clause.left_edge.lower_ in WH or any(c.lower_ in ("whether", "if") for c in children(clause, "mark")):
        frame = "question"
    else:
        frame = "clause"
    content: list[int] | range = branch(clause)
    if clause.i > verb.i and frame in ("clause", "question"):
        content = extend(verb, content)
    return _make(verb, f"passive-{frame}" if passive else frame, content)


def _that_clause(verb: Token) -> Candidate | None:
    """`demands that Kyiv withdraw`: what follows `that` right after the verb, where the tree has no clause."""
    doc, i = verb.doc, verb.i + 1
    if i + 2 >= verb.sent.end or doc[i].lower_ != "that" or doc[i + 1].tag_ in FINITE or is_passive(verb):
        return None
    if doc[i].dep_ in ("det", "nsubj") or first_child(verb, *SUBJECTS) is None:
        return None
    return _make(verb, "clause", extend(verb, range(i, i + 2)))


def _inserted(verb: Token) -> Candidate | None:
    """`The bridge, engineers said, will open in May`: a reporting clause between commas, whatever the tree."""
    doc = verb.doc
    if (
        verb.lemma_ not in CLOSING_VERBS
        or verb.tag_ not in FINITE
        or verb.i + 2 >= len(doc)
        or doc[verb.i + 1].text != ","
    ):
        return None
    sent = verb.sent
    comma = next((i for i in range(verb.i - 1, sent.start, -1) if doc[i].text == ","), None)
    if comma is None or comma + 1 == verb.i or comma - sent.start < 2 or sent.end - verb.i < MIN_REST:
        return None
    if doc[comma + 1].lower_ in JOINTS or any(doc[i].pos_ == "VERB" for i in range(comma + 1, verb.i)):
        return None
    found = _make(verb, "inserted", without(range(sent.start, sent.end), range(comma, verb.i + 2)))
    return _with_near_source(found, comma=comma)


def _closing(verb: Token) -> Candidate | None:
    """`Talks go on, its ministry said on Monday.`: a short reporting clause after the last comma, whatever the tree."""
    doc, sent = verb.doc, verb.sent
    if verb.lemma_ not in CLOSING_VERBS or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    comma = next((i for i in range(verb.i - 1, sent.start, -1) if doc[i].text == ","), None)
    if comma is None or comma - sent.start < 2 or any(doc[i].pos_ == "VERB" for i in range(comma + 1, verb.i)):
        return None
    if doc[comma + 1].lower_ in JOINTS or doc[sent.start].tag_ == "IN":
        return None
    if verb.i > comma + 1 and not _is_short_ending(verb):
        return None
    if not any(doc[i].tag_ in FINITE for i in range(sent.start, comma)):
        return None
    if verb.i == comma + 1 and (verb.i + 1 >= sent.end or doc[verb.i + 1].pos_ not in NOMINAL):
        return None
    return _with_near_source(_make(verb, "closing", range(sent.start, comma)), comma=comma)


def _with_near_source(found: Candidate, *, comma: int) -> Candidate:
    """Take the words between the comma and the cue for the source, where the tree looks for it before the comma."""
    if any(i < comma for i in found.source) and comma + 1 < found.cue[0]:
        found.content = sorted({*found.content, *(i for i in found.source if i < comma)})
        found.source = list(range(comma + 1, found.cue[0]))
    return found


def _is_short_ending(verb: Token) -> bool:
    """Tell whether hardly anything follows a verb in its sentence, and no clause."""
    rest = [verb.doc[i] for i in range(verb.i + 1, verb.sent.end)]
    return len(rest) < MAX_CLOSING and not any(
        token.is_quote or token.text == "," or token.tag_ in FINITE for token in rest
    )


def _inverted(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    """`Talks will go on, officials said`: the reporting clause hangs on what is said."""
    if verb.dep_ not in ("parataxis", "discourse") or verb.head.i == verb.i or "obj" in by_label:
        return None
    if not any(label in by_label for label in SUBJECTS):
        return None
    content = without(branch(verb.head), branch(verb))
    if verb.i < verb.head.i and all(p > verb.i for p in content):
        return _make(verb, "clause", content)
    return _make(verb, "inverted", content)


def _as_clause(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    """`As the minister put it, …`."""
    if verb.dep_ != "advcl" or not any(m.lower_ == "as" for m in by_label.get("mark", ())):
        return None
    if not any(label in by_label for label in SUBJECTS):
        return None
    return _make(verb, "as", without(branch(verb.head), branch(verb)))


def _predicate(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    """`called the plan a mistake`, `described it as fair`, `accused them of lying`."""
    target = next(iter(by_label.get("obj", ())), None)
    passive = is_passive(verb)
    if target is None and passive:
        target = next(iter(by_label.get("nsubj:pass", ())), None)
    if target is None:
        return None
    second = next((part for part in by_label.get("obj", ()) if part.i > target.i > verb.i), None)
    if second is not None and stance_of(verb.lemma_) in ("name", "criticise", "believe", "announce"):
        return _make(verb, "predicate", [*branch(target), *branch(second)])
    for label in ("xcomp", "obl", "advcl", "ccomp", "nmod"):
        for part in by_label.get(label, ()):
            if part.i < verb.i:
                continue
            case = case_of(part) or next((m.lower_ for m in children(part, "mark")), "")
            prefix = "passive-" if passive else ""
            if label == "xcomp" and case == "" and part.pos_ != "VERB":
                return _make(verb, f"{prefix}predicate", [*branch(target), *branch(part)])
            if case == "as" and part.lemma_ == "say":
                continue
            if case == "as" or (case in OBJECT_CASES and label != "xcomp" and (case != "to" or part.pos_ != "VERB")):
                return _make(verb, f"{prefix}object-{case}", [*branch(target), *branch(part)], lemma=lemma_of(verb))
    return None


def _infinitive(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    part = next((c for c in by_label.get("xcomp", ()) if c.i > verb.i), None)
    if part is None or _asks_of(verb, by_label, before=part.i):
        return None
    prefix = "passive-" if is_passive(verb) else ""
    target = next((c for c in by_label.get("obj", ()) if verb.i < c.i < part.i), None)
    kind = (
        "infinitive"
        if any(m.lower_ == "to" for m in children(part, "mark"))
        else "gerund"
        if part.tag_ == "VBG"
        else "bare"
    )
    if target is not None:
        return _make(verb, f"{prefix}object-{kind}", [*branch(target), *branch(part)])
    if prefix:
        subject = next(iter(by_label.get("nsubj:pass", ())), None)
        return _make(verb, f"{prefix}{kind}", [*(branch(subject) if subject else ()), *branch(part)])
    return _make(verb, kind, branch(part))


def _asks_of(verb: Token, by_label: dict[str, list[Token]], *, before: int) -> bool:
    """Tell whether a preposition of the cue stands before an infinitive: `called on both sides to …`."""
    obliques = (part for part in by_label.get("obl", ()) if verb.i < part.i < before)
    return any(f"{verb.lemma_} {case_of(part)}" in STANCES["verb"] for part in obliques)


def _passive(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    """`The plan was rejected by Kyiv`."""
    if not is_passive(verb):
        return None
    subject = next(iter(by_label.get("nsubj:pass", ())), None)
    if subject is None:
        return None
    agent = by_agent(verb)
    return _make(verb, "passive-agent" if agent is not None else "passive", branch(subject))


def _object(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    target = next((c for c in by_label.get("obj", ())), None)
    if target is None:
        return None
    return _make(verb, "object" if target.i > verb.i else "object-before", branch(target))


def _preposition(verb: Token, by_label: dict[str, list[Token]]) -> Candidate | None:
    """`called for a truce`: the preposition belongs to the cue."""
    for part in sorted((c for label in OBLIQUES for c in by_label.get(label, ())), key=lambda c: c.i):
        case = case_of(part) or next((m.lower_ for m in children(part, "mark")), "")
        if part.i < verb.i or not case:
            continue
        first = next((c for c in part.children if c.dep_ in ("case", "mark") and c.i < part.i), None)
        if first is None:
            continue
        ends = max(c.right_edge.i for c in part.children if c.dep_ in ("case", "mark") and c.i < part.i)
        cue = cue_of(verb)
        if first.i == cue[-1] + 1:
            cue = [*cue, *range(first.i, ends + 1)]
        content = [i for i in branch(part) if i > ends]
        infinitive = next((c for c in by_label.get("xcomp", by_label.get("advcl", ())) if c.i > part.i), None)
        if infinitive is not None and any(m.lower_ == "to" for m in children(infinitive, "mark")):
            content = sorted({*content, *branch(infinitive)})
        return _make(verb, "preposition", content, lemma=f"{lemma_of(verb)} {case}", cue=cue)
    return None


def quote_candidate(verb: Token, speeches: list[Speech]) -> Candidate:
    """Make the candidate of a verb beside quotations."""
    content = sorted({i for speech in speeches for i in speech.positions})
    found = _make(verb, "quote", content)
    found.is_quoted = True
    if not found.source and content[-1] + 1 < found.cue[0] and verb.doc[content[-1] + 1].ent_type_ == "PERSON":
        found.source = [
            i for i in range(content[-1] + 1, found.cue[0]) if i + 1 < found.cue[0] or verb.doc[i].text != ","
        ]
    return found
