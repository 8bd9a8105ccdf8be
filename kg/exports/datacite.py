"""DataCite metadata 4.5 as JSON: what a repository asks for before it gives a data set its DOI.

`publicationYear` is that of the day that was given or of the last day in the graph; nothing here is today's. Creators
that were not named are `:unav`, DataCite's standard value for what is not available.
"""

import json
from typing import Any, BinaryIO

from kg.exports.crate_survey import (
    NO_LICENCE,
    Hashed,
    Survey,
    check_publication,
    day_of_publication,
    render_description,
    render_method,
    render_title,
    rights_of_texts,
    survey_graph,
    write_graph,
)
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.publication import Publication, parse_creator, parse_doi, parse_licence

VERSION = "http://datacite.org/schema/kernel-4"
UNKNOWN = ":unav"
MOST_ADDRESSES = 1000
"""Articles' addresses that are related identifiers; repositories show each of them."""
SUBJECTS = ("news media", "attribution of claims", "quotations", "knowledge graph", "provenance")


def render_datacite(exported: Exported, survey: Survey, graph: Hashed) -> bytes:
    """Render the metadata.

    Args:
        exported: what is described.
        survey: what it holds.
        graph: how much the graph is as N-Quads, and its hash.

    Raises:
        WrongParameter: where no day is known, or a creator is none.
    """
    said = exported.publication
    day = day_of_publication(said, survey)
    doi = parse_doi(said.identifier)
    described: dict[str, Any] = {
        "schemaVersion": VERSION,
        **({"doi": doi} if doi else {}),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph of attributed claims"},
        "creators": [_creator(words) for words in said.creators] or [{"name": UNKNOWN}],
        "titles": [{"title": render_title(exported, survey)}],
        "publisher": {"name": said.publisher or UNKNOWN},
        "publicationYear": str(day.year),
        "subjects": [{"subject": subject} for subject in SUBJECTS],
        "dates": _dates(said, survey),
        "language": survey.language or "",
        "alternateIdentifiers": _alternate(said, graph, doi),
        "relatedIdentifiers": _related(survey),
        "sizes": _sizes(survey, graph),
        "formats": ["application/n-quads"],
        "version": f"sha256-{graph.digest[:12]}",
        "rightsList": _rights(exported),
        "descriptions": [
            {"description": render_description(exported, survey), "descriptionType": "Abstract"},
            {"description": render_method(survey), "descriptionType": "Methods"},
        ],
    }
    kept = {name: value for name, value in described.items() if value not in ([], "")}
    return (json.dumps(kept, indent=1, ensure_ascii=False) + "\n").encode()


def _write(exported: Exported, output: BinaryIO) -> None:
    survey = survey_graph(exported)
    check_publication(exported.publication, survey)
    output.write(render_datacite(exported, survey, write_graph(exported)))


def _creator(words: str) -> dict[str, Any]:
    creator = parse_creator(words)
    found: dict[str, Any] = {"name": creator.name, "nameType": "Personal" if creator.is_person else "Organizational"}
    if creator.parts:
        found["familyName"], found["givenName"] = creator.parts
    if creator.orcid:
        orcid = {"nameIdentifier": f"https://orcid.org/{creator.orcid}", "nameIdentifierScheme": "ORCID"}
        found["nameIdentifiers"] = [orcid | {"schemeUri": "https://orcid.org"}]
    return found


def _dates(said: Publication, survey: Survey) -> list[dict[str, str]]:
    found = [{"date": said.published.isoformat(), "dateType": "Issued"}] if said.published else []
    if survey.retrieved:
        found.append({"date": "/".join(survey.retrieved), "dateType": "Collected"})
    if survey.first:
        told = "days on which the articles were published"
        found.append({"date": f"{survey.first}/{survey.last}", "dateType": "Other", "dateInformation": told})
    return found


def _alternate(said: Publication, graph: Hashed, doi: str | None) -> list[dict[str, str]]:
    found = [{"alternateIdentifier": graph.digest, "alternateIdentifierType": "SHA-256 of the graph as sorted N-Quads"}]
    if said.identifier and not doi:
        found.append({"alternateIdentifier": said.identifier, "alternateIdentifierType": "URL"})
    return found


def _related(survey: Survey) -> list[dict[str, str]]:
    return [
        {"relatedIdentifier": url, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
        for url in survey.urls[:MOST_ADDRESSES]
    ]


def _sizes(survey: Survey, graph: Hashed) -> list[str]:
    counts = (
        (survey.n_outlets, "outlets"),
        (survey.n_articles, "articles"),
        (survey.n_assertions, "assertions"),
        (survey.n_claims, "claims"),
        (graph.n_lines, "quads"),
        (graph.n_bytes, "bytes"),
    )
    return [f"{count} {noun}" for count, noun in counts]


def _rights(exported: Exported) -> list[dict[str, str]]:
    said, texts = exported.publication, {"rights": rights_of_texts(exported)}
    if said.licence is None:
        return [{"rights": NO_LICENCE}, texts]
    licence = parse_licence(said.licence)
    found = {"rights": licence.name} | ({"rightsUri": licence.url} if licence.url else {})
    if licence.spdx:
        scheme = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
        found |= {"rightsIdentifier": licence.spdx, **scheme}
    return [found, texts]


DATACITE = Exporter(
    name="datacite",
    title="DataCite 4.5 metadata, for the DOI of a data set; Zenodo, Dataverse, institutional repositories",
    suffix=".datacite.json",
    stream=_write,
    whole=True,
)
