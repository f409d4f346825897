"""支援経過: a running log becomes dated entries, whatever its columns, rules and direction.

Takes layouts of pages in file order, gives entries with their dates, checks and verbatim text. Never drops a row, never
makes up a date, never changes a word of the text.
"""
