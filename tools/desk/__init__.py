"""The bench of the review desk: an archive to drive, a browser that drives it, a table for people."""
