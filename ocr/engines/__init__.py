"""The readers, one file each, holding `ENGINE`: number of threads -> `ocr.engine.OcrEngine`.

Nothing happens at import.
"""
