"""WHERE QUADS REST: the embedded Oxigraph store, with the texts and the ledger beside it."""
