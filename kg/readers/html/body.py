"""The article's paragraphs, found by trafilatura."""

import trafilatura


def extract_body(page: str) -> str:
    """Return the paragraphs of a page."""
    document = trafilatura.bare_extraction(
        page, fast=True, favor_precision=True, include_comments=False, include_tables=False
    )
    text = getattr(document, "text", None) or ""
    return text.replace("\n", "\n\n")
