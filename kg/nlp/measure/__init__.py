"""NUMBERS WITH WHAT THEY COUNT: digits and words to values, and the unit that stands beside them."""
