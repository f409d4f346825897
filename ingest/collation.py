"""Puts two one-sided passes of one pile together: first the fronts, then, the pile turned over, the backs from behind.

Refuses passes of different length, files of several pages and two written sides with the same bytes: each would pair a
front with the wrong back without a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.errors import PassesDiffer
from ingest.blank_side import is_blank_side
from ingest.naming import shown
from ingest.sources import Found, fingerprint


def collated(fronts: Sequence[Found], backs: Sequence[Found]) -> tuple[Found, ...]:
    """Front 1, back 1, front 2, …, all in the bundle of the fronts. Raises PassesDiffer, UnsafePaper."""
    if not fronts or len(fronts) != len(backs):
        raise PassesDiffer(f"{len(fronts)} fronts and {len(backs)} backs: nothing was taken in")
    for one in (*fronts, *backs):
        if one.bundle == shown(one.path) or one.bundle not in (fronts[0].bundle, backs[0].bundle):
            raise PassesDiffer(
                f"{one.path}: only pictures of one page each can be put together, a folder for each pass"
            )
    _all_differ((*fronts, *backs))
    pairs = zip(fronts, reversed(backs), strict=True)
    return tuple(replace(one, bundle=fronts[0].bundle) for pair in pairs for one in pair)


def _all_differ(found: Iterable[Found]) -> None:
    """A file with the bytes of another would be refused as its twin, and every sheet behind it be paired wrongly.

    Blank sides are taken in each for itself.
    """
    known: dict[str, Found] = {}
    for one in found:
        sha256, _ = fingerprint(one.path)
        if sha256 in known and not is_blank_side(one.path):
            raise PassesDiffer(f"{one.path} and {known[sha256].path} are the same file: scan one of them again")
        known[sha256] = one
