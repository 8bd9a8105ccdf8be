"""FROM ARTICLE TO ANNOTATION: spaCy lives here and nowhere else."""
