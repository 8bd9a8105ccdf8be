"""Annotations written by hand: spans are found by their words."""

from datetime import date

from kg.records import (
    Annotation,
    Argument,
    Article,
    Attribution,
    Chain,
    EntityMention,
    Place,
    Predicate,
    Relation,
    Span,
    TimeMention,
    Voice,
)

TEXT_DAY = date(2024, 3, 12)


def draft_article(text, *, name="a1", outlet="Harbour Post", published=TEXT_DAY):
    return Article(id=name, outlet=outlet, text=text, published=published, place=Place(path="drafts"), reader="draft")


class Draft:
    """An annotation in the making."""

    def __init__(self, text, **article):
        self.article = draft_article(text, **article)
        self.entities, self.chains, self.attributions, self.relations, self.times = [], [], [], [], []
        self._sentences = (Span(0, len(text)),)

    def span(self, words, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def sentences(self, *texts):
        self._sentences = tuple(self.span(text) for text in texts)

    def entity(self, words, label, nth=0):
        self.entities.append(EntityMention(span=self.span(words, nth), label=label))

    def chain(self, name, label, *mentions):
        spans = tuple(
            sorted(self.span(*mention) if isinstance(mention, tuple) else self.span(mention) for mention in mentions)
        )
        self.chains.append(Chain(mentions=spans, name=self.span(name), label=label))

    def time(self, words, value):
        self.times.append(TimeMention(span=self.span(words), value=value, when=value))

    def attribution(self, source, cue, content, **fields):
        given = {
            "voice": Voice.INDIRECT,
            "cue_lemma": cue,
            "stance": "report",
            "confidence": 0.9,
            "rule": "draft",
        } | fields
        self.attributions.append(
            Attribution(
                source=(self.span(source),) if source else (),
                cue=(self.span(cue),),
                content=(self.span(content),),
                **given,
            )
        )
        return len(self.attributions) - 1

    def argument(self, role, words, head=None, *, core=None, relation=None, text=None):
        span = words if isinstance(words, Span) else self.span(words)
        found = self.article.text[span.start : span.end]
        at = found.index(head or found.split()[-1])
        head_span = Span(span.start + at, span.start + at + len(head or found.split()[-1]))
        core_span = self.span(core) if core else span
        return Argument(role=role, span=span, text=text or found, core=core_span, head=head_span, relation=relation)

    def relation(self, lemma, predicate, subject, *arguments, **fields):
        sentence = Span(0, len(self.article.text))
        given = {"span": sentence, "sentence": sentence, "confidence": 0.8, "rule": "draft"} | fields
        at = self.span(predicate)
        self.relations.append(
            Relation(
                predicate=Predicate(lemma=lemma, span=at, text=predicate), subject=subject, arguments=arguments, **given
            )
        )
        return len(self.relations) - 1

    def annotation(self):
        return Annotation(
            article=self.article,
            sentences=self._sentences,
            entities=tuple(self.entities),
            chains=tuple(self.chains),
            times=tuple(self.times),
            quantities=(),
            attributions=tuple(self.attributions),
            relations=tuple(self.relations),
        )
