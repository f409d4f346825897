"""Invented people, towns, offices and talk. Everything follows from a `Random`; nobody in here exists."""
