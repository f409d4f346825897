"""Reading: takes an upright page image, gives an `OcrPage` with lines, cells, marks and stamps.

Never touches the original scan, never decides what a text means, never calls an engine's own score a confidence.
"""
