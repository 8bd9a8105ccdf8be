"""What a graph holds, for who describes it as a data set: how much, of which days, from where, read by what."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import WrongParameter
from kg.exports.crate_runs import PastRun, read_runs
from kg.exports.exported import Exported
from kg.exports.ordered import ordered_lines
from kg.exports.places import web_address
from kg.exports.publication import Publication, parse_creator
from kg.exports.shortening import LONGEST_QUOTE
from kg.query.overview import count_all
from kg.store.schema import columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

TOGETHER = 1_000
"""Lines that are hashed at a time."""
NO_LICENCE = "No licence was named; ask who made the data before you use it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A graph in numbers."""

    n_outlets: int
    n_articles: int
    n_assertions: int
    n_claims: int
    outlets: tuple[str, ...]
    first: str | None
    """Day of the first article; None where none has one."""
    last: str | None
    retrieved: tuple[str, str] | None
    """Days on which the first and the last page were fetched."""
    urls: tuple[str, ...]
    """Addresses of the articles, in order."""
    runs: tuple[PastRun, ...]

    @property
    def language(self) -> str | None:
        """Return the language of the articles, where all runs read the same one."""
        found = {run.language for run in self.runs}
        return found.pop() if len(found) == 1 else None


def survey_graph(exported: Exported) -> Survey:
    """Return what a graph holds."""
    counts, db = count_all(exported.store), exported.store.tables.connection
    fetched = "substr(retrieved, 1, 10)" if ("articles", "retrieved") in columns(db) else "NULL"  # not in early graphs
    days = f"min(published), max(published), min({fetched}), max({fetched})"
    first, last, *retrieved = db.execute(f"SELECT {days} FROM articles").fetchone()
    outlets = db.execute("SELECT DISTINCT outlet FROM articles ORDER BY outlet").fetchall()
    urls = db.execute("SELECT DISTINCT url FROM articles WHERE url IS NOT NULL ORDER BY url").fetchall()
    return Survey(
        n_outlets=len(outlets),
        n_articles=exported.count("articles"),
        n_assertions=counts["assertions"],
        n_claims=counts["claims"],
        outlets=tuple(outlet for (outlet,) in outlets),
        first=first,
        last=last,
        retrieved=(retrieved[0], retrieved[1]) if retrieved[0] else None,
        urls=tuple(address for (url,) in urls if (address := web_address(url))),
        runs=read_runs(exported.store),
    )


def day_of_publication(publication: Publication, survey: Survey) -> date:
    """Return the day that was given, else the last day that the graph knows of: of an article, or of fetching one.

    Raises:
        WrongParameter: where there is none; the day of writing is never taken, so that equal graphs are equal files.
    """
    if publication.published is not None:
        return publication.published
    days = [survey.last, survey.retrieved[1] if survey.retrieved else None]
    known = [day for day in days if day]
    if not known:
        raise WrongParameter("no article has a day: say when the data is published with --published YYYY-MM-DD")
    return date.fromisoformat(max(known))


def check_publication(publication: Publication, survey: Survey) -> None:
    """Tell what is missing or wrong before the long work.

    Raises:
        WrongParameter: where no day is known, or a creator is none.
    """
    day_of_publication(publication, survey)
    for words in publication.creators:
        parse_creator(words)


def render_title(exported: Exported, survey: Survey) -> str:
    """Return the title that was given, else one of what is in the graph."""
    return exported.publication.title or f"{exported.name}: who says what in {_number(survey.n_articles, 'article')}"


def render_description(exported: Exported, survey: Survey) -> str:
    """Return the description that was given, and what is in the graph."""
    days = f", published from {survey.first} to {survey.last}" if survey.first else ""
    told = (
        f"A knowledge graph of {_number(survey.n_assertions, 'assertion')} of {_number(survey.n_claims, 'claim')} in "
        f"{_number(survey.n_articles, 'article')} of {_number(survey.n_outlets, 'outlet')}{days}. Each keeps its "
        "outlet, article, day, speaker, polarity, certainty and the exact characters of the text that it was read "
        "from. It tells what the articles say, not what is true; it was read by a machine, which makes mistakes."
    )
    given = exported.publication.description
    return f"{given.rstrip()} {told}" if given else told


def rights_of_texts(exported: Exported) -> str:
    """Return whose the words of the articles are, and how many of them the data holds."""
    cut = f"none of them is quoted beyond {LONGEST_QUOTE} characters"
    held = cut if exported.without_text else "sentences of them are quoted"
    return f"The words of the articles are their publishers' and not under the licence of the data; {held}."


def render_method(survey: Survey) -> str:
    """Return how the articles were read."""
    return " ".join(
        f"{_number(run.n_articles, 'article')} read by kg {run.version} with the model {run.model} "
        f"(SHA-256 {run.model_hash}){', ' + ', '.join(run.settings) if run.settings else ''}."
        for run in survey.runs
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class Hashed:
    """A binary stream that counts and hashes what is written through it.

    Args:
        stream: where it goes; None to count and hash alone.
    """

    def __init__(self, stream: "BinaryIO | None" = None) -> None:
        self._stream, self._hash = stream, sha256()
        self.n_bytes = self.n_lines = 0

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._hash.update(data)
        self.n_bytes += len(data)
        self.n_lines += data.count(b"\n")
        if self._stream is not None:
            self._stream.write(data)
        return len(data)

    def writelines(self, lines: "Iterable[bytes]") -> None:
        """Take some lines."""
        remaining = iter(lines)
        while part := b"".join(islice(remaining, TOGETHER)):
            self.write(part)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what was written, in hexadecimal digits."""
        return self._hash.hexdigest()


def write_graph(exported: Exported, stream: "BinaryIO | None" = None) -> Hashed:
    """Write the graph as sorted N-Quads, and return how much that was and its hash: the hash of the graph."""
    hashed = Hashed(stream)
    hashed.writelines(ordered_lines(exported))
    return hashed
