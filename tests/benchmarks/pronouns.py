"""Whom a speaking pronoun means, on PolNeAR dev: `python -m tests.benchmarks.pronouns`.

usage: python -m tests.benchmarks.pronouns [--corpora ../shared/corpora] [--model FOLDER] [--misses]

`pronoun_speakers.toml` has 100 pronouns that are sources in PolNeAR's gold (he, she, they, I, we, it, who; 68 articles,
at most two of each drawn with a seed), each with whom a reader took it to mean. A pronoun counts as right where the
label that its place resolves to is that name or one of its short forms; a noun phrase (`phrase`) where the label holds
its words; and where the text names nobody (`nobody`: the author, a reader's letter) where it is left unresolved.
"""

import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.lexicon.titles import strip_titles
from kg.nlp.pipeline import annotate, load_pipeline
from kg.records import Annotation, Article, Place, Span
from kg.resolve.references import References
from kg.resolve.speakers import Speakers

LABELLED = Path(__file__).parent / "pronoun_speakers.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """A pronoun that speaks, and whom it means."""

    article: str
    span: Span
    word: str
    kind: str
    """`name`, `phrase` or `nobody`."""
    names: tuple[str, ...]
    """The full answer and others that are as good."""


def read_pronouns(path: Path = LABELLED) -> list[Pronoun]:
    """Read the labelled pronouns."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_pronoun(one) for one in data["pronoun"]]


def _pronoun(one: dict[str, Any]) -> Pronoun:
    start, end = one["span"]
    names = (one["answer"], *one.get("also", ()))
    return Pronoun(article=one["article"], span=Span(start, end), word=one["word"], kind=one["kind"], names=names)


def is_right(pronoun: Pronoun, label: str | None) -> bool:
    """Tell whether the label that a pronoun resolved to is whom it means."""
    if label is None or label.lower() in personal_pronouns() | empty_words():
        return pronoun.kind == "nobody"
    bare = strip_titles(label).lower()
    if pronoun.kind == "phrase":
        return any(f" {name.lower()} " in f" {label.lower()} " for name in pronoun.names)
    return any(bare == name.lower() for name in pronoun.names)


def speaker_labels(annotation: Annotation, spans: Iterable[Span]) -> Iterator[str | None]:
    """Yield the label of the speaker at each place of an article."""
    speakers = Speakers(annotation, References(annotation))
    for span in spans:
        found = speakers.at(span)
        yield found.label if found is not None else None


def read_articles(corpora: Path, wanted: set[str]) -> Iterator[Article]:
    """Read the articles of PolNeAR dev with these ids."""
    with gzip.open(corpora / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            if one["id"] in wanted:
                place = Place(path="polnear")
                yield Article(id=one["id"], outlet=one["outlet"], text=one["text"], place=place, reader="benchmark")


def describe_error(pronoun: Pronoun, label: str | None) -> str:
    """Name the kind of an error."""
    if pronoun.kind == "nobody":
        return "resolved, though nobody is named"
    if label is None or label.lower() in personal_pronouns() | empty_words():
        return "left unresolved"
    return "another one"


def measure(annotations: Iterable[Annotation], pronouns: list[Pronoun]) -> list[tuple[Pronoun, str | None, bool]]:
    """Return each pronoun with the label that it resolved to, and whether that is right."""
    found = []
    for annotation in annotations:
        here = [one for one in pronouns if one.article == annotation.article.id]
        for one, label in zip(here, speaker_labels(annotation, [one.span for one in here]), strict=True):
            found.append((one, label, is_right(one, label)))
    return found


def render_measure(found: list[tuple[Pronoun, str | None, bool]]) -> str:
    """Return the share of right ones, by pronoun, and the errors by kind."""
    n_right = sum(right for *_, right in found)
    lines = [f"pronoun speakers right: {100 * n_right / len(found):.1f} ({n_right} of {len(found)})"]
    n_by_word = Counter(one.word.lower() for one, *_ in found)
    right_by_word = Counter(one.word.lower() for one, _, right in found if right)
    lines += [f"  {word:6} {right_by_word[word]:3} of {n:3}" for word, n in n_by_word.most_common()]
    errors = Counter((one.kind, describe_error(one, label)) for one, label, right in found if not right)
    lines += [f"  error: {kind:7} {error:34} {n:3}" for (kind, error), n in errors.most_common()]
    return "\n".join(lines)


def main(
    corpora: Annotated[Path, typer.Option(help="folder with polnear")] = Path("../shared/corpora"),
    model: Annotated[str | None, typer.Option(help="folder of a spaCy pipeline")] = None,
    *,
    misses: Annotated[bool, typer.Option("--misses", help="list what is wrong")] = False,
) -> None:
    """Print the share of pronoun speakers that are right."""
    pronouns = read_pronouns()
    articles = read_articles(corpora, {one.article for one in pronouns})
    found = measure(annotate(articles, nlp=load_pipeline(model)), pronouns)
    print(render_measure(found))
    for one, label, right in found:
        if misses and not right:
            print(f"  {one.article} {list(one.span)} {one.word}: {label!r}, not {one.names[0]!r}")


if __name__ == "__main__":
    typer.run(main)
