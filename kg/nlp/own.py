"""Components of users' own in the pipeline: functions from Doc to Doc, each with its place.

They see what the trained components made and run before kg's own, which read what they leave: entities, tags, heads. A
function with an attribute `before` runs before that component instead: `mark_ships.before = "kg_names"`.
"""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import WrongParameter
from kg.plugins import load_object


class ComponentFailed(Exception):
    """A component of a user's own that broke on a text, which is set aside with this as the reason."""


def add_own(nlp: Language, name: str, origin: str, *, before: str) -> None:
    """Add a component to a pipeline.

    Args:
        nlp: the pipeline.
        name: what the component is called.
        origin: `module:function`.
        before: the component that it runs before, unless it says so itself.

    Raises:
        WrongParameter: where it wants to run before a component that there is not.
    """
    call = load_object(origin)
    place = str(getattr(call, "before", before))
    if place not in nlp.pipe_names:
        known = ", ".join(nlp.pipe_names)
        raise WrongParameter(f"the component {name} ({origin}) wants to run before {place!r}; there are {known}")
    factory = re.sub(r"\W", "_", f"own_{name}_{origin}")  # spaCy takes no points in names
    Language.component(factory, func=_guard(call, f"{name} ({origin})"))
    nlp.add_pipe(factory, before=place)


def _guard(call: Callable[..., object], name: str) -> Callable[[Doc], Doc]:
    """Return the component with its name in what it raises."""

    def guarded(doc: Doc) -> Doc:
        try:
            made = call(doc)
        except Exception as error:
            raise ComponentFailed(f"the component {name} broke: {type(error).__name__}: {error}") from error
        if not isinstance(made, Doc):
            raise ComponentFailed(f"the component {name} returned {type(made).__name__} in place of the Doc")
        return made

    return guarded
