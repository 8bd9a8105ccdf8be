"""What a site says of itself: what the graph is, how it was made, under which terms, how to cite it."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from kg.exports.crate_survey import render_description, survey_graph
from kg.exports.exported import Exported
from kg.exports.publication import Publication, parse_creator, parse_licence
from kg.flat import Flat
from kg.web.publish.downloads import Download
from kg.web.publish.pages import Page

N_SHOWN = 6
NO_LICENCE = "None was named; ask who made this site before you use its data."
RIGHTS = "The words of the articles belong to their publishers."


def describe_site(exported: Exported, *, title: str) -> dict[str, Any]:
    """Return what the start page and the page about the graph say of it."""
    survey, publication = survey_graph(exported), exported.publication
    return {
        "description": render_description(exported, survey),
        "runs": survey.runs,
        "licence": parse_licence(publication.licence) if publication.licence else None,
        "no_licence": NO_LICENCE,
        "rights": RIGHTS,
        "citation": cite(publication, title=title, year=_year(publication, survey.last)),
        "creators": [parse_creator(one) for one in publication.creators],
        "publisher": publication.publisher,
        "version": version("kg"),
        "without_text": exported.without_text,
    }


def cite(publication: Publication, *, title: str, year: str) -> str:
    """Return how the graph is cited, as DataCite recommends: makers (year): title. Publisher. Identifier."""
    makers = "; ".join(parse_creator(one).name for one in publication.creators)
    lead = f"{makers} ({year}): {title}" if makers else f"{title} ({year})"
    parts = (lead, "Data set", publication.publisher, publication.identifier, f"Made with kg {version('kg')}")
    return "".join(f"{part.rstrip('.')}. " for part in parts if part).strip()


def start_pages(flat: Flat, told: dict[str, Any], downloads: Sequence[Download]) -> tuple[Page, ...]:
    """Return the start page, the page about the graph, and the page to search."""
    shared = told | {"found": flat.overview(), "downloads": downloads, "n_shown": N_SHOWN}
    return (
        Page(place="index.html", template="start.html", values=shared | {"nav": "index"}),
        Page(place="about.html", template="about.html", values=shared | {"nav": "about"}),
        Page(place="search.html", template="search.html", values={"nav": "search"}),
    )


def _year(publication: Publication, last: str | None) -> str:
    """Return the year of publication; never that of writing, so that equal graphs make equal sites."""
    if publication.published is not None:
        return str(publication.published.year)
    return last[:4] if last else "n.d."
