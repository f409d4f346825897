"""Values: raw text as it stands on paper -> canonical value, with its alternatives and the evidence for it.

One module a kind, each with `parse(raw, context) -> Parsed`. Takes text and a `Context`, gives frozen values; never
touches pixels, clock or network, never raises on any text, never changes `raw`, never fills in what is not there
without saying so.
"""
