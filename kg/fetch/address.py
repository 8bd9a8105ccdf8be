"""Addresses of pages: read in one way alone, and refused where they are no plain address of a web page.

What parsers read differently (RFC 3986, the WHATWG URL standard) is what attacks are made of: the address that is
checked here is the one that is connected to and the one that is sent.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx

from kg.fetch.outcome import NotFetched

LONGEST = 8_000
"""Characters of an address: what servers take in a request line (RFC 9110, 4.1)."""
PORT_BY_SCHEME = {"http": 80, "https": 443}
_MALFORMED = re.compile(r"[\x00-\x1f\x7f-\x9f\\]|^[^:/?#]*:/*[^/?#]*[%<>\"^`{|}]")
"""What stands in no address, and what stands in no host."""
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A checked address of http or https."""

    url: str
    """Normalised: host in lower case and ASCII, no fragment, no default port."""
    scheme: str
    host: str
    """A name in ASCII, or an IP address without brackets."""
    port: int
    target: str
    """Path and query, in ASCII, as they are sent."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt holds for (RFC 9309, 2.3)."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and port as they are written in an address; a default port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORT_BY_SCHEME[self.scheme] else f"{host}:{self.port}"

    @property
    def ip(self) -> IPv4Address | IPv6Address | None:
        """The IP address where the host is one."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def parse_address(text: str, *, base: str | None = None) -> Address:
    """Parse an address; one that is relative belongs to a base.

    Raises:
        NotFetched: of the kind `address`, where it is malformed, of another scheme, or with user name or password.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise NotFetched("address", f"is longer than {LONGEST:,} characters; it was not fetched")
    if _MALFORMED.search(text):
        raise NotFetched("address", "is not a well-formed address; it was not fetched")
    try:
        url = httpx.URL(base).join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched("address", "is not a well-formed address; it was not fetched") from error
    if url.scheme not in PORT_BY_SCHEME:
        raise NotFetched("address", "does not begin with http:// or https://; it was not fetched")
    if url.userinfo:
        raise NotFetched("address", "holds a user name or password, which are never sent; it was not fetched")
    return _make_address(url)


def _make_address(url: httpx.URL) -> Address:
    host = check_host(url.raw_host.decode("ascii"))
    port = url.port or PORT_BY_SCHEME[url.scheme]
    if not 0 < port < 65_536 or url.port == 0:
        raise NotFetched("address", "names a port that does not exist; it was not fetched")
    target = url.raw_path.decode("ascii")
    made = Address(url="", scheme=url.scheme, host=host, port=port, target=target)
    return Address(url=f"{made.origin}{target}", scheme=url.scheme, host=host, port=port, target=target)


def check_host(host: str) -> str:
    """Return a host in lower case, without the dot of the root.

    Raises:
        NotFetched: of the kind `address`, where it is neither a name nor a plainly written IP address: browsers and
            C libraries also read `2130706433`, `0x7f.1` and `0177.0.0.1` as IP addresses.
    """
    host = host.lower().removesuffix(".")
    if ":" in host and "%" not in host:
        return _plain_ip(host)
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _plain_ip(host)
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise NotFetched("address", "names no host as web addresses do; it was not fetched")
    return host


def _plain_ip(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError as error:
        raise NotFetched("address", "writes an IP address in an odd form; it was not fetched") from error
