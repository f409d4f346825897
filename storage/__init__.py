"""The archive: papers, readings, cases, their history and the search over them, on SQLite or PostgreSQL.

Takes and gives domain values through `storage.archive.Archive`, the one door. Never rewrites a text it was given, never
updates or deletes a line of history, never lets SQL or a table name out of this room.
"""
