"""Lexicon: words of the office as CSV data, and the one door that reads them.

Takes a table's name, gives its rows as frozen values. Never guesses a meaning and never reaches outside the package.
"""
