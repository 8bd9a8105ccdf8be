"""WHERE QUADS REST: the embedded Oxigraph store, with texts and the ledger beside it."""

from kg.store.folder import GraphStore, Results
from kg.store.survey import survey_entities
from kg.store.tables import Heading, LedgerEntry, MentionRow
from kg.store.verify import Verification, verify, verify_folder

__all__ = [
    "GraphStore",
    "Heading",
    "LedgerEntry",
    "MentionRow",
    "Results",
    "Verification",
    "survey_entities",
    "verify",
    "verify_folder",
]
