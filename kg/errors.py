"""Every exception that kg raises on misuse.

    KgError
    ├── InputNotFound       a path that is not there
    ├── UnreadableInput     an input of no kind that kg reads
    ├── GraphNotFound       a folder that holds no graph
    ├── GraphLocked         another process writes to the graph
    ├── GraphOutdated       a graph of an earlier version of kg, which lacks what this one needs
    ├── GraphTooNew         a graph of a later version of kg
    ├── GraphDamaged        files of a graph that are missing or broken
    ├── GraphExists         a graph where a new one was to be made
    ├── StorageFull         no room on the disk for what is to be written
    ├── StorageReadOnly     a folder that must not be written to
    ├── DumpDamaged         a dump that is not as it was written
    ├── UnknownQuery        a named question that does not exist
    ├── NotInGraph          something that is named but is not in the graph
    ├── WrongParameter      a parameter that a question lacks, or one it does not know
    ├── InvalidQuery        SPARQL that does not parse or cannot be run
    ├── UnknownFormat       an output format that a command does not write
    ├── ModelNotFound       a spaCy pipeline that cannot be loaded
    ├── ServiceFailed       a reconciliation service that is not there, or does not answer as one
    ├── ServerFailed        a SPARQL server that is not there, or does not answer as one
    ├── ServerRefused       a SPARQL server that does not let this user in, or not write
    ├── ServerCannot        a question that a SPARQL server fails at, however often it is asked
    ├── NoGraphThere        a SPARQL server that no graph was pushed to
    ├── PushUnfinished      a graph on a server that a push has not brought whole
    ├── OtherGraphThere     a push that would remove from a server what the graph has not
    ├── OnlyReadable        a graph on a server, where a command writes to a folder
    ├── JavaMissing         Java 17, which Spark runs on, is not there
    ├── SparkFailed         Spark does not start, or a task of it fails again and again
    ├── ArchiveLocked       another process writes to the web archive
    ├── ArchiveDamaged      a web archive that nothing can be appended to
    └── MissingExtra        an optional dependency that is not installed

Bad data does not raise: it becomes a `kg.records.Problem` with its place and is handed on.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class KgError(Exception):
    """Misuse that a person can mend; its text is one clear sentence.

    >>> try:
    ...     KnowledgeGraph.open("nowhere.kg")
    ... except KgError as error:
    ...     print(error)
    nowhere.kg is no graph; make one with: kg build INPUT -o nowhere.kg
    """


class InputNotFound(KgError):
    """A path that is not there."""

    def __init__(self, path: object) -> None:
        super().__init__(f"no such file or folder: {path}")


class UnreadableInput(KgError):
    """An input of no kind that kg reads."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class GraphNotFound(KgError):
    """A folder that holds no graph."""

    def __init__(self, path: object) -> None:
        name = str(path)
        if name.endswith(".kg"):
            super().__init__(f"{name} is no graph; make one with: kg build INPUT -o {name}")
        else:
            made = f"make one of articles with: kg build {'INPUT' if ' ' in name else name} -o news.kg"
            super().__init__(f"{name} is no graph; the graph stands first, kg COMMAND GRAPH; {made}")


class GraphLocked(KgError):
    """Another process writes to the graph."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is being written by another process; try again when it is done")


class GraphOutdated(KgError):
    """A graph of an earlier version of kg, which lacks what this one needs."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} was made by an earlier version of kg; build it anew from its articles")


class GraphTooNew(KgError):
    """A graph of a later version of kg."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} was made by a later version of kg; bring kg up to date: pip install --upgrade kg")


class GraphDamaged(KgError):
    """Files of a graph that are missing or broken."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            f"{path} is damaged: {reason}; load a dump of it (kg load FILE -o GRAPH), or build it anew in another place"
        )


class GraphExists(KgError):
    """A graph, or another file, where a new one was to be made."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is there already; choose another name, or move it away first")


class StorageFull(KgError):
    """No room on the disk for what is to be written."""

    def __init__(self, path: object, n_articles: int | None = None) -> None:
        stored = "" if n_articles is None else f"; {n_articles:,} articles are stored"
        super().__init__(f"{path}: the disk is full{stored}; free some space and give the same command again")


class StorageReadOnly(KgError):
    """A folder that must not be written to."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} cannot be written to; make it writable, or choose another place with -o")


class DumpDamaged(KgError):
    """A dump that is not as it was written, or none at all."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} is no whole dump of a graph: {reason}; nothing was loaded")


class UnknownQuery(KgError):
    """A named question that does not exist."""

    def __init__(self, name: str, near: Iterable[str] = ()) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else "; kg queries lists them"
        super().__init__(f"there is no query named {name!r}{hint}")


class NotInGraph(KgError):
    """Something that is named but is not in the graph, or not by this name alone."""

    def __init__(self, name: str, *, rooms: Iterable[str], near: Iterable[str] = ()) -> None:
        kinds, several = " or ".join(rooms), ", ".join(near)
        super().__init__(
            f"{name} names several: {several} …; say more of it" if several else f"there is no {kinds} {name!r} here"
        )


class WrongParameter(KgError):
    """A parameter that a question lacks, or one it does not know."""


class InvalidQuery(KgError):
    """SPARQL that does not parse or cannot be run."""


class UnknownFormat(KgError):
    """An output format that a command does not write."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = list(known)
        near = get_close_matches(name, names, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        super().__init__(f"unknown format {name!r}; known are {', '.join(names)}{hint}")


class ModelNotFound(KgError):
    """A spaCy pipeline that cannot be loaded."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"cannot load the spaCy pipeline {name!r}; install it, or leave --model out for the bundled one"
        )


class ServiceFailed(KgError):
    """A reconciliation service that is not there, or does not answer as one.

    Attributes:
        reason: what is wrong.
        status: the HTTP status it answered; None where it did not.
    """

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.reason = reason
        self.status = status


class ServerFailed(KgError):
    """A SPARQL server that is not there, or does not answer as one.

    Attributes:
        reason: what is wrong.
        status: the HTTP status it answered; None where it did not.
    """

    def __init__(self, url: object, reason: str, *, status: int | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.reason = reason
        self.status = status


class ServerRefused(ServerFailed):
    """A SPARQL server that does not let this user in, or not write."""

    def __init__(self, url: object, *, status: int, known: bool) -> None:
        hint = (
            "the user or token that was given may not do this there"
            if known
            else "name a user with --store-user and KG_STORE_PASSWORD, or a token with KG_STORE_TOKEN"
        )
        super().__init__(url, f"the server refuses ({status}); {hint}", status=status)


class ServerCannot(ServerFailed):
    """A question that a SPARQL server fails at, however often it is asked."""


class NoGraphThere(KgError):
    """A SPARQL server that no graph was pushed to."""

    def __init__(self, url: object) -> None:
        super().__init__(f"{url} holds no graph of kg; send one there with: kg push GRAPH {url}")


class PushUnfinished(KgError):
    """A graph on a server that a push has not brought whole."""

    def __init__(self, url: object, *, since: str) -> None:
        super().__init__(
            f"{url}: a push is under way since {since} or was cut off; try again when it is done, "
            f"or finish it with: kg push GRAPH {url}"
        )


class OtherGraphThere(KgError):
    """A push that would remove from a server what the graph has not."""

    def __init__(self, url: object, what: str, *, option: str = "--replace") -> None:
        super().__init__(f"{url}: {what}; {option} lets this graph take the place of what is there")


class OnlyReadable(KgError):
    """A graph on a server, where a command writes to a folder."""

    def __init__(self, url: object) -> None:
        super().__init__(f"{url} is only read here; change the graph's folder, then: kg push GRAPH {url}")


class JavaMissing(KgError):
    """Java 17, which Spark runs on, is not there."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason}; --engine spark needs Java 17 or later: install it (Debian, Ubuntu: apt install "
            "openjdk-17-jre-headless), or set JAVA_HOME"
        )


class SparkFailed(KgError):
    """Spark does not start, or a task of it fails again and again."""


class ArchiveLocked(KgError):
    """Another process writes to the web archive."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is being written by another kg fetch; try again when it is done")


class ArchiveDamaged(KgError):
    """A web archive that nothing can be appended to."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} {reason}, so nothing can be added to it; name another file with -o")


class MissingExtra(KgError):
    """An optional dependency that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"this needs {package}; install it with: pip install 'kg[{extra}]'")
