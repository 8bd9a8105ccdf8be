"""FROM RECORDS TO QUADS AND BACK: vocabulary, ontology, shapes, exports; pure."""
