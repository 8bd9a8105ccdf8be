"""Parts of README.md and its neighbours as pages: one text, two places."""

import re

from site_pages.markdown import GENERATED

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:)[^)]*\)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\((?!https?:)([^)]*)\)")
_SECTION = re.compile(r"^## ", re.MULTILINE)


class SectionNotFound(LookupError):
    """The README has no section of that name; docs/site_pages/readme.py and its callers name those that they show."""

    def __init__(self, heading: str) -> None:
        super().__init__(f"README.md has no section {heading!r}, which the documentation shows")


def without_links(text: str) -> str:
    """Return Markdown with links to files of the repository as plain words, and its pictures found from a page."""
    return GENERATED + _IMAGE.sub(r"![\1](../\2)", _LINK.sub(r"\1", text))


def render_start(readme: str) -> str:
    """Render what stands before the README's third section: what kg is, one question answered, and why.

    The page's own title replaces the README's.
    """
    parts = _SECTION.split(readme)[:3]
    return without_links("## ".join(parts).partition("\n")[2].strip() + "\n")


def read_section(readme: str, heading: str) -> str:
    """Return the text below a heading of the README.

    Raises:
        SectionNotFound: where there is none.
    """
    for part in _SECTION.split(readme)[1:]:
        title, _, text = part.partition("\n")
        if title.strip() == heading:
            return text.strip() + "\n"
    raise SectionNotFound(heading)


def render_section(readme: str, heading: str) -> str:
    """Render one section of the README, without its heading."""
    return without_links(read_section(readme, heading))
