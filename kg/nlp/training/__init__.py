"""How the bundled English pipeline is made: trees, entities and vectors in; weights and figures out."""
