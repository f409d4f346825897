"""Draws fictional case files as scans with their truth. Takes seeds and texts, gives pages and JSON.

Never reads real papers, never downloads a font: Debian's font packages are the only source of letter shapes.
"""
