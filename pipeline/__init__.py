"""Conducts: takes settings and papers, moves every page from state to state until a person has vouched for its case.

The archive is the truth and a queue only a hint. Never reads pixels or names a database column itself.
"""
