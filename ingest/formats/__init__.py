"""One file a format: each knows its opening bytes and gives a `Scan`. Nothing here looks at a file's name."""
