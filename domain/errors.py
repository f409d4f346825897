"""Errors that say what happens next. The job runner obeys `remedy` and never reads a message.

TsuzuriError
  ConfigError          STOP        TZ-CONFIG    the installation must be mended (exit 78)
    KeyMissing         STOP        TZ-KEY       the archive is sealed and its key is not at hand
    QueueAway          WAIT        TZ-QUEUE     no queue server answers where the settings say
  PaperError           QUARANTINE  PAPER-000    this sheet is the problem; its batch goes on
    UnknownFormat      QUARANTINE  PAPER-001    not a scan we can open
    DamagedPaper       QUARANTINE  PAPER-002    truncated or broken
    PasswordNeeded     QUARANTINE  PAPER-003    encrypted
    EmptyPaper         QUARANTINE  PAPER-004    zero bytes or zero pages
    OversizePaper      QUARANTINE  PAPER-005    over the pixel, page or byte limit
    TwinPaper          QUARANTINE  PAPER-006    the same bytes were taken in before
    UnsafePaper        QUARANTINE  PAPER-007    not a plain file, or it changes while being read
    PassesDiffer       QUARANTINE  PAPER-008    fronts and backs of one pile do not fit together
    UnknownForm        REVIEW      PAPER-010    a person can name the form
  EngineError          RETRY       ENGINE-000   a tool failed on good input
    EngineTimeout      RETRY       ENGINE-001   a tool took too long
  StorageError         RETRY       STORE-000    the archive did not answer
    StaleRecord        REVIEW      STORE-001    two people touched one case
    ArchiveAway        WAIT        STORE-002    database or page store is away; no paper is to blame
    NoSpace            WAIT        STORE-003    the disk is full or read-only
    LinkRefused        REVIEW      STORE-004    two people who are alike are not to be linked
  DeliveryError        RETRY       DELIVER-000  the platform did not answer
    RecordRefused      REVIEW      DELIVER-001  the platform said no
    NotThePlatform     STOP        DELIVER-002  what answers there is not the platform we know
  BadQuestion          REVIEW      FIND-000     a search that nothing could mean
  AccessRefused        REVIEW      ACCESS-000   this person may not do this
    LoginFailed        REVIEW      ACCESS-001   name or secret is wrong, or the account is locked
    SessionOver        REVIEW      ACCESS-002   sign in again
  RetentionRefused     REVIEW      KEEP-000     not to be disposed of, or a rule of keeping that cannot be
"""

from enum import StrEnum
from typing import ClassVar


class Remedy(StrEnum):
    STOP = "stop"
    QUARANTINE = "quarantine"
    REVIEW = "review"
    RETRY = "retry"
    WAIT = "wait"


class TsuzuriError(Exception):
    """Root of the tree; never raised itself. The message says found, wanted, which paper."""

    code: ClassVar[str] = "TZ-000"
    remedy: ClassVar[Remedy] = Remedy.STOP

    def __str__(self) -> str:
        return f"{self.code} {super().__str__()}".strip()

    @property
    def sentence(self) -> str:
        """The message without its code."""
        return super().__str__()


class ConfigError(TsuzuriError):
    code = "TZ-CONFIG"


class KeyMissing(ConfigError):
    code = "TZ-KEY"


class QueueAway(ConfigError):
    code = "TZ-QUEUE"
    remedy = Remedy.WAIT


class PaperError(TsuzuriError):
    code = "PAPER-000"
    remedy = Remedy.QUARANTINE


class UnknownFormat(PaperError):
    code = "PAPER-001"


class DamagedPaper(PaperError):
    code = "PAPER-002"


class PasswordNeeded(PaperError):
    code = "PAPER-003"


class EmptyPaper(PaperError):
    code = "PAPER-004"


class OversizePaper(PaperError):
    code = "PAPER-005"


class TwinPaper(PaperError):
    code = "PAPER-006"


class UnsafePaper(PaperError):
    code = "PAPER-007"


class PassesDiffer(PaperError):
    code = "PAPER-008"


class UnknownForm(PaperError):
    code = "PAPER-010"
    remedy = Remedy.REVIEW


class EngineError(TsuzuriError):
    code = "ENGINE-000"
    remedy = Remedy.RETRY


class EngineTimeout(EngineError):
    code = "ENGINE-001"


class StorageError(TsuzuriError):
    code = "STORE-000"
    remedy = Remedy.RETRY


class StaleRecord(StorageError):
    code = "STORE-001"
    remedy = Remedy.REVIEW


class ArchiveAway(StorageError):
    code = "STORE-002"
    remedy = Remedy.WAIT


class NoSpace(StorageError):
    code = "STORE-003"
    remedy = Remedy.WAIT


class LinkRefused(StorageError):
    code = "STORE-004"
    remedy = Remedy.REVIEW


class DeliveryError(TsuzuriError):
    code = "DELIVER-000"
    remedy = Remedy.RETRY


class RecordRefused(DeliveryError):
    code = "DELIVER-001"
    remedy = Remedy.REVIEW


class NotThePlatform(DeliveryError):
    code = "DELIVER-002"
    remedy = Remedy.STOP


class BadQuestion(TsuzuriError):
    code = "FIND-000"
    remedy = Remedy.REVIEW


class AccessRefused(TsuzuriError):
    code = "ACCESS-000"
    remedy = Remedy.REVIEW


class LoginFailed(AccessRefused):
    code = "ACCESS-001"


class SessionOver(AccessRefused):
    code = "ACCESS-002"


class RetentionRefused(TsuzuriError):
    code = "KEEP-000"
    remedy = Remedy.REVIEW
