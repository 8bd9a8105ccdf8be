"""What a request to the endpoint asks for: a query or an update, with its data set (SPARQL 1.1 Protocol, 2.1, 2.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from kg.web.protocol.problems import Refusal

MOST_PARAMETERS = 5_000
"""Parameters of one request; a data set may well name some hundred graphs."""
QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A query or an update."""

    text: str
    is_update: bool = False
    default_graphs: tuple[str, ...] = ()
    """`default-graph-uri`, or `using-graph-uri` of an update."""
    named_graphs: tuple[str, ...] = ()
    """`named-graph-uri`, or `using-named-graph-uri` of an update."""
    format: str | None = None
    """`format`: what a link asks for, since links have no `Accept`."""
    download: str | None = None
    """`download`: the name of a file as which the answer is to be kept."""


def parse_parameters(encoded: str) -> dict[str, list[str]]:
    """Parse a query string or a form, in UTF-8.

    Raises:
        Refusal: where it is no such thing, or has too many parameters.
    """
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise Refusal(400, "the parameters are not in UTF-8") from error
    except ValueError as error:
        raise Refusal(400, f"more than {MOST_PARAMETERS:,} parameters") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def media_type_of(content_type: str) -> str:
    """Return the media type of a body.

    Raises:
        Refusal: where it has a `charset` other than UTF-8 [2.1.3].
    """
    message = Message()
    message["content-type"] = content_type
    charset = message.get_param("charset")
    if isinstance(charset, str) and charset.strip().lower() not in ("utf-8", "utf8"):
        raise Refusal(415, f"the body has to be in UTF-8, not in {charset}")
    return content_type.partition(";")[0].strip().lower()


def read_get(query_string: str) -> Operation | None:
    """Read a query from an address; None where it asks for nothing, which asks for the description of the service.

    Raises:
        Refusal: where it is no query, or more than one.
    """
    parameters = parse_parameters(query_string)
    if "update" in parameters:
        raise Refusal(400, "an update is sent by POST", allow=True)
    return _operation(parameters) if "query" in parameters else None


def read_post(content_type: str, body: bytes, query_string: str) -> Operation:
    """Read a query or an update from a body, with parameters in its address.

    Raises:
        Refusal: where it is neither, or both, or more than one.
    """
    kind = media_type_of(content_type)
    parameters = parse_parameters(query_string)
    if kind not in (FORM, QUERY, UPDATE):
        raise Refusal(415, f"a body has to be of type {FORM}, {QUERY} or {UPDATE}", accept_post=(FORM, QUERY, UPDATE))
    text = _decode(body)
    if kind == FORM:
        for name, values in parse_parameters(text).items():
            parameters.setdefault(name, []).extend(values)
    elif "query" in parameters or "update" in parameters:
        raise Refusal(400, "a query or an update stands either in the address or in the body")
    else:
        parameters["query" if kind == QUERY else "update"] = [text]
    return _operation(parameters)


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not in UTF-8: byte {error.start + 1}") from error


def _operation(parameters: Parameters) -> Operation:
    """Return what parameters ask for."""
    named = [name for name in ("query", "update") if name in parameters]
    if len(named) != 1:
        raise Refusal(400, "a request has a query or an update, not both" if named else "there is no query in it")
    texts = parameters[named[0]]
    if len(texts) != 1:
        raise Refusal(400, f"a request has one {named[0]}, not {len(texts)}")
    is_update = named[0] == "update"
    using = "using-" if is_update else ""
    return Operation(
        text=texts[0],
        is_update=is_update,
        default_graphs=tuple(parameters.get(f"{using}graph-uri" if is_update else "default-graph-uri", ())),
        named_graphs=tuple(parameters.get(f"{using}named-graph-uri", ())),
        format=last(parameters, "format"),
        download=last(parameters, "download"),
    )


def last(parameters: Parameters, name: str) -> str | None:
    """Return the last value of a parameter; None where it is not there or empty."""
    values = parameters.get(name)
    return (values[-1] or None) if values else None
