"""The nouns of the office: pages, readings, entries, cases, reviews, deliveries, and the errors that can befall them.

Takes nothing, gives frozen values. Never imports anything but the standard library, never touches disk, clock or
network.
Import from the file that owns the name.
"""
