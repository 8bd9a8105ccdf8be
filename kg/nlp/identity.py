"""Which spaCy pipeline reads, said without loading it, so that a graph can name the run that made it."""

import hashlib
import json
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from kg.errors import ModelNotFound

BUNDLED = "english"
"""The folder of the pipeline that ships with the package."""


def bundled_path() -> Path:
    """Return the folder of the bundled pipeline, for `spacy.load`."""
    return Path(str(resources.files("kg.nlp").joinpath(BUNDLED)))


@cache
def identify_model(model: str | None = None) -> tuple[str, str]:
    """Return the pipeline's name with its version, and a SHA-256 of what tells it apart.

    For a folder, as the bundled one is, that is every file of it; for an installed package its name and version.

    Raises:
        ModelNotFound: where it is neither.
    """
    folder = bundled_path() if model is None else Path(model)
    if not (folder / "meta.json").is_file():
        name = f"{model} {_package_version(model or '')}"
        return name, hashlib.sha256(name.encode()).hexdigest()
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}", _hash_folder(folder)


def _package_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError as error:
        raise ModelNotFound(name) from error


def _hash_folder(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder).as_posix()).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
