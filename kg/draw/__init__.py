"""PICTURES: choose nodes and edges, style them, write one page."""
