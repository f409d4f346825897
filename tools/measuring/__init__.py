"""Measuring extraction and trust on drawn case files: items with their truth, figures, pictures of the worst, the note.

Reads kept sheets of `tools/case_files.py`; never reads paper itself. Refuses to call drawn handwriting handwriting.
"""
