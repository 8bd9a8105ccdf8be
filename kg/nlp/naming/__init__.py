"""NAMES MENDED: passes over a Doc's entities, each from a list of names to a better one."""
