"""What people say of a graph that they hand on: its title, its makers, its licence, its day.

Formats that describe a data set (RO-Crate, DataCite) carry it; a graph does not know it by itself.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import WrongParameter

_CREATOR = re.compile(r"\s*(?P<name>[^<>]+?)\s*(?:<\s*(?:https?://orcid\.org/)?(?P<orcid>[^<>\s]+)\s*>)?\s*")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*\d[A-Za-z0-9.+-]*|MIT|ISC|Zlib|Unlicense")
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)")
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is said of a graph as a published thing; whatever is not said is left out, or told from the graph.

    Attributes:
        title: its title.
        description: what it holds, in a sentence or more.
        creators: who made it: `Lund, Mia <0000-0002-1825-0097>` for a person, `Harbour Institute` for others.
        publisher: who hands it on.
        licence: of the data: an SPDX identifier (`CC-BY-4.0`), an address, or words.
        published: the day of publication.
        identifier: a DOI or an address.
        signing_key: a file with a private RSA key, with which nanopublications are signed.
    """

    title: str | None = None
    description: str | None = None
    creators: tuple[str, ...] = ()
    publisher: str | None = None
    licence: str | None = None
    published: date | None = None
    identifier: str | None = None
    signing_key: Path | None = None


UNPUBLISHED = Publication()
"""Of which nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """Who made a data set."""

    name: str
    """As it was given: `Lund, Mia`."""
    orcid: str | None = None

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person: it has an ORCID, or a family name before a comma."""
        return self.orcid is not None or ", " in self.name

    @property
    def parts(self) -> tuple[str, str] | None:
        """Return family and given name, where a comma parts them."""
        family, comma, given = self.name.partition(", ")
        return (family, given) if comma else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Terms: an SPDX identifier, an address, or words."""

    name: str
    spdx: str | None = None
    url: str | None = None


def parse_creator(words: str) -> Creator:
    """Parse a name with its ORCID.

    >>> parse_creator("Lund, Mia <0000-0002-1825-0097>")
    Creator(name='Lund, Mia', orcid='0000-0002-1825-0097')

    Raises:
        WrongParameter: where there is no name, or the ORCID is none by its check digit (ISO 7064, MOD 11-2).
    """
    found = _CREATOR.fullmatch(words)
    if found is None:
        raise WrongParameter(f'no creator: "{words}"; write "Lund, Mia <0000-0002-1825-0097>" or "Harbour Institute"')
    orcid = found["orcid"]
    if orcid is not None and not (_ORCID.fullmatch(orcid) and _check_digit(orcid) == orcid[-1]):
        raise WrongParameter(f"{orcid} is no ORCID: look for a slip in its digits")
    return Creator(name=found["name"], orcid=orcid)


def _check_digit(orcid: str) -> str:
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def parse_licence(words: str) -> Licence:
    """Parse what was given as a licence.

    >>> parse_licence("CC-BY-4.0").url
    'https://creativecommons.org/licenses/by/4.0/'
    >>> parse_licence("on request").url is None
    True
    """
    words = words.strip()
    if re.match(r"https?://", words):
        return Licence(name=words, url=words)
    if found := _CREATIVE_COMMONS.fullmatch(words):
        return Licence(
            name=words, spdx=words, url=f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
        )
    if words == "CC0-1.0":
        return Licence(name=words, spdx=words, url="https://creativecommons.org/publicdomain/zero/1.0/")
    if _SPDX.fullmatch(words):
        return Licence(name=words, spdx=words, url=f"https://spdx.org/licenses/{words}")
    return Licence(name=words)


def parse_doi(words: str | None) -> str | None:
    """Return the DOI in what was given as an identifier; None where it is none.

    >>> parse_doi("https://doi.org/10.5072/Harbour.7")
    '10.5072/harbour.7'
    """
    found = _DOI.fullmatch(words.strip()) if words else None
    return found[1].lower() if found else None
