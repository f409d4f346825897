"""Parts of `make bench-search`: drawn archives, drawn questions, peers."""
