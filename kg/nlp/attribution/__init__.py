"""Who said what: candidates by form (verbs, quotations, nouns, phrases), then a choice among them."""
