"""QUESTIONS: the named queries, run with bound parameters."""
