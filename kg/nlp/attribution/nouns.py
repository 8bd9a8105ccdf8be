"""Candidates from nouns and adjectives: `the envoy's claim that …`, `voiced doubt about …`, `is confident that …`."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.attribution.borders import branch, cue_of, without
from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.cues import ADJECTIVES, NOUNS
from kg.nlp.attribution.sources import by_agent, source_of, speaker_of
from kg.nlp.syntax import SUBJECTS, children, first_child

PREPOSITIONS = frozenset({"of", "for", "about", "on", "against", "to", "in", "with", "over", "at", "toward", "towards"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def find_noun_candidates(noun: Token) -> Iterator[Candidate]:
    """Yield the candidate of a reporting noun with a clause, an infinitive or a prepositional phrase."""
    if noun.pos_ != "NOUN" or noun.lemma_ not in NOUNS:
        return
    found = _clause(noun) or _phrase(noun)
    if found is not None:
        found.part = "noun"
        _name_source(found, noun)
        yield found


def find_adjective_candidates(adjective: Token) -> Iterator[Candidate]:
    """Yield the candidate of an adjective of attitude with a clause, an infinitive or a prepositional phrase."""
    if adjective.lemma_ not in ADJECTIVES or adjective.pos_ not in ("ADJ", "VERB"):
        return
    if first_child(adjective, "cop", "aux:pass") is None and adjective.dep_ not in ("xcomp", "acl", "conj", "advcl"):
        return
    found = _clause(adjective) or _phrase(adjective)
    if found is None:
        return
    found.cue = [*range(cue_of(adjective)[0], adjective.i), *found.cue]
    found.part = "adjective"
    found.frame = found.frame.replace("noun", "adjective")
    found.source = without(source_of(adjective), found.cue, found.content)
    yield found


def _clause(word: Token) -> Candidate | None:
    for part in children(word, "acl", "ccomp", "xcomp", "advcl", "acl:relcl"):
        marks = [mark.lower_ for mark in children(part, "mark")]
        if part.i < word.i or not ({"that", "to", "whether", "if"} & set(marks)):
            continue
        frame = "noun-infinitive" if "to" in marks else "noun-clause"
        return Candidate(trigger=word, lemma=word.lemma_, frame=frame, cue=[word.i], content=list(branch(part)))
    return None


def _phrase(word: Token) -> Candidate | None:
    for part in children(word, "nmod", "obl", "acl", "advcl"):
        case = next((c for c in part.children if c.dep_ in ("case", "mark") and c.i < part.i), None)
        if case is None or part.i < word.i or case.lower_ not in PREPOSITIONS:
            continue
        content = [i for i in branch(part) if i > case.i]
        cue = [word.i, case.i] if case.i == word.i + 1 else [word.i]
        lemma = f"{word.lemma_} {case.lower_}"
        return Candidate(trigger=word, lemma=lemma, frame="noun-phrase", cue=cue, content=content)
    return None


def _name_source(found: Candidate, noun: Token) -> None:
    """Find whose word it is: its possessor, its author after `by`, or the subject of the verb that it completes."""
    owner = first_child(noun, "nmod:poss")
    if owner is not None:
        found.source = [i for i in branch(owner) if owner.doc[i].lower_ not in POSSESSIVE or i < owner.i]
        return
    author = by_agent(noun) or _author(noun)
    if author is not None:
        found.source = [i for i in branch(author) if i > author.left_edge.i]
    elif noun.dep_ == "obj" and (noun.head.pos_ == "VERB"):
        found.source = without(source_of(noun.head), found.content)
        found.cue = sorted({*range(cue_of(noun.head)[0], noun.i), *found.cue})
        found.frame = found.frame.replace("noun", "verb-noun")
    elif first_child(noun, "cop") is not None and first_child(noun, *SUBJECTS) is not None:
        speaker = speaker_of(noun)
        found.source = without(branch(speaker), found.content) if speaker is not None else []
    found.source = without(found.source, found.cue, found.content)


def _author(noun: Token) -> Token | None:
    for part in children(noun, "nmod"):
        case = first_child(part, "case")
        if case is not None and case.lower_ in ("by", "from"):
            return part
    return None
