"""Finders: where values stand on a page and whom a text names.

Takes lines and running text, gives places and mentions with spans. Never changes a character of what it reads.
"""
