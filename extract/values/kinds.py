"""Which parser reads which field of the contract. Data only; refuses names the contract does not know."""

from collections.abc import Callable

from domain.contract import FIELD_RISK
from extract.values import (
    address,
    benefit,
    care_level,
    code,
    handbook,
    kana,
    method,
    person_name,
    phone,
    postcode,
    route,
    sex,
    staff,
    text,
    wareki,
)
from extract.values.parsed import Context, DateRole, Parsed

Parser = Callable[[str, Context], Parsed]

PARSERS: dict[str, Parser] = {
    "caseNumber": code.parse,
    "fullName": person_name.parse,
    "fullNameKana": kana.parse,
    "dateOfBirth": wareki.parse,
    "sex": sex.parse,
    "address": address.parse,
    "registeredAddress": address.parse,
    "postcode": postcode.parse,
    "phone": phone.parse,
    "mobilePhone": phone.parse,
    "emergencyPhone": phone.parse,
    "receivedDate": wareki.parse,
    "staff": staff.parse,
    "route": route.parse,
    "method": method.parse,
    "chiefComplaint": text.parse,
    "careLevel": care_level.parse,
    "handbook": handbook.parse,
    "benefit": benefit.parse,
    "household": text.parse,
    "localItem": text.parse,
}
ROLES: dict[str, DateRole] = {"dateOfBirth": DateRole.BIRTH, "receivedDate": DateRole.RECORD}


def parse_field(name: str, raw: str, *, context: Context) -> Parsed:
    """`raw` of a contract field by its own parser, dates with their role. Raises KeyError for an unknown name."""
    if name not in FIELD_RISK:
        raise KeyError(f"the contract has no field {name!r}")
    return PARSERS[name](raw, context.now(role=ROLES.get(name, context.role)))
