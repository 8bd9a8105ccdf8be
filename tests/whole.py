"""What tests of the whole need: our own seeds, and small inputs made on the spot."""

import json
from io import BytesIO
from pathlib import Path

from kg import KnowledgeGraph

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

TEXT = (
    "Finance minister Ada Brandt announced on Monday that Norland will cut its fuel tax. "
    "Opposition leader Tomas Kell rejected the plan. “The tax will not help families,” Kell said.\n\n"
    "The central bank has not confirmed the figures."
)


def write_jsonl(path: Path, *, n: int = 3, **fields: str) -> Path:
    """Write a file of small articles with different ids; `fields` replace those of every article."""
    with path.open("w", encoding="utf-8") as stream:
        for i in range(n):
            article = {"id": f"a{i}", "outlet": f"Outlet {i % 2}", "published": f"2025-03-0{i % 9 + 1}", "text": TEXT}
            stream.write(json.dumps({**article, **fields}) + "\n")
    return path


def exported(graph: KnowledgeGraph, output_format: str = "nquads") -> bytes:
    """Return the whole graph in one format."""
    output = BytesIO()
    graph.export(output, output_format)
    return output.getvalue()
