"""Saved and fetched web pages: bytes → text → a tree that is safe to walk → body and metadata → `screen` → Article.

What cannot be an article (a list of articles, a cookie wall, a redirect, a page too deep or too large) is a Problem.
"""

from kg.readers.html.page import read_html, read_page

__all__ = ["read_html", "read_page"]
