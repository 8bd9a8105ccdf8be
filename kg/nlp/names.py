"""Component `kg_names`: entities mended after the statistical recogniser, by lexicons and by agreement in the article.

borders → known names → people after titles → labels agree → overlooked surnames → endings and articles of their own
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.nlp.naming.agreement import add_repeated, agree_on_labels
from kg.nlp.naming.borders import mend_borders
from kg.nlp.naming.endings import lengthen
from kg.nlp.naming.gazetteer import add_known
from kg.nlp.naming.name import names_of
from kg.nlp.naming.people import add_titled

PASSES = (mend_borders, add_known, add_titled, agree_on_labels, add_repeated, lengthen)
"""Each takes a Doc and its names and returns the names that the next one takes."""


@Language.component("kg_names", assigns=["doc.ents"], requires=["token.tag"])
def mend_names(doc: Doc) -> Doc:
    """Mend the entities of a Doc."""
    names = names_of(doc)
    for mend in PASSES:
        names = mend(doc, names)
    doc.ents = [Span(doc, name.start, name.end, label=name.label) for name in names]
    return doc
