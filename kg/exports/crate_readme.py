"""What a crate is, for people who open its folder."""

from collections.abc import Sequence

from kg.exports.crate_files import CrateFile
from kg.exports.crate_survey import (
    NO_LICENCE,
    Survey,
    day_of_publication,
    render_description,
    render_method,
    render_title,
    rights_of_texts,
)
from kg.exports.exported import Exported
from kg.exports.publication import parse_creator, parse_licence


def render_readme(exported: Exported, survey: Survey, files: Sequence[CrateFile]) -> bytes:
    """Render README.md."""
    said = exported.publication
    licence = parse_licence(said.licence) if said.licence else None
    terms = f"{licence.name}{f' ({licence.url})' if licence.url else ''}." if licence else NO_LICENCE
    makers = "; ".join(parse_creator(words).name for words in said.creators) or "(no maker was named)"
    parts = [
        f"# {render_title(exported, survey)}",
        render_description(exported, survey),
        f"Made by: {makers}. {_published(exported, survey)} Outlets: {_outlets(survey)}.",
        f"Read by: {render_method(survey)}",
        f"Licence of the data: {terms} {rights_of_texts(exported)}",
        "\n".join(f"- `{file.name}`: {file.says}" for file in files),
        f"The hash of the graph is the SHA-256 of `graph.nq`, `{files[0].digest}`: name it where you cite the graph, "
        "and name assertion, outlet, article, day and characters where you cite a claim.",
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _published(exported: Exported, survey: Survey) -> str:
    day = day_of_publication(exported.publication, survey)
    if exported.publication.published is not None:
        return f"Published: {day}."
    return f"No day of publication was named; {day} is the last that the graph knows."


def _outlets(survey: Survey, shown: int = 20) -> str:
    more = f" and {survey.n_outlets - shown:,} more" if survey.n_outlets > shown else ""
    return ", ".join(survey.outlets[:shown]) + more
