"""Benchmarks and chaos of the bulk line, on servers of its own on loopback that end with it."""
