"""How kg presents itself to sites, and how much it asks of them."""

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from kg.errors import WrongParameter
from kg.fetch.body import ENCODINGS
from kg.fetch.robots import ROBOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How much is asked of sites, and by whom.

    Raises:
        WrongParameter: where the contact cannot stand in a header, or the rate is none.
    """

    contact: str | None = None
    """An e-mail address or a web page by which sites reach the person who fetches."""
    rate: float = 1.0
    """Requests a second to one host, at most; a site may ask for fewer."""
    n_hosts: int = 8
    """Hosts that are asked at once, each with one request at a time."""
    n_retries: int = 3
    """How often a request is sent again where that may help."""

    def __post_init__(self) -> None:
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise WrongParameter(f"the contact {self.contact!r} cannot stand in a header; use plain ASCII")
        if not 0 < self.rate <= 100:
            raise WrongParameter(f"the rate {self.rate:g} is none; give requests a second, such as 0.5")

    @property
    def user_agent(self) -> str:
        """The name that sites see: what fetches, and whom to ask about it."""
        contact = f"; +{self.contact}" if self.contact else ""
        return f"{ROBOT}/{version('kg')} (reads news pages for research{contact})"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every request (RFC 9110; `From` is for robots, 10.1.2)."""
        headers = {
            "User-Agent": self.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.1",
            "Accept-Language": "en",
            "Accept-Encoding": ENCODINGS,
        }
        if self.contact and "@" in self.contact and "/" not in self.contact:
            headers["From"] = self.contact
        return headers

    @property
    def interval(self) -> float:
        """Seconds between two requests to one host, at least."""
        return 1 / self.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which of the addresses are fetched."""

    since: date | None = None
    """Pages that their list says to be older are left out."""
    limit: int | None = None
    """How many pages are asked for, at most; those that are known already do not count."""
    is_refreshed: bool = False
    """Whether pages that are known are asked for again, if they changed."""
