"""Puts two one-sided passes of one pile together: first the fronts, then, the pile turned over, the backs from behind.

Pictures of one page each are paired one by one; a file of many pages keeps its bytes, and its backs lie between the
fronts by their order alone. Refuses passes of different length, two written sides with the same bytes and whatever
could be paired in two ways: each would put a front to the wrong back without a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.errors import PaperError, PassesDiffer
from ingest.blank_side import is_blank_side
from ingest.naming import shown
from ingest.sources import Found, fingerprint
from ingest.unpack import open_scan


def collated(fronts: Sequence[Found], backs: Sequence[Found]) -> tuple[Found, ...]:
    """Front 1, back 1, front 2, …, or each file of fronts before its backs. Raises PassesDiffer, UnsafePaper."""
    if not fronts or len(fronts) != len(backs):
        raise PassesDiffer(f"{len(fronts)} fronts and {len(backs)} backs: nothing was taken in")
    alone = {_stands_alone(one) for one in (*fronts, *backs)}
    if len(alone) > 1:
        raise PassesDiffer("one pass has files of many pages, the other pictures of one page each")
    _all_differ((*fronts, *backs))
    return _files(fronts, backs) if alone == {True} else _pictures(fronts, backs)


def _stands_alone(one: Found) -> bool:
    return one.bundle == shown(one.path)


def _pictures(fronts: Sequence[Found], backs: Sequence[Found]) -> tuple[Found, ...]:
    for one in (*fronts, *backs):
        if one.bundle not in (fronts[0].bundle, backs[0].bundle):
            raise PassesDiffer(f"{one.path}: pictures of one page each are put together from a folder for each pass")
    pairs = zip(fronts, reversed(backs), strict=True)
    return tuple(replace(one, bundle=fronts[0].bundle) for pair in pairs for one in pair)


def _files(fronts: Sequence[Found], backs: Sequence[Found]) -> tuple[Found, ...]:
    """One file a pass, or files of the same names in both: only then is it certain which belong together."""
    found: list[Found] = []
    for front, back in zip(fronts, backs, strict=True):
        wanted, came = _pages(front), _pages(back)
        if len(fronts) > 1 and (front.path.name != back.path.name or wanted == 1):
            raise PassesDiffer(
                f"{front.path.name} and {back.path.name}: several files a pass need the same names and many pages each"
            )
        if wanted != came:
            raise PassesDiffer(f"{front.path.name}: {wanted} fronts and {came} backs: nothing was taken in")
        found += [front, replace(back, bundle=front.bundle, back_of=front.path)]
    return tuple(found)


def _pages(one: Found) -> int:
    try:
        with open_scan(one.path) as scan:
            return scan.page_count
    except PaperError as error:
        raise PassesDiffer(f"{one.path.name} cannot be counted: {error.sentence}") from error


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
