"""Records out of the house: what may leave, in which shape, to which target, exactly once.

Takes case records and page pictures, gives receipts and hold-backs with reasons. Never lets an unverified item leave,
never changes a character of a name, never leaves half a delivery behind.
"""
