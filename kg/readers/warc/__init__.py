"""Web archives: bytes → members → records → pages → articles.

`streams` uncompresses and finds the next member behind damage, `records` finds records, `pages` those that hold pages.
"""

from kg.readers.warc.reader import read_warc

__all__ = ["read_warc"]
