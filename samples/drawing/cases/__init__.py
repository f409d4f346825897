"""The three fictional case files and the pages that real folders also hold."""
