"""The desk a person sits at: Streamlit screens over `pipeline.desk`, served by this computer alone.

Takes what the desk shows and gives it each key as a decision. Never decides anything itself, never fetches anything
from outside, never renders text from paper as markup.
"""
