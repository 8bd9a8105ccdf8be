"""FROM TREE TO RELATIONS: clauses with their arguments, role facts, nominal events; rules read nodes, never tokens.

Doc → read_tree → nodes → read_clauses → clauses → drafts of every rule → relations (`kg.nlp.relations`)
"""
