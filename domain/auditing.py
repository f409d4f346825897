"""What the log of accesses says: who, when, what, why, in identifiers alone. Refuses words, so no case text gets in."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import AccessRefused


class Action(StrEnum):
    VIEW = "view"
    SEARCH = "search"
    EDIT = "edit"
    MERGE = "merge"
    UNMERGE = "unmerge"
    UNMASK = "unmask"
    PROTECT = "protect"
    EXPORT = "export"
    PRINT = "print"
    DELIVER = "deliver"
    TAKE_IN = "take_in"
    SETTLE = "settle"
    SHARE = "share"
    UNSHARE = "unshare"
    DISPOSE = "dispose"
    DISCLOSE = "disclose"
    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    REFUSED = "refused"
    ACCOUNT = "account"
    ROLE = "role"
    AUDIT_READ = "audit_read"
    COMMAND = "command"


# Why a masked value may be shown: a choice, never free words.
REASONS: dict[str, tuple[str, str]] = {
    "safety": ("本人の安全を確かめる", "the person's safety"),
    "contact": ("本人への連絡", "contacting the person"),
    "conference": ("支援会議の準備", "preparing a conference"),
    "authority": ("法令に基づく照会への回答", "answering a lawful inquiry"),
    "verify": ("読み取りの確認", "checking the reading"),
    "handover": ("担当の引き継ぎ", "handing over"),
}
SUBJECT = re.compile(r"[0-9A-Za-z_.:\-]{0,120}")
WHY = re.compile(r"[0-9a-z_.:\-]{0,60}")


@dataclass(frozen=True, slots=True)
class Deed:
    """`subject`: a case, file, account or command; `target`: the place within it; `why`: a code. Never a value."""

    action: Action
    subject: str = ""
    target: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not (SUBJECT.fullmatch(self.subject) and SUBJECT.fullmatch(self.target) and WHY.fullmatch(self.why)):
            raise AccessRefused("the log of accesses takes identifiers and codes only")


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log."""

    seq: int
    at: str
    who: str
    role: str
    office: str
    deed: Deed
    digest: str
