"""Extraction: pages as the readers saw them -> forms, fields, entries, members, consent, each with evidence and route.

Takes `Sheet`s, gives an `Extraction`; its door is `extract.reading.extract`. Never touches pixels, disk or network,
never rewrites what is on paper, never passes a guess as certain.
"""
