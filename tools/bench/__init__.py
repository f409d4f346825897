"""`make bench` in parts: the pages drawn, the programs compared, what is measured, and the tables written."""
