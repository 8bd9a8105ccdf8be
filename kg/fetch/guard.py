"""Who may be asked: hosts of the public internet, at the usual ports, and what a person allowed by name.

A page that is fetched must never be one of the own machine or network, wherever a list, a name server or a redirect
points (OWASP, Server-Side Request Forgery Prevention). Every IP address of a name is checked, and the one that was
checked is the one that is connected to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

from kg.errors import WrongParameter
from kg.fetch.address import Address, check_host
from kg.fetch.outcome import NotFetched

PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052): as good or bad as the address within."""
_NEVER = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # a cloud's own services answer its machines here, under a public address
            "192.0.0.0/24",  # for protocols, and the metadata of a cloud; Python 3.11 calls half of it public
            "192.88.99.0/24",  # 6to4 relays (RFC 7526)
            "::/96",  # IPv4-compatible (RFC 4291, 2.5.5.1)
            "64:ff9b:1::/48",  # translation within a network (RFC 8215)
            "2001::/23",  # Teredo and other protocols (RFC 2928)
            "2002::/16",  # 6to4 (RFC 3056)
            "3fff::/20",  # documentation (RFC 9637)
            "5f00::/16",  # segment routing (RFC 9602)
            "fec0::/10",  # site-local (RFC 3879)
        ),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Refuses what is not public, but for the hosts and ports that were named."""

    hosts: frozenset[str] = frozenset()
    """Hosts that may be private."""
    netlocs: frozenset[tuple[str, int]] = frozenset()
    """Hosts that may be private, at one port that may be any."""
    ports: frozenset[int] = PORTS

    @classmethod
    def of(cls, *, private: Iterable[str] = (), ports: Iterable[int] = ()) -> Self:
        """Make a guard that lets through `HOST` or `HOST:PORT` even where it is private, and further ports.

        Raises:
            WrongParameter: where a host is none.
        """
        named = [_parse_host(text) for text in private]
        return cls(
            hosts=frozenset(host for host, _ in named),
            netlocs=frozenset((host, port) for host, port in named if port),
            ports=PORTS | frozenset(ports),
        )

    def check(self, address: Address, *, origin: Address | None = None) -> None:
        """Check what an address says by itself, without asking a name server.

        Args:
            address: where to go.
            origin: whence a redirect leads there.

        Raises:
            NotFetched: of the kind `port` or `private`.
        """
        if address.port not in self.ports and (address.host, address.port) not in self.netlocs:
            raise NotFetched(
                "port",
                f"names an unusual port; it was not fetched (allow it with --allow-port {address.port})",
            )
        if origin and address.host in self.hosts and origin.host not in self.hosts:
            raise NotFetched("private", f"was reached by a redirect from {origin.host} into a private network")
        if address.ip is not None:
            self.check_ips(address.host, [address.host])

    def check_ips(self, host: str, ips: Sequence[str]) -> None:
        """Check every IP address of a host.

        Raises:
            NotFetched: of the kind `private`, where one of them is not public.
        """
        if host in self.hosts:
            return
        for ip in ips:
            if not is_public(ip_address(ip)):
                raise NotFetched(
                    "private",
                    f"leads to {ip}, which is not public; it was not fetched (allow it with --allow-private {host})",
                )


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Tell whether an IP address is one of the public internet (IANA's special-purpose registries)."""
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return is_public(IPv4Address(int(ip) & 0xFFFF_FFFF))
        if ip.ipv4_mapped is not None or ip.scope_id:
            return False
    if ip.is_multicast or ip.is_reserved or not ip.is_global:
        return False
    return not any(ip in network for network in _NEVER if network.version == ip.version)


def _parse_host(text: str) -> tuple[str, int | None]:
    """Parse `HOST`, `HOST:PORT`, `[IPv6]:PORT`."""
    host, port = text.strip(), ""
    if host.startswith("["):
        host, _, port = host[1:].partition("]")
        port = port.removeprefix(":")
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
    try:
        return check_host(host), int(port) if port else None
    except (NotFetched, ValueError) as error:
        raise WrongParameter(f"{text!r} is no host; name one as intranet.example or 10.0.0.7:8000") from error
