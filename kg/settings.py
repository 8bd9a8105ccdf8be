"""The only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kg.plugins import Reader, parse_named

BASE = "https://kg.example/"
"""The base IRI of data unless another is given."""


def _environment(name: str, default: str) -> str:
    return os.environ.get(f"KG_{name}", default)


def _default_jobs() -> int:
    """Return two where there are two cores: each process takes about half a gigabyte, and all should stay below 1.5."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How articles are read, who reviews and changes; only `model`, `base`, `outlets` and plug-ins change what is read.

    What is not given is taken from the environment (`KG_…`), else it is as said below.

    >>> settings = Settings(base="https://example.org/")
    >>> settings.base, settings.model
    ('https://example.org/', None)
    """

    base: str = field(default_factory=lambda: _environment("BASE", BASE))
    """`KG_BASE`: the base IRI of data."""
    model: str | None = field(default_factory=lambda: _environment("MODEL", "") or None)
    """`KG_MODEL`: a spaCy pipeline by name or path; None for the bundled one."""
    jobs: int = field(default_factory=lambda: int(_environment("JOBS", "0")) or _default_jobs())
    """`KG_JOBS`: how many processes read articles; 0 for two where there are two cores."""
    outlets: tuple[Path, ...] = field(
        default_factory=lambda: tuple(Path(path) for path in _environment("OUTLETS", "").split(os.pathsep) if path)
    )
    """`KG_OUTLETS`: tables of outlets that go before the bundled one (`kg/lexicon/outlets.csv`)."""
    queries: tuple[Path, ...] = field(
        default_factory=lambda: tuple(Path(path) for path in _environment("QUERIES", "").split(os.pathsep) if path)
    )
    """`KG_QUERIES`: folders of named questions of one's own, which go before those that come with kg."""
    readers: Mapping[str, Reader | str] = field(default_factory=lambda: parse_named(_environment("READERS", "")))
    """`KG_READERS`: readers of one's own by the ending of the files they read, as functions, or written
    `ending=module:function`, separated by spaces; they go before kg's own."""
    components: Mapping[str, str] = field(default_factory=lambda: parse_named(_environment("COMPONENTS", "")))
    """`KG_COMPONENTS`: components of one's own for the spaCy pipeline, `name=module:function`, separated by spaces."""
    reviewer: str | None = field(default_factory=lambda: _environment("REVIEWER", "").strip() or None)
    """`KG_REVIEWER`: who reviews, where a command does not say."""
    update_token: str | None = field(
        default_factory=lambda: _environment("UPDATE_TOKEN", "").strip() or None, repr=False
    )
    """`KG_UPDATE_TOKEN`: what a program has to show `kg serve --allow-update` before it may change the graph."""

    cache: str | None = field(default_factory=lambda: _environment("CACHE", "").strip() or None)
    """`KG_CACHE`: the folder of what can be fetched again, such as copies of graphs that rest on servers."""
    store_user: str | None = field(default_factory=lambda: _environment("STORE_USER", "").strip() or None)
    """`KG_STORE_USER`: who asks and writes on a SPARQL server."""
    store_password: str | None = field(default_factory=lambda: _environment("STORE_PASSWORD", "") or None, repr=False)
    """`KG_STORE_PASSWORD`: of that user."""
    store_token: str | None = field(default_factory=lambda: _environment("STORE_TOKEN", "").strip() or None, repr=False)
    """`KG_STORE_TOKEN`: what is shown to a SPARQL server in place of user and password."""
    store_update: str | None = field(default_factory=lambda: _environment("STORE_UPDATE", "").strip() or None)
    """`KG_STORE_UPDATE`: where the server takes SPARQL updates, if kg does not find it by itself."""
    store_graphs: str | None = field(default_factory=lambda: _environment("STORE_GRAPHS", "").strip() or None)
    """`KG_STORE_GRAPHS`: where the server takes whole graphs, if kg does not find it; `none` where it does not."""
    store_timeout: float = field(default_factory=lambda: float(_environment("STORE_TIMEOUT", "60")))
    """`KG_STORE_TIMEOUT`: seconds that a SPARQL server may take for one answer."""

    contact: str | None = field(default_factory=lambda: _environment("CONTACT", "").strip() or None)
    """`KG_CONTACT`: an e-mail address or web page by which sites reach whoever fetches from them."""

    @classmethod
    def of(cls, *, base: str | None = None, model: str | None = None, jobs: int | None = None) -> Self:
        """Return settings with what is given; what is None is as it is by default.

        >>> Settings.of(jobs=1).jobs
        1
        """
        given = {"base": base, "model": model, "jobs": jobs}
        return cls(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
