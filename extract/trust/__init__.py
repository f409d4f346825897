"""Trust: how sure a value is and whether a person must look.

Takes readings with their evidence, gives calibrated probabilities and routes with reasons. Never lets one engine's
score, or a guess that nothing independent bears out, pass as certainty.
"""
