"""The query cookbook: each named question with its text, and its answer on the seeds as it is today."""

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import KnowledgeGraph
from kg.query import load_queries
from kg.query.named import NamedQuery
from kg.query.results import Result
from site_pages.markdown import GENERATED, fenced, html_table, table

SEEDS = Path(__file__).parents[2] / "seeds"
ROWS = 8
"""Rows of an answer that are shown."""


def render_cookbook(docs: Path, graph: str) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of questions, and of one page a theme.

    Args:
        docs: Sphinx's source folder, which holds `cookbook.toml`.
        graph: a graph of the seeds; one is built where none is given.
    """
    plan = tomllib.loads((docs / "cookbook.toml").read_text(encoding="utf-8"))
    themes = read_themes(plan)
    yield "cookbook.md", _render_list(themes)
    with tempfile.TemporaryDirectory() as folder:
        seeds = KnowledgeGraph.open(graph) if graph else KnowledgeGraph.build(SEEDS, Path(folder) / "talks.kg")
        for theme, names in themes.items():
            entries = (_render_entry(load_queries(())[name], plan, seeds) for name in names)
            yield f"cookbook/{theme}.md", _render_theme(theme, plan, entries)


def read_themes(plan: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the names of the questions by theme; those that no theme names come last, under `more`."""
    queries = load_queries(())
    themes = {theme: [name for name in told["queries"] if name in queries] for theme, told in plan["themes"].items()}
    named = {name for names in themes.values() for name in names}
    rest = [name for name in queries if name not in named]
    return themes | ({"more": rest} if rest else {})


def values_of(named: NamedQuery, plan: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters that a question is shown with: its own, else the usual value where one must be given."""
    own = plan["examples"].get(named.name, {})
    usual = {p.name: plan["values"][p.name] for p in named.parameters if p.default is None and p.name in plan["values"]}
    return usual | own


def _render_list(themes: Mapping[str, list[str]]) -> str:
    queries = load_queries(())
    parts = [f"{GENERATED}# Query cookbook\n\n{_INTRODUCTION.format(n=len(queries))}"]
    for theme, names in themes.items():
        rows = ((f"[`{name}`](#query-{name})", queries[name].question) for name in names)
        parts.append(f"## {_title(theme)}\n\n{table(('name', 'question'), rows)}")
    toctree = "\n".join(f"{_title(theme)} <cookbook/{theme}>" for theme in themes)
    parts.append(fenced("{toctree}", f":hidden:\n\n{toctree}"))
    return "\n".join(parts)


_INTRODUCTION = """\
{n} questions come with kg, each a commented `.rq` file in `queries/`. Every entry shows the question in plain words,
how to ask it, its answer on the five seed articles, asked when this page was built, and its SPARQL. Each is a start
for your own: `kg query GRAPH my-question.rq --param name=value` runs a file of yours in the same manner.

`$name` in the text stands for a parameter, which becomes an escaped literal. A *label* is a regular expression that
matches anywhere in a label, case ignored; a *lemma* is one that matches the whole word. kg's prefixes need not be
declared.

"""


def _render_theme(theme: str, plan: Mapping[str, Any], entries: Iterator[str]) -> str:
    about = plan["themes"].get(theme, {}).get("about", "")
    return f"{GENERATED}# {_title(theme)}\n\n{about}\n\n" + "\n".join(entries)


def _render_entry(named: NamedQuery, plan: Mapping[str, Any], seeds: KnowledgeGraph) -> str:
    values = values_of(named, plan)
    options = "".join(f" --param {name}={_quoted(value)}" for name, value in values.items())
    parts = [
        f"(query-{named.name})=\n## {named.title}\n",
        f"*{named.question}*\n",
        fenced("console", f"$ kg query talks.kg {named.name}{options}"),
        _render_answer(seeds.query(named.name, **values)),
    ]
    if named.parameters:
        rows = ((f"`{p.name}`", p.type, p.description, _default(p.default)) for p in named.parameters)
        parts.append(table(("parameter", "type", "meaning", "default"), rows))
    parts.append(f"The text of `queries/{named.name}.rq`:\n")
    parts.append(fenced("sparql", _body(named.text)))
    return "\n".join(parts)


def _render_answer(result: Result) -> str:
    if not result.columns:
        lines = result.render("ttl").splitlines()
        more = f"\n# … {len(lines) - 2 * ROWS} more lines" if len(lines) > 2 * ROWS else ""
        return fenced("turtle", "\n".join(lines[: 2 * ROWS]) + more)
    rows = result.rows
    if not rows:
        return "The seeds have no answer to it: the table is empty.\n"
    told = f"{len(rows)} rows" if len(rows) != 1 else "1 row"
    told = f"{told}, of which {ROWS} are shown" if len(rows) > ROWS else told
    return f"{html_table(result.columns, rows[:ROWS])}\n{told}.\n"


def _body(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def _title(theme: str) -> str:
    return theme.replace("-", " ").capitalize()


def _default(default: str | None) -> str:
    if default is None:
        return "must be given"
    return f"`{default}`" if default else "any"


def _quoted(value: str) -> str:
    return value if value.replace("-", "").isalnum() else f'"{value}"'
