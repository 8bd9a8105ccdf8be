"""Links of a rendered page: those inside become relative, those of what only a server can show are taken away."""

import re
from html import unescape

from markupsafe import escape

from kg.web.publish.addresses import Addresses, relative

# Templates escape every quotation mark that they are given, so no word of an article can look like one of these.
_LINK = re.compile(r' (href|src|action)="(/[^"]*)"')
_ACTIONS = re.compile(r'<p class="(?:links|more|line)">.*?</p>\n?', re.DOTALL)
_ANCHOR = re.compile(r'\s*<a(?: class="[^"]*")? href="(/[^"]*)"[^>]*>.*?</a>', re.DOTALL)
_EMPTY = re.compile(r'<p class="(?:links|more|line)">\s*</p>\n?')


def relink(page: str, addresses: Addresses, *, here: str) -> str:
    """Return a page with its links as they hold in the site.

    Args:
        page: HTML with addresses of the workbench.
        addresses: what they stand for.
        here: the page's own place in the site.
    """

    def place(match: re.Match[str]) -> str:
        found = addresses.of_path(unescape(match[2]))
        # A link that leads nowhere keeps its words and is a link no longer (HTML, 4.5.1: a placeholder).
        return f' {match[1]}="{escape(relative(found, here=here))}"' if found else ""

    def action(match: re.Match[str]) -> str:
        return match[0] if addresses.of_path(unescape(match[1])) else ""

    def actions(match: re.Match[str]) -> str:
        return _EMPTY.sub("", _ANCHOR.sub(action, match[0]))

    return _LINK.sub(place, _ACTIONS.sub(actions, page))
