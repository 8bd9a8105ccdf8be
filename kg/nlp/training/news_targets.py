"""Targets from PolNeAR (Newell, Margolin and Ruths 2018).

Attributions are its annotators'; entities, sentences and chains are CoreNLP's.
"""

import bisect
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from spacy.language import Language

from kg.nlp.network.doc_words import read_words
from kg.nlp.network.labels import Labels
from kg.nlp.training.entities import Gazetteer, map_entities
from kg.nlp.training.hand_names import join_names, load_hand_names
from kg.nlp.training.swaps import NamePool, Swapper
from kg.nlp.training.targets import NO_NAME, OPEN, Case, Target
from kg.nlp.training.treebank_targets import number_labels

Spans = tuple[tuple[int, int], ...]
CHAINS_WEIGHT = 0.3
"""How far CoreNLP's chains are to be trusted."""
SHARE_LOWER, SHARE_UPPER, SHARE_UNQUOTED = 0.04, 0.02, 0.08
"""Articles set in lower case, in capitals, without double quotation marks."""
QUOTES = frozenset('"“”')


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsArticle:
    """One article with all that is marked in it, by character offsets."""

    text: str
    """The text that all offsets point into."""
    attributions: tuple[tuple[Spans, Spans, Spans], ...] | None
    """Source, cue and content of each; None where they are not known."""
    entities: tuple[tuple[int, int, str | None], ...] | None
    """Start, end and OntoNotes label, None where that is not known; None where nothing is."""
    sentences: tuple[int, ...]
    """Starts of sentences; empty where they are not known."""
    chains: tuple[tuple[tuple[int, int], ...], ...] | None
    """Spans of the mentions of each chain."""
    has_numbers: bool = True
    """Whether dates and numbers are among the entities, not only names."""


def read_news(path: Path, gazetteer: Gazetteer) -> Iterator[NewsArticle]:
    """Articles of one file of PolNeAR, silver names corrected by those that were marked by hand."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        records = [json.loads(line) for line in handle]
    names_by_article = load_hand_names("news")
    for record in records:
        silver = record["silver_entities"]
        by_hand = names_by_article.get(record["id"], ())
        chains = record["silver_coreference"]
        yield NewsArticle(
            text=record["text"],
            attributions=tuple(
                tuple(tuple(map(tuple, found[role] or ())) for role in ("source", "cue", "content"))  # type: ignore[misc]
                for found in record["attributions"]
            ),
            entities=tuple(join_names(by_hand, map_entities(record["text"], silver, gazetteer))) if silver else None,
            sentences=tuple(record["silver_sentences"] or ()),
            chains=tuple(tuple(map(tuple, chain)) for chain in chains) if chains else None,
        )


def vary_article(article: NewsArticle, pool: NamePool, random: Random) -> NewsArticle:
    """The article with other names, in another case or without quotation marks; offsets move along."""
    if article.entities is not None and random.random() < 0.6:
        swapper = Swapper(pool=pool, random=random)
        edits = [
            (start, end, swapper.replace_name(article.text[start:end], label))
            for start, end, label in _without_overlaps(article.entities)
            if label is not None
        ]
        article = edit_text(article, edits)
    if random.random() < SHARE_UNQUOTED:
        article = edit_text(article, [(i, i + 1, "") for i, char in enumerate(article.text) if char in QUOTES])
    chance = random.random()
    if chance < SHARE_LOWER + SHARE_UPPER:
        change: Callable[[str], str] = str.lower if chance < SHARE_LOWER else str.upper
        article = replace(article, text="".join(c if len(change(c)) != 1 else change(c) for c in article.text))
    return article


def _without_overlaps(spans: Sequence[tuple[int, int, str | None]]) -> list[tuple[int, int, str | None]]:
    kept: list[tuple[int, int, str | None]] = []
    for span in sorted(spans, key=lambda item: (item[0], -item[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def edit_text(article: NewsArticle, edits: Sequence[tuple[int, int, str]]) -> NewsArticle:
    """The article with spans replaced, and every offset moved to where its character now is."""
    parts, ends, shifts, position = [], [0], [0], 0
    for start, end, new in edits:
        parts += [article.text[position:start], new]
        ends.append(end)
        shifts.append(shifts[-1] + len(new) - (end - start))
        position = end
    parts.append(article.text[position:])
    starts = [-1, *(start for start, _, _ in edits)]

    def move(offset: int) -> int:
        i = bisect.bisect_right(ends, offset) - 1
        if i + 1 < len(starts) and offset > starts[i + 1]:  # inside an edited span: to its new end
            return ends[i + 1] + shifts[i + 1]
        return offset + shifts[i]

    def move_all(spans: Iterable[Any]) -> tuple[Any, ...]:
        return tuple((move(start), move(end), *rest) for start, end, *rest in spans)

    attributions = None
    if article.attributions is not None:
        attributions = tuple(tuple(map(move_all, found)) for found in article.attributions)
    return replace(
        article,
        text="".join(parts),
        attributions=attributions,  # type: ignore[arg-type]
        entities=move_all(article.entities) if article.entities is not None else None,
        sentences=tuple(map(move, article.sentences)),
        chains=tuple(map(move_all, article.chains)) if article.chains is not None else None,
    )


def build_news_target(nlp: Language, article: NewsArticle, labels: Labels) -> Target:
    """The target of an article; heads of chain mentions by spaCy's rule of thumb, the last noun-like word."""
    doc = nlp.make_doc(article.text)
    tokens = [token for token in doc if not token.is_space]
    starts = [token.idx for token in tokens]
    words = read_words(doc)

    def positions(spans: Sequence[tuple[int, int]]) -> list[int]:
        found: set[int] = set()
        for start, end in spans:
            first = max(0, bisect.bisect_right(starts, start) - 1)
            while first < len(tokens) and starts[first] < end:
                if starts[first] + len(tokens[first]) > start:
                    found.add(first)
                first += 1
        return sorted(found)

    n_words = len(tokens)
    cases = []
    for source, cue, content in article.attributions or ():
        cue_words = positions(cue)
        if cue_words and content:
            cases.append(Case(cue=cue_words, source=positions(source), content=positions(content)))
    begins = [OPEN] * n_words
    cuts = [0]
    if article.sentences:
        begun = {min(bisect.bisect_left(starts, start), n_words - 1) for start in article.sentences}
        begins = [int(i in begun) for i in range(n_words)]
        cuts = sorted(begun | {0})
    clusters = None
    if article.chains is not None:
        clusters = [OPEN] * n_words
        for number, chain in enumerate(article.chains, 1):
            for span in chain:
                if inside := positions([span]):
                    clusters[guess_head([tokens[i].text for i in inside], inside)] = number
    unknown = [OPEN] * n_words
    return Target(
        words=words,
        tags=unknown,
        features=unknown,
        heads=unknown,
        deps=unknown,
        begins=begins,
        entities=_mark_entities(article, positions, labels, n_words),
        cases=cases if article.attributions is not None else None,
        clusters=clusters,
        clusters_weight=CHAINS_WEIGHT,
        cuts=cuts,
    )


HEAD_ENDERS = frozenset(
    {"of", "in", "on", "at", "for", "from", "with", "by", "to", "who", "that", "which", "whose", "about", "against"}
    | {",", "(", "-", "–", "—", ":", "and", "or", "where", "when", "between", "over", "under", "after", "before"}
)


def guess_head(forms: Sequence[str], positions: Sequence[int]) -> int:
    """The last word before what ends the core of a noun phrase."""
    last = next((i for i, form in enumerate(forms) if i and form.lower() in HEAD_ENDERS), len(forms)) - 1
    while last > 0 and (forms[last] in ("'s", "’s", "'", "’", '"', "”", "“") or forms[last] in HEAD_ENDERS):
        last -= 1
    return positions[last]


def _mark_entities(
    article: NewsArticle,
    positions: Callable[[Sequence[tuple[int, int]]], list[int]],
    labels: Labels,
    n_words: int,
) -> list[int]:
    if article.entities is None:
        return [OPEN] * n_words
    number_by_label: Mapping[str, int] = number_labels(labels.entities)
    marks = [0 if article.has_numbers else NO_NAME] * n_words
    for start, end, label in _without_overlaps(article.entities):
        inside = positions([(start, end)])
        for i in inside:
            sign = "B" if i == inside[0] else "I"
            marks[i] = OPEN if label is None else number_by_label[f"{sign}-{label}"]
    return marks
