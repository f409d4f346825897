"""Width folding for typed contexts, one character for one, so that offsets keep their meaning.

Refuses Unicode normalisation: it rewrites name shapes (values.md 3.2). Only the listed characters change.
"""

import re

_ASCII = {0xFF01 + i: 0x21 + i for i in range(94)}
_HYPHENS = dict.fromkeys(map(ord, "－‐‑–—―−─━﹣"), ord("-"))
_WAVES = dict.fromkeys(map(ord, "〜～∼˜"), ord("~"))
_SPACES = dict.fromkeys(map(ord, "\u3000\u00a0\t\r\n\u2002\u2003\u2009"), ord(" "))
_POINTS = {ord("、"): ord(","), ord("､"): ord(","), ord("。"): ord("."), ord("｡"): ord("."), ord("·"): ord("・")}
_BRACKETS = {ord("〔"): ord("("), ord("〕"): ord(")"), ord("［"): ord("["), ord("］"): ord("]"), ord("｟"): ord("(")}
_PLAIN = {**_ASCII, **_HYPHENS, **_WAVES, **_SPACES, ord("･"): ord("・"), **_BRACKETS}
_DATED = {**_PLAIN, **_POINTS, ord("’"): ord("'"), ord("‘"): ord("'")}
_PROSE = {**_PLAIN, ord("’"): ord("'"), ord("‘"): ord("'")}

_LONG_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ーｰ一](?=\d)")


def plain(text: str) -> str:
    """Full-width letters, digits, spaces, hyphens and waves to half width; length kept."""
    return text.translate(_PLAIN)


def dated(text: str) -> str:
    """`plain` plus the points that stand between the numbers of a date; length kept."""
    return text.translate(_DATED)


def prose(text: str) -> str:
    """`plain`, apostrophes included; full stops and commas of the sentence stay; length kept."""
    return text.translate(_PROSE)


def numbered(text: str) -> str:
    """`plain`, and a kana long mark or 一 between two digits is a hyphen; length kept."""
    return _LONG_BETWEEN_DIGITS.sub("-", plain(text))


def squeeze(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())
