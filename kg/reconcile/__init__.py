"""FROM ENTITIES TO AUTHORITIES: links to Wikidata or any other authority through the W3C Reconciliation API.

Off unless asked for: this is the only room that speaks to another server.
"""

from kg.reconcile.asking import Outcome, Reconciliation, forget_service, reconcile_graph
from kg.reconcile.http import Client
from kg.reconcile.service import Candidate, Manifest, Query, Service
from kg.reconcile.verdict import ACCEPT, Status

__all__ = [
    "ACCEPT",
    "Candidate",
    "Client",
    "Manifest",
    "Outcome",
    "Query",
    "Reconciliation",
    "Service",
    "Status",
    "forget_service",
    "reconcile_graph",
]
