"""The nouns of the office: pages, readings, entries, cases, reviews, deliveries, and the errors that can befall them.

Takes nothing, gives frozen values, never imports anything but the standard library and never touches disk, clock or network.
Import from the file that owns the name.
"""
