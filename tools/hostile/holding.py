"""Identifiers that are not one's own, sessions of others, archives and packages tampered with, clocks that jump."""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from deliver.filing_back import held_in
from domain.access import Operator, Role
from domain.errors import TsuzuriError
from pipeline.desk import Desk
from storage.accounts import Proof
from storage.pieces import Sealer
from storage.sealing import MAGIC, SALT_BYTES, key_of, open_sealed, seal_folder
from tools.hostile import Attack
from tools.hostile.house import BOSS, NORTH, SECRET, SOUTH, House

PASS = "a-passphrase-of-length"  # noqa: S105 - of a backup made for the try
IDS = (
    "case-s",
    "case-n",
    "case-s' OR 1=1 --",
    "../case-s",
    "case-s\x00",
    "CASE-S",
    "case%2Ds",
    "",
    "*",
    "'",
    "case-s;",
    "０",
)
MEMBERS = ("../evil", "/var/tmp/tsuzuri-evil", "a/../../evil", "./../evil", "..\\evil", "files/../../evil")  # noqa: S108 - what a hostile archive would name


def attacks(place: House) -> Iterator[Attack]:
    yield from forged(place)
    yield from sessions(place)
    yield from tampered(place)
    yield from clocks(place)


def forged(place: House) -> Iterator[Attack]:
    south = Desk(place.south, Operator("minami", Role.SUPERVISOR, SOUTH))
    scan = Desk(place.archive, Operator("scan1", Role.SCAN, NORTH))
    looks: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("open", south.open_case),
        ("picture", lambda one: south.page_picture(one, 1)),
        ("record", south.record),
        ("retention", place.south.retention.of),
    )
    for case_id in IDS:
        for name, look in looks:
            yield Attack("forged_id", f"{name} {case_id!r}", lambda look=look, case_id=case_id: bool(look(case_id)))
    for key in ("case-s-00001", "case-s-00002", "../x", "case-s-00001' --"):
        yield Attack("forged_id", f"side {key}", lambda key=key: bool(scan.guard.side(key)))


def sessions(place: House) -> Iterator[Attack]:
    who = place.archive.sessions.who
    good = place.tokens["kimura"]
    from hashlib import sha256  # noqa: PLC0415 - beside its only use

    made = (
        good[:-1],
        good + "A",
        good.swapcase(),
        good[::-1],
        f" {good}",
        sha256(good.encode()).hexdigest(),
        "",
        "null",
    )
    for at, token in enumerate((*made, "' OR 1=1 --", "\x00", "a" * 10_000, "kimura", "admin", f"{good}\n")):
        yield Attack("session", f"forged {at}", lambda token=token: bool(who(token)))

    def closed() -> bool:
        token = place.archive.sessions.open(Proof("leaving", SECRET))
        place.archive.sessions.close(token)
        return bool(who(token))

    def disabled() -> bool:
        token = place.archive.sessions.open(Proof("leaving", SECRET))
        place.archive.accounts.disable(BOSS, "leaving")
        return bool(who(token))

    yield Attack("session", "replayed after sign-out", closed)
    yield Attack("session", "stolen from a closed account", disabled)
    yield Attack(
        "session", "sign-in of a closed account", lambda: bool(place.archive.sessions.open(Proof("leaving", SECRET)))
    )
    for subject in ("", "|", "http://x|1", "' OR 1=1 --"):
        yield Attack("session", f"directory {subject!r}", lambda s=subject: bool(place.archive.sessions.open_for(s)))
    for method in ("GET", "DELETE", "POST", "PUT", "PATCH", "TRACE"):
        yield Attack("session", f"http {method}", lambda m=method: place.ask(m, "/v1/session").status_code < 300)


def tampered(place: House) -> Iterator[Attack]:
    folder = place.home / "sealed"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "archive.db").write_bytes(b"x" * 5000)
    seal_folder(folder / "in", folder / "good", passphrase=PASS)
    data = (folder / "good").read_bytes()
    for at in range(0, len(data), max(1, len(data) // 24)):
        changed = bytearray(data)
        changed[at] ^= 0x55
        yield Attack(
            "tampered", f"backup byte {at}", lambda d=bytes(changed), at=at: unsealed(folder, d, name=f"b{at}")
        )
    for cut in (0, 10, len(MAGIC), len(data) // 2, len(data) - 1):
        yield Attack("tampered", f"backup cut {cut}", lambda cut=cut: unsealed(folder, data[:cut], name=f"c{cut}"))
    for at, name in enumerate(MEMBERS):
        yield Attack("path", f"backup member {name}", lambda n=name, at=at: led_out(folder, n, name=f"m{at}"))
    yield Attack("path", "backup link", lambda: led_out(folder, "link", name="ml", link="/etc/passwd"))
    for at, sha in enumerate(("../../../etc/passwd", "/etc/passwd", "..", "0" * 64, "")):
        yield Attack("path", f"file name {at}", lambda sha=sha: place.archive.fixity.store.get(sha) is not None)
    for at, words in enumerate(
        (b"", b"{", b"[]", b'{"cases": 5}', b"\xff", json.dumps({"files": {"../x": "0"}}).encode())
    ):
        yield Attack("tampered", f"package {at}", lambda w=words, at=at: claimed(folder / f"p{at}", w))


def unsealed(folder: Path, data: bytes, *, name: str) -> bool:
    path, to = folder / name, folder / f"{name}.out"
    path.write_bytes(data)
    to.mkdir()
    open_sealed(path, to, passphrase=PASS)
    return True


def led_out(folder: Path, member: str, *, name: str, link: str = "") -> bool:
    """Somebody with the passphrase seals a hostile folder: nothing may land outside of the one it is opened in."""
    salt, held = os.urandom(SALT_BYTES), io.BytesIO()
    sealer = Sealer(held, AESGCM(key_of(PASS, salt)))  # type: ignore[arg-type]  # a file in memory
    with tarfile.open(fileobj=sealer, mode="w|") as packed:  # type: ignore[call-overload]  # as storage.sealing does
        about = tarfile.TarInfo(member)
        about.size = 0 if link else 4
        if link:
            about.type, about.linkname = tarfile.SYMTYPE, link
        packed.addfile(about, None if link else io.BytesIO(b"evil"))
    sealer.finish()
    inside = folder / f"{name}.room" / "in"
    inside.mkdir(parents=True)
    path = folder / name
    path.write_bytes(MAGIC + salt + held.getvalue())
    before = {one for one in folder.rglob("*evil*") if inside not in one.parents}
    with suppress(TsuzuriError):
        open_sealed(path, inside, passphrase=PASS)
    outside = {one for one in folder.rglob("*evil*") if inside not in one.parents} - before
    leads = any(one.is_symlink() and not one.resolve().is_relative_to(inside.resolve()) for one in inside.rglob("*"))
    return bool(outside) or leads or Path("/var/tmp/tsuzuri-evil").exists()  # noqa: S108 - what the try would have made


def claimed(place: Path, words: bytes) -> bool:
    """A package with a manifest of somebody else's making says it holds the case."""
    made = place / "package-0000000000000000"
    made.mkdir(parents=True)
    (made / "manifest.json").write_bytes(words)
    return bool(held_in(place, "package", case_ids=["case-s"]))


def clocks(place: House) -> Iterator[Attack]:
    who, token = place.archive.sessions.who, place.tokens["sato"]
    for days in (1, 30, 400, 20_000, -1, -30, -400, -3000):
        yield Attack(
            "clock",
            f"session {days} days",
            lambda d=days: at_time(place, timedelta(days=d), run=lambda: bool(who(token))),
        )
    desk = Operator("sato", Role.SUPERVISOR, NORTH)
    for days in (400, 20_000):
        yield Attack(
            "clock",
            f"unmasked {days} days",
            lambda d=days: at_time(
                place, timedelta(days=d), run=lambda: place.archive.audit.has_unmasked(desk, "case-s")
            ),
        )


def at_time(place: House, ahead: timedelta, *, run: Callable[[], bool]) -> bool:
    place.clock.ahead = ahead
    try:
        return run()
    finally:
        place.clock.ahead = timedelta()
