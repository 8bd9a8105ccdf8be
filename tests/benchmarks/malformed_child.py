"""One process that reads cases of `malformed`, one after the other, and checks what was found."""

import io
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

from kg import build
from kg.errors import KgError, UnreadableInput
from kg.readers.counting import count_articles
from kg.readers.inputs import read_inputs
from kg.readers.kinds import look_at
from kg.readers.source import Kind
from kg.records import Annotation, Article, Problem, Span
from kg.settings import Settings
from kg.store.verify import verify_folder
from tests.benchmarks.malformed_cases import NEIGHBOUR_TEXTS, Case, lay_out, make_case

MOST_ADDRESSES = 6 << 30
"""Bytes of address space: a reader that asks for more fails instead of harming the machine."""
LONGEST_MESSAGE = 600
Found = list[Article | Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a case."""

    number: int
    kind: str
    how: str
    delivery: str = ""
    n_articles: int = 0
    n_problems: int = 0
    n_built: int = 0
    seconds: float = 0
    """Of the processor."""
    peak: int = 0
    """Bytes of memory."""
    failures: tuple[str, ...] = ()


def answer(asked: Connection, seed: int, build_every: int) -> None:
    """Read the cases whose numbers come, until None comes."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    build.load_annotator = load_stub  # type: ignore[assignment]
    _warm_up()
    asked.send(None)
    while (number := asked.recv()) is not None:
        with tempfile.TemporaryDirectory(prefix="malformed-") as folder:
            asked.send(run_case(make_case(seed, number), Path(folder), is_built=number % build_every == 0))


def _warm_up() -> None:
    """Import what readers import when they first meet a kind, so that no case pays for it."""
    import kg.readers.feeds
    import kg.readers.html
    import kg.readers.tables
    import kg.readers.warc  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        list(read_inputs(lay_out(make_case(0, 0), Path(folder))))


def run_case(case: Case, folder: Path, *, is_built: bool = False) -> Outcome:
    """Read a case, and check everything that holds for any input."""
    outcome = Outcome(number=case.number, kind=case.good.kind, how=case.how, delivery=case.delivery)
    (folder / "in").mkdir()
    paths = lay_out(case, folder / "in")
    kind = _look(case, folder / "in")
    Path("/proc/self/clear_refs").write_text("5")  # the peak of this case, not of those before
    started = time.process_time()
    try:
        count_articles(paths)
        found = list(_read(case, paths))
    except UnreadableInput as error:  # refused at once, before anything is read
        is_misuse = ("outlets.csv" in str(error) and case.oddity) or ("is empty" in str(error) and not case.good.data)
        failures = () if is_misuse else (_describe(error),)
        return replace(outcome, n_problems=1, failures=failures)
    except Exception as error:  # noqa: BLE001 - whatever it is
        return replace(outcome, failures=(_describe(error),), seconds=time.process_time() - started)
    seconds, peak = time.process_time() - started, _read_peak()
    failures = [*_check_all(found), *_check_case(case, found, kind)]
    n_built = 0
    if is_built and case.delivery != "standard input":
        n_built = 1
        failures += _check_build(paths, folder / "out.kg", found)
    n_articles = sum(isinstance(each, Article) for each in found)
    return replace(outcome, n_articles=n_articles, n_problems=len(found) - n_articles, n_built=n_built, seconds=seconds,
                   peak=max(peak, _read_peak()), failures=tuple(failures))  # fmt: skip


def _read(case: Case, paths: list[Path]) -> Iterator[Article | Problem]:
    before = sys.stdin
    sys.stdin = SimpleNamespace(buffer=io.BytesIO(case.good.data))  # type: ignore[assignment]
    try:
        yield from read_inputs(paths)
    finally:
        sys.stdin = before


def _look(case: Case, folder: Path) -> Kind | None:
    """Return what the broken file looks like, for what is to be expected of it."""
    path = folder.parent / case.good.name
    path.write_bytes(case.good.data)
    return look_at(path).kind


def _check_all(found: Found) -> Iterator[str]:
    """Check what holds for any articles and problems."""
    articles = [each for each in found if isinstance(each, Article)]
    for id_, n in Counter(article.id for article in articles).items():
        if n > 1:
            yield f"the id {id_!r} stands {n} times"
    for article in articles:
        if not article.text.strip() or not article.id or not article.outlet:
            yield f"an article without text, id or outlet at {article.place}"
        for name in (field.name for field in fields(article)):
            value = getattr(article, name)
            if isinstance(value, str) and not _is_writable(value):
                yield f"the {name} of an article holds half characters"
    for problem in found:
        if isinstance(problem, Problem):
            yield from _check_problem(problem)


def _check_problem(problem: Problem) -> Iterator[str]:
    if not (problem.place.path and problem.kind and problem.message and problem.n_aside >= 0):
        yield f"a problem without place, kind or message: {problem!r}"
    written = f"{problem.place}{problem.kind}{problem.message}"
    if not _is_writable(written) or any(sign in written for sign in "\n\r\x00\x1b"):
        yield f"a problem with signs that no terminal or table takes: {written[:200]!r}"
    if len(problem.message) > LONGEST_MESSAGE:
        yield f"a message of {len(problem.message)} characters: {problem.message[:80]!r}"
    if any(sign in problem.message for sign in ("Traceback", "<class", " object at 0x", "None)")):
        yield f"a message for programmers: {problem.message!r}"


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_case(case: Case, found: Found, kind: Kind | None) -> Iterator[str]:
    """Check the neighbours, and the sum where it is known."""
    texts = {each.text for each in found if isinstance(each, Article)}
    for text in NEIGHBOUR_TEXTS:
        if text not in texts:
            yield f"a good neighbour is lost: {text[22:40]!r}"
    n_lost = sum(text not in texts for text in case.kept)
    if n_lost:
        yield f"{n_lost} of {len(case.kept)} good records beside the broken one are lost"
    n_expected = case.n_pieces
    is_one_file = case.how != "file system" and not case.good.beside
    if n_expected is None and is_one_file and kind in (Kind.TEXT, Kind.HTML) and case.good.data[:2] != b"\x1f\x8b":
        n_expected = 1
    if n_expected is not None:
        n_pieces = sum(1 if isinstance(each, Article) else each.n_aside for each in found) - len(NEIGHBOUR_TEXTS)
        if n_pieces != n_expected:
            yield f"{n_pieces} pieces are counted, not {n_expected}"


def load_stub(_model: str | None, _components: object = ()) -> object:
    """Stand in for the pipeline (`kg.workers.load_annotator`): no article says anything."""

    def annotate(articles: Iterable[Article]) -> Iterator[Annotation]:
        for article in articles:
            sentences = (Span(0, len(article.text)),)
            yield Annotation(article=article, sentences=sentences, entities=(), chains=(), times=(), quantities=(),
                             attributions=(), relations=())  # fmt: skip

    return annotate


def _check_build(paths: list[Path], path: Path, found: Found) -> Iterator[str]:
    """Build the graph of a case, and check the ledger's sums."""
    n_articles = sum(isinstance(each, Article) for each in found)
    n_aside = sum(each.n_aside for each in found if isinstance(each, Problem))
    try:
        report = build.build_graph(paths, path, settings=Settings(jobs=1))
        again = build.build_graph(paths, path, settings=Settings(jobs=1))
        checked = verify_folder(path)
    except Exception as error:  # noqa: BLE001 - whatever it is
        yield f"while building: {_describe(error)}"
        return
    sums = report.sums
    if (sums.n_stored, sums.n_known, sums.n_aside) != (n_articles, 0, n_aside):
        yield f"the ledger's sums are {sums}, not {n_articles} stored and {n_aside} aside"
    if (again.sums.n_stored, again.sums.n_known, again.sums.n_aside) != (0, n_articles, n_aside):
        yield f"the ledger's sums of a second build are {again.sums}"
    for problem in checked.problems[:3]:
        yield f"kg verify: {problem}"
    shutil.rmtree(path)


def _read_peak() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _describe(error: Exception) -> str:
    trace, place = error.__traceback__, ""
    while trace:
        code = trace.tb_frame.f_code
        if "/kg/" in code.co_filename:
            place = f"{code.co_filename.rpartition('/kg/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    said = "misuse, " if isinstance(error, KgError) else ""
    return f"raised {said}{type(error).__name__} at {place}: {str(error)[:200]}"
