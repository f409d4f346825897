"""One step of clean-up a file: arrays in, arrays or measures out. No file, no clock, no page numbers here.

Unless a docstring says otherwise, pixels are at 300 dpi and colours are BGR.
"""
