"""The value parsers by kind: the one place where a field's kind becomes a call into `extract.values`."""

from collections.abc import Callable

from domain.errors import ConfigError
from extract.values import (
    address,
    age,
    benefit,
    care_level,
    code,
    handbook,
    kana,
    method,
    person_name,
    phone,
    postcode,
    relationship,
    route,
    sex,
    staff,
    text,
    wareki,
)
from extract.values.parsed import Context, Parsed

Parser = Callable[[str, Context], Parsed]

PARSERS: dict[str, Parser] = {
    "address": address.parse,
    "age": age.parse,
    "benefit": benefit.parse,
    "care_level": care_level.parse,
    "code": code.parse,
    "handbook": handbook.parse,
    "kana": kana.parse,
    "method": method.parse,
    "person_name": person_name.parse,
    "phone": phone.parse,
    "postcode": postcode.parse,
    "relationship": relationship.parse,
    "route": route.parse,
    "sex": sex.parse,
    "staff": staff.parse,
    "text": text.parse,
    "wareki": wareki.parse,
}


def parse(kind: str, raw: str, context: Context) -> Parsed:
    """Raises ConfigError for a kind that nobody parses: a form file is wrong."""
    if kind not in PARSERS:
        raise ConfigError(f"no parser for values of kind {kind!r}; there are: {', '.join(PARSERS)}")
    return PARSERS[kind](raw, context)
