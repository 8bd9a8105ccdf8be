"""Trusty URIs (Kuhn and Dumontier, 2014), module RA: an address that ends in the hash of the RDF that it names.

Whoever has a nanopublication can tell by its address that no character of it was changed. The hash is the SHA-256 of
the statements, sorted, with a blank in the place of the hash; a signature (RSA, PKCS #1 v1.5 over SHA-256, as the
nanopublication servers take it) is one of the statements and covers the others.
"""

from base64 import b64decode, b64encode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputNotFound, MissingExtra, WrongParameter
from kg.rdf.vocabulary import node

NPX = "http://purl.org/nanopub/x/"


class Signer:
    """Signs with a private RSA key.

    Args:
        path: the key: PEM, or as the nanopub tools keep it in `~/.nanopub/id_rsa`.

    Raises:
        MissingExtra: where the library that signs is not installed.
        InputNotFound: where there is no such file.
        WrongParameter: where it holds no private RSA key.
    """

    def __init__(self, path: Path) -> None:
        try:
            from Crypto.PublicKey import RSA
            from Crypto.Signature import pkcs1_15
        except ImportError as error:
            raise MissingExtra("pycryptodome", "nanopub") from error
        self._key = _read_key(path, RSA)
        self._signer = pkcs1_15.new(self._key)
        self.public_key = b64encode(self._key.public_key().export_key("DER")).decode()

    def sign(self, data: bytes) -> str:
        """Return the signature of some bytes in base64."""
        from Crypto.Hash import SHA256

        return b64encode(self._signer.sign(SHA256.new(data))).decode()


def _read_key(path: Path, rsa: Any) -> Any:  # noqa: ANN401 - the library is imported where it is needed
    if not path.is_file():
        raise InputNotFound(path)
    data = path.read_bytes().strip()
    try:
        key = rsa.import_key(data if data.startswith(b"-----") else b64decode(data, validate=False))
    except (ValueError, IndexError, TypeError, Error) as error:
        raise WrongParameter(_advice(path)) from error
    if not key.has_private():
        raise WrongParameter(_advice(path))
    return key


def _advice(path: Path) -> str:
    return f"{path} holds no private RSA key without a password: make one with: openssl genrsa -out key.pem 2048"


def trust(quads: Iterable[Quad], *, this: str, signer: Signer | None = None, pubinfo: str = "pubinfo") -> list[Quad]:
    """Return a nanopublication under its trusty URI, in the order of its hash.

    Args:
        quads: all of its quads, without blank nodes.
        this: its address meanwhile; its last part gives way to the hash. Its parts are `{this}#…`.
        signer: signs it.
        pubinfo: the part that a signature stands in.
    """
    ordered = _ordered(quads, this)
    if signer is not None:
        unsigned = [*ordered, *_signature(this, pubinfo, signer)]
        signature = signer.sign(_normalised(_ordered(unsigned, this), this))
        sig, room = NamedNode(f"{this}#sig"), NamedNode(f"{this}#{pubinfo}")
        ordered = _ordered([*unsigned, Quad(sig, node(f"{NPX}hasSignature"), Literal(signature), room)], this)
    digest = urlsafe_b64encode(sha256(_normalised(ordered, this)).digest()).decode().rstrip("=")
    trusty = f"{this.rpartition('/')[0]}/RA{digest}"
    return [Quad(*(_moved(term, this, trusty) for term in (*quad.triple, quad.graph_name))) for quad in ordered]


def _signature(this: str, pubinfo: str, signer: Signer) -> Iterator[Quad]:
    sig, room = NamedNode(f"{this}#sig"), NamedNode(f"{this}#{pubinfo}")
    yield Quad(sig, node(f"{NPX}hasPublicKey"), Literal(signer.public_key), room)
    yield Quad(sig, node(f"{NPX}hasAlgorithm"), Literal("RSA"), room)
    yield Quad(sig, node(f"{NPX}hasSignatureTarget"), NamedNode(this), room)


def _ordered(quads: Iterable[Quad], this: str) -> list[Quad]:
    return sorted(set(quads), key=lambda quad: _rank(quad, this))


def _rank(quad: Quad, this: str) -> tuple[bytes | bool, ...]:
    """Return what is compared: graph, subject, predicate; things before literals, these by words, type, language."""
    first = tuple(_blanked(term, this).encode() for term in (quad.graph_name, quad.subject, quad.predicate))
    if isinstance(quad.object, Literal):
        language = quad.object.language
        datatype = b"" if language else quad.object.datatype.value.encode()
        return (*first, True, quad.object.value.encode(), datatype, (language or "").encode())
    return (*first, False, _blanked(quad.object, this).encode())


def _normalised(ordered: Iterable[Quad], this: str) -> bytes:
    terms = (term for quad in ordered for term in (quad.graph_name, quad.subject, quad.predicate, quad.object))
    return "".join(f"{_blanked(term, this)}\n" for term in terms).encode()


def _blanked(term: Any, this: str) -> str:  # noqa: ANN401 - any term of a quad
    """Return a term as it is hashed: with a blank for the hash, the words of literals after their type or language."""
    if isinstance(term, Literal):
        words = term.value.replace("\\", "\\\\").replace("\n", "\\n")
        return f"@{term.language.lower()} {words}" if term.language else f"^{term.datatype.value} {words}"
    value = str(term.value)
    if value == this or value.startswith(f"{this}#"):
        return f"{this.rpartition('/')[0]}/ {value[len(this) :]}"
    return value


def _moved(term: Any, this: str, trusty: str) -> Any:  # noqa: ANN401 - any term of a quad
    if isinstance(term, NamedNode) and (term.value == this or term.value.startswith(f"{this}#")):
        return NamedNode(trusty + term.value[len(this) :])
    return term
