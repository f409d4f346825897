"""The readers, one file each, holding `ENGINE`: number of threads, folder -> `ocr.engine.OcrEngine`.

Nothing happens at import.
"""
