"""Papers come in here: files are found and opened by content, pages made upright, straight and clean for reading.

Takes paths; gives `Found`, `RawPage` and `Cleaned`. Never writes to a paper, never follows a link, never reads words.
Every trouble with a paper leaves as a `PaperError` that says found, wanted and which paper.
"""
