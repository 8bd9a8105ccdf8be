"""Is kg installed whole, and is a graph in order? Findings one by one, each with what to do.

Every check stands alone: one that fails says so and the others go on.
"""

import importlib.util
import locale
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.nlp.identity import identify_model
from kg.records import Article, Place

KEY_PACKAGES = ("spacy", "onnxruntime", "numpy", "rdflib", "pyoxigraph", "typer")
EXTRAS = {
    "pandas": ("pandas", "data frames in Python"),
    "polars": ("polars", "data frames in Python"),
    "parquet": ("duckdb", "Parquet files, read and written"),
    "fetch": ("httpx", "kg fetch"),
    "remote": ("httpx", "kg push, and graphs on SPARQL servers"),
    "serve": ("fastapi", "kg serve, the workbench"),
    "spark": ("pyspark", "kg build --engine spark"),
    "notebook": ("ipykernel", "the notebooks"),
}
"""Each extra with a module that it brings, and what it is for."""
ROOM, MEMORY = 1_000_000_000, 1_500_000_000
"""Bytes of disk and memory below which a build may fail."""
SENTENCE = "The mayor of Norland said on Monday that the harbour will open in May."
"""What the model has to read right: a speaker, a cue, and a claim with a predicate."""
WRITTEN = date(2025, 5, 7)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    """Something that some work needs is not there."""
    ERROR = "error"
    """Something that all work needs is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found."""

    check: str
    state: State
    found: str
    todo: str | None = None
    """What to do about it."""


def check_installation(folder: Path) -> Iterator[Finding]:
    """Yield what is found of the installation and of a folder to work in, each as soon as it is known."""
    for check in (
        _python,
        _packages,
        _model,
        _extras,
        _java,
        lambda: _disk(folder),
        lambda: _writable(folder),
        _memory,
        _encoding,
        _clock,
    ):
        yield from _guarded(check)


def _guarded(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    name = getattr(check, "__name__", "check").strip("_<>")
    try:
        yield from check()
    except Exception as error:  # noqa: BLE001 - a doctor names what fails, whatever it is, and goes on
        todo = "install kg anew: pip install --force-reinstall kg"
        yield Finding(check=name, state=State.ERROR, found=f"{type(error).__name__}: {error}", todo=todo)


def _python() -> Iterator[Finding]:
    running = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info >= (3, 11)
    yield Finding(
        check="python",
        state=State.OK if fine else State.ERROR,
        found=f"Python {running} at {sys.executable}",
        todo=None if fine else "kg needs Python 3.11 or later",
    )


def _packages() -> Iterator[Finding]:
    found, missing = [f"kg {version('kg')}"], []
    for name in KEY_PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Finding(
        check="packages",
        state=State.ERROR if missing else State.OK,
        found=f"missing: {', '.join(missing)}" if missing else ", ".join(found),
        todo=f"pip install {' '.join(missing)}" if missing else None,
    )


def _model() -> Iterator[Finding]:
    from kg.workers import load_annotator

    name, _ = identify_model(None)
    article = Article(
        id="doctor", outlet="kg", published=WRITTEN, title=None, text=SENTENCE, place=Place(path="doctor"), reader="kg"
    )
    (read,) = load_annotator(None)([article])
    sources = [SENTENCE[span.start : span.end] for one in read.attributions for span in one.source]
    claims = {relation.predicate.lemma for relation in read.relations}
    fine = any("mayor" in source for source in sources) and "open" in claims
    yield Finding(
        check="model",
        state=State.OK if fine else State.ERROR,
        found=f"{name} reads a sentence right: {', '.join(sources)} says that something will {'open' if fine else '…'}"
        if fine
        else f"{name} loads but reads wrongly: sources {sources}, predicates {sorted(claims)}",
        todo=None if fine else "its files may be damaged; install kg anew: pip install --force-reinstall kg",
    )


def _extras() -> Iterator[Finding]:
    for extra, (module, use) in EXTRAS.items():
        there = importlib.util.find_spec(module) is not None
        yield Finding(
            check=f"extra {extra}",
            state=State.OK if there else State.WARNING,
            found=f"{use}: {'installed' if there else f'{module} is not installed'}",
            todo=None if there else f"if you need it: pip install 'kg[{extra}]'",
        )


def _java() -> Iterator[Finding]:
    if importlib.util.find_spec("pyspark") is None:
        return
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    yield Finding(
        check="java",
        state=State.OK if java else State.WARNING,
        found=f"Java for Spark at {java}" if java else "there is no Java, which Spark needs",
        todo=None if java else "to build with Spark: apt install openjdk-17-jre-headless, or set JAVA_HOME",
    )


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    fine = free >= ROOM
    yield Finding(
        check="disk",
        state=State.OK if fine else State.WARNING,
        found=f"{free / 1e9:,.1f} GB free in {folder.resolve()}",
        todo=None if fine else "a graph takes about 0.2 MB an article, four times that while it is written",
    )


def _writable(folder: Path) -> Iterator[Finding]:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".kg-doctor-"):
            pass
    except OSError as error:
        yield Finding(
            check="write access",
            state=State.WARNING,
            found=f"{folder.resolve()} cannot be written to: {error.strerror}",
            todo="go to a folder of your own, or name one with -o",
        )
    else:
        yield Finding(check="write access", state=State.OK, found=f"{folder.resolve()} can be written to")


def _memory() -> Iterator[Finding]:
    free = _free_memory()
    if free is None:
        return
    fine = free >= MEMORY
    yield Finding(
        check="memory",
        state=State.OK if fine else State.WARNING,
        found=f"{free / 1e9:,.1f} GB free",
        todo=None if fine else "read with one process: kg build --jobs 1",
    )


def _free_memory() -> int | None:
    """Return bytes of memory that are free; None where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    except (OSError, ValueError, AttributeError):
        return None


def _encoding() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower().replace("-", "")
    fine = encoding == "utf8"
    yield Finding(
        check="encoding",
        state=State.OK if fine else State.WARNING,
        found=f"the terminal writes {sys.stdout.encoding}",
        todo=None if fine else "names may look wrong; set PYTHONUTF8=1 or a UTF-8 locale such as LANG=C.UTF-8",
    )


def _clock() -> Iterator[Finding]:
    now = datetime.now(tz=UTC)
    fine = now > EPOCH
    yield Finding(
        check="clock",
        state=State.OK if fine else State.WARNING,
        found=f"{now:%Y-%m-%d %H:%M} UTC",
        todo=None if fine else "set the clock: reviews and fetched pages carry its time",
    )
