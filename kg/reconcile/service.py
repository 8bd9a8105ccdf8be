"""A reconciliation service as its manifest describes it, and what it answers.

Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, final report of 10 April 2023) and 0.1, which
differs for a client only in the manifest: a service that names no versions speaks 0.1.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlencode

from kg.errors import ServiceFailed
from kg.reconcile.http import Client, check_url

VERSIONS = frozenset({"0.1", "0.2"})
BATCH = 25
"""Queries in one request, unless the service wants fewer."""
CANDIDATES = 8
"""Candidates that are asked for a name."""
LONGEST_GET = 1_800
"""Characters of a query string that every server takes."""
HOPELESS = frozenset({401, 403, 404, 429})
"""Statuses that every further query would get too."""
REFUSALS = 5
"""Single queries in a row that a service may refuse before it counts as broken."""
_IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?://)?[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A thing that a service proposes for a name."""

    id: str
    name: str
    score: float
    """In the service's own measure; 0 where it gives none."""
    match: bool
    """Whether the service is certain."""
    types: tuple[tuple[str, str], ...]
    """Identifier and name of each type."""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a service says of itself."""

    url: str
    name: str
    identifier_space: str
    view: str | None
    """A template with `{{id}}`."""
    default_types: tuple[tuple[str, str], ...]
    """Identifier and name of each type that is a sensible choice for a query."""
    batch_size: int

    @classmethod
    def parse(cls, url: str, data: Any) -> Self:  # noqa: ANN401 - JSON
        """Read a manifest.

        Raises:
            ServiceFailed: where it is none, or of versions that kg does not speak.
        """
        if not isinstance(data, dict) or not ({"identifierSpace", "schemaSpace", "name"} & data.keys()):
            raise ServiceFailed(url, "this is no reconciliation service: what it answers is no manifest")
        versions = {str(one) for one in data.get("versions") or ()}
        if versions and not versions & VERSIONS:
            raise ServiceFailed(url, f"this service speaks {', '.join(sorted(versions))}; kg speaks 0.1 and 0.2")
        view = data.get("view")
        template = view.get("url") if isinstance(view, dict) else None
        size = data.get("batchSize")
        return cls(
            url=url,
            name=str(data.get("name") or url),
            identifier_space=str(data.get("identifierSpace") or ""),
            view=template if isinstance(template, str) and "{{id}}" in template else None,
            default_types=tuple(_parse_types(data.get("defaultTypes"))),
            batch_size=min(BATCH, size) if isinstance(size, int) and size > 0 else BATCH,
        )

    def iri(self, identifier: str) -> str:
        """Return the IRI of an entity: its identifier, if that is one, else in the identifier space, else its page."""
        if _IRI.fullmatch(identifier) and identifier.partition(":")[0].lower() in ("http", "https", "urn"):
            return identifier
        encoded = quote(identifier, safe="/:@!$&'()*+,;=-._~")
        if self.identifier_space and _IRI.fullmatch(self.identifier_space):
            joint = "" if self.identifier_space[-1] in "/#:=?" else "/"
            return f"{self.identifier_space}{joint}{encoded}"
        if self.view is not None and _IRI.fullmatch(page := self.view.replace("{{id}}", quote(identifier, safe=""))):
            return page
        return f"{self.url.rstrip('/')}/{encoded}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to a service: who has this name?"""

    name: str
    type: str | None = None
    """The identifier of one of the service's types."""
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values by the service's identifiers of properties."""

    def as_json(self) -> dict[str, Any]:
        """Return the query as the API has it."""
        found: dict[str, Any] = {"query": self.name, "limit": CANDIDATES}
        if self.type is not None:
            found["type"] = self.type
        if self.properties:
            found["properties"] = [{"pid": pid, "v": list(values)} for pid, values in self.properties]
        return found

    @property
    def key(self) -> str:
        """Return the query as text: equal queries have equal keys."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)


class Service:
    """A service that can be asked.

    Args:
        manifest: what it says of itself.
        client: asks it.
    """

    def __init__(self, manifest: Manifest, client: Client) -> None:
        self.manifest, self._client = manifest, client
        self._by_get = False
        self._n_refused = 0

    @classmethod
    def connect(cls, url: str, client: Client | None = None) -> Self:
        """Read the manifest of the service at a URL.

        Raises:
            ServiceFailed: where there is none.
        """
        client = client or Client()
        url = check_url(url)
        return cls(Manifest.parse(url, client.read_json(url)), client)

    def ask(self, queries: Sequence[Query]) -> Iterator[tuple[Query, list[Any] | None]]:
        """Yield what the service answers to each query as it came; None for a query that it could not answer.

        A batch that the service refuses is asked again by halves, so that one query does not take the others along.

        Raises:
            ServiceFailed: where it does not answer at all.
        """
        size = self.manifest.batch_size
        for start in range(0, len(queries), size):
            yield from self._ask_batch(queries[start : start + size])

    def _ask_batch(
        self, batch: Sequence[Query], *, attempts: int | None = None
    ) -> Iterator[tuple[Query, list[Any] | None]]:
        try:
            answer = self._send({f"q{n}": query.as_json() for n, query in enumerate(batch)}, attempts)
        except ServiceFailed as error:
            if error.status is None or error.status in HOPELESS or self._n_refused >= REFUSALS:
                raise
            if len(batch) == 1:
                self._n_refused += 1
                yield batch[0], None
                return
            middle = len(batch) // 2
            yield from self._ask_batch(batch[:middle], attempts=1)
            yield from self._ask_batch(batch[middle:], attempts=1)
            return
        self._n_refused = 0
        for n, query in enumerate(batch):
            found = answer.get(f"q{n}") if isinstance(answer, dict) else None
            result = found.get("result") if isinstance(found, dict) else found
            yield query, result if isinstance(result, list) else None

    def _send(self, batch: Mapping[str, Any], attempts: int | None) -> Any:  # noqa: ANN401 - JSON
        form = {"queries": json.dumps(batch, ensure_ascii=False)}
        if not self._by_get:
            try:
                return self._client.read_json(self.manifest.url, form=form, attempts=attempts)
            except ServiceFailed as error:
                if error.status not in (405, 501):
                    raise
                self._by_get = True
        joint = "&" if "?" in self.manifest.url else "?"
        if len(encoded := urlencode(form)) > LONGEST_GET and len(batch) > 1:
            raise ServiceFailed(self.manifest.url, "the batch is too long for GET", status=414)
        return self._client.read_json(f"{self.manifest.url}{joint}{encoded}", attempts=attempts)


def parse_candidates(answer: Iterable[Any]) -> tuple[Candidate, ...]:
    """Read the candidates of an answer, each once; what has no identifier is left out."""
    found: dict[str, Candidate] = {}
    for item in answer:
        if isinstance(item, dict) and isinstance(item.get("id"), str | int) and str(item["id"]).strip():
            identifier = str(item["id"]).strip()
            candidate = Candidate(
                id=identifier,
                name=_text(item.get("name")) or identifier,
                score=_number(item.get("score")),
                match=item.get("match") in (True, "true", 1),
                types=tuple(_parse_types(item.get("type", item.get("types")))),
                description=_text(item.get("description")),
            )
            found.setdefault(identifier, candidate)
    return tuple(found.values())


def _parse_types(data: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, str) and item:
            yield item, item
        elif isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item["id"], str(item.get("name") or item["id"])


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return a text; some services give a list of names, or a value with its language."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("value", value.get("str", ""))
    return value.strip() if isinstance(value, str) else ""


def _number(value: Any) -> float:  # noqa: ANN401 - JSON
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return number if number == number and abs(number) != float("inf") else 0.0
