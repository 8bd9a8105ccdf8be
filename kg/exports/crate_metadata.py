"""ro-crate-metadata.json: the entities of a crate and their ties (RO-Crate 1.1, Process Run Crate 0.5)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.exports.crate_files import CrateFile
from kg.exports.crate_model import bundled_model, described_figures
from kg.exports.crate_runs import PastRun
from kg.exports.crate_survey import (
    NO_LICENCE,
    Survey,
    day_of_publication,
    render_description,
    render_title,
    rights_of_texts,
)
from kg.exports.exported import Exported
from kg.exports.publication import parse_creator, parse_doi, parse_licence

SPECIFICATION, PROFILE = "https://w3id.org/ro/crate/1.1", "https://w3id.org/ro/wfrun/process/0.5"
LICENCE_OF_KG = "https://spdx.org/licenses/Apache-2.0"
OF_KG = ("claims.csv-metadata.json", "ontology.ttl", "shapes.ttl", "model-figures.json")
"""Files that come with kg, under its licence."""
RESULTS = ("graph.nq", "claims.csv")

Entity = dict[str, Any]


def render_crate(exported: Exported, survey: Survey, files: Sequence[CrateFile]) -> bytes:
    """Render the metadata.

    Args:
        exported: what is described, and what people say of it.
        survey: what it holds.
        files: all files of the crate but this one.
    """
    entities = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": _to("./"),
            "conformsTo": _to(SPECIFICATION),
        },
        _root(exported, survey, files),
        *(_file(file, _licence(exported)["@id"]) for file in files),
        *_standards(files),
        *_people(exported),
        _licence(exported),
        *_runs(survey),
    ]
    crate = {"@context": f"{SPECIFICATION}/context", "@graph": list({one["@id"]: one for one in entities}.values())}
    return (json.dumps(crate, indent=1, ensure_ascii=False) + "\n").encode()


def _to(*iris: str) -> Any:  # noqa: ANN401 - one reference or a list of them, as JSON-LD has it
    return {"@id": iris[0]} if len(iris) == 1 else [{"@id": iri} for iri in iris]


def _root(exported: Exported, survey: Survey, files: Sequence[CrateFile]) -> Entity:
    said = exported.publication
    doi = parse_doi(said.identifier)
    publisher = _publisher(exported)
    makers = [maker["@id"] for maker in _makers(exported)]
    found = {
        "@id": "./",
        "@type": "Dataset",
        "name": render_title(exported, survey),
        "description": render_description(exported, survey),
        "datePublished": day_of_publication(said, survey).isoformat(),
        "license": _to(_licence(exported)["@id"]),
        "author": _to(*makers) if makers else None,
        "publisher": _to(publisher["@id"]) if publisher else None,
        "identifier": f"https://doi.org/{doi}" if doi else said.identifier,
        "inLanguage": survey.language,
        "temporalCoverage": f"{survey.first}/{survey.last}" if survey.first else None,
        "keywords": "news, claims, quotations, attribution, provenance",
        "conformsTo": _to(PROFILE),
        "hasPart": [_to(file.name) for file in files],
        "mentions": _to(*(f"#action-{_last(run.iri)}" for run in survey.runs)),
        "copyrightNotice": rights_of_texts(exported),
    }
    return {name: value for name, value in found.items() if value is not None}


def _file(file: CrateFile, licence: str) -> Entity:
    media: Any = [file.media, _to(file.standard)] if file.standard else file.media
    found = {
        "@id": file.name,
        "@type": "File",
        "name": file.title,
        "description": file.says,
        "encodingFormat": media,
        "contentSize": str(file.n_bytes),
        "sha256": file.digest,
    }
    if file.name == "model-terms.md":
        return found
    return found | {"license": _to(LICENCE_OF_KG if file.name in OF_KG else licence)}


def _standards(files: Sequence[CrateFile]) -> Iterator[Entity]:
    for file in files:
        if file.standard:
            yield {"@id": file.standard, "@type": "WebSite", "name": file.standard_name}
    yield {"@id": PROFILE, "@type": ["CreativeWork", "Profile"], "name": "Process Run Crate", "version": "0.5"}
    yield {"@id": LICENCE_OF_KG, "@type": "CreativeWork", "name": "Apache-2.0", "description": "Licence of kg's code."}


def _makers(exported: Exported) -> list[Entity]:
    found = []
    for number, words in enumerate(exported.publication.creators, 1):
        creator = parse_creator(words)
        iri = f"https://orcid.org/{creator.orcid}" if creator.orcid else f"#maker-{number}"
        entity: Entity = {"@id": iri, "@type": "Person" if creator.is_person else "Organization", "name": creator.name}
        if creator.parts:
            family, given = creator.parts
            entity |= {"name": f"{given} {family}", "familyName": family, "givenName": given}
        found.append(entity)
    return found


def _publisher(exported: Exported) -> Entity | None:
    name = exported.publication.publisher
    same = (maker for maker in _makers(exported) if maker["name"] == name)
    return next(same, {"@id": "#publisher", "@type": "Organization", "name": name}) if name else None


def _people(exported: Exported) -> Iterator[Entity]:
    yield from _makers(exported)
    if publisher := _publisher(exported):
        yield publisher


def _licence(exported: Exported) -> Entity:
    if exported.publication.licence is None:
        return {"@id": "#no-licence", "@type": "CreativeWork", "name": "No licence", "description": NO_LICENCE}
    licence = parse_licence(exported.publication.licence)
    told = f"Licence of the data. {rights_of_texts(exported)}"
    found = {"@id": licence.url or "#licence", "@type": "CreativeWork", "name": licence.name, "description": told}
    return found | ({"identifier": licence.spdx} if licence.spdx else {})


def _runs(survey: Survey) -> Iterator[Entity]:
    """Yield each run as an action of the software on the articles, with the model that it read with."""
    for run in survey.runs:
        articles, model = f"#articles-{_last(run.iri)}", f"#model-{run.model_hash[:12]}"
        settings = f" Settings: {', '.join(run.settings)}." if run.settings else ""
        yield {
            "@id": f"#action-{_last(run.iri)}",
            "@type": "CreateAction",
            "name": f"Reading {run.n_articles:,} articles with kg {run.version}",
            "description": f"The run {run.iri} of the graph.{settings}",
            "instrument": _to(run.software),
            "object": _to(articles, model),
            "result": _to(*RESULTS),
        }
        yield {
            "@id": run.software,
            "@type": "SoftwareApplication",
            "name": "kg",
            "version": run.version,
            "description": "Reads news articles into a knowledge graph of attributed claims.",
            "license": _to(LICENCE_OF_KG),
        }
        yield {
            "@id": articles,
            "@type": "CreativeWork",
            "name": f"{run.n_articles:,} articles of {survey.n_outlets:,} outlets",
            "description": "The articles that were read; as a whole they are not in this crate.",
        }
        yield from _model(run, model)


def _model(run: PastRun, iri: str) -> Iterator[Entity]:
    name, _, version = run.model.rpartition(" ")
    digest = f"{iri}-hash"
    found: Entity = {
        "@id": iri,
        "@type": "CreativeWork",
        "name": name or run.model,
        "version": version,
        "description": "The model that tags, parses and finds names, quotations and who is meant.",
        "identifier": _to(digest),
    }
    if run.model == bundled_model():
        figures = described_figures()
        found |= {"license": _to("model-terms.md"), "subjectOf": _to("model-figures.json")}
        found["additionalProperty"] = _to(*(figure["@id"] for figure in figures))
        yield from figures
    yield found
    yield {"@id": digest, "@type": "PropertyValue", "propertyID": "sha256", "name": "hash", "value": run.model_hash}


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
