"""Trace who said what in the news."""
