"""`tsuzuri keys`: sealing at rest. Begins it, changes data keys and the master key without a stop, says how it stands.

Refuses to overwrite a key file, and to write one that others could read.
"""

import os
from dataclasses import asdict
from pathlib import Path

import click

from domain.errors import ConfigError
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.opening import key_place, key_source, opened
from pipeline.secret_files import secret_in
from pipeline.settings import Settings, load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.keyring import KeySource, new_key_text

OWN = 0o600


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    made = (init_command, status_command, rotate_command, rewrap_command, retire_command)
    found = [one(lang) for one in made]
    return click.Group(
        "keys",
        help=say("keys", lang),
        epilog=f"{say('example', lang)} tsuzuri keys status",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={str(one.name).removeprefix("keys_"): one for one in found},
    )


def init_command(lang: Language) -> click.Command:
    def run(key_file: Path | None) -> None:
        settings = load(key_file=key_file) if key_file else load()
        with migrated(settings) as archive:
            if archive.keys.status().sealed:
                archive.keys.check()
                click.echo(say("keys_already", lang))
                return
            source, told = key_source(settings), say("keys_given", lang)
            if not settings.key and settings.passphrase_file is None:
                source, told = written(key_place(settings)), str(key_place(settings))
            archive.keys.init(source, office=settings.office)
            click.echo(say("keys_begun", lang, place=told))

    place = click.Path(dir_okay=False, path_type=Path)
    params = [click.Option(["--file", "key_file"], type=place, help=say("keys_file", lang))]
    return shaped("keys_init", run, lang=lang, example="tsuzuri keys init", params=params)


def status_command(lang: Language) -> click.Command:
    def run(count: bool, as_json: bool) -> None:
        with migrated(load()) as archive:
            found = archive.keys.status()
            held = counted(archive) if count else None
        if as_json:
            kept = {"files": {"sealed": held[0], "plain": held[1]}} if held else {}
            echo_json(asdict(found) | kept)
            return
        if not found.sealed:
            click.echo(say("keys_open", lang))
        else:
            opens = say("yes" if found.opens else "no", lang)
            click.echo(say("keys_sealed", lang, opens=opens, masters=", ".join(found.masters)))
        for office, key, made_at in found.data_keys:
            click.echo(say("keys_line", lang, office=office, name=key, made=made_at[:19]))
        if held:
            click.echo(say("keys_counted", lang, sealed=held[0], plain=held[1]))

    params = [click.Option(["--count"], is_flag=True, help=say("keys_count", lang)), json_option(lang)]
    return shaped("keys_status", run, lang=lang, example="tsuzuri keys status --count", params=params)


def rotate_command(lang: Language) -> click.Command:
    def run(office: str) -> None:
        settings = load()
        whose, keys = office or settings.office, open_archive(settings).keys
        known = sorted({one[0] for one in keys.status().data_keys})
        if known and whose not in known:
            raise ConfigError(f"no data key is {whose}'s, only {', '.join(known)} have one: nothing was changed")
        click.echo(say("keys_rotated", lang, office=whose, name=keys.rotate(whose)))

    params = [click.Option(["--office"], default="", help=say("keys_office", lang))]
    return shaped("keys_rotate", run, lang=lang, example="tsuzuri keys rotate --office 北部", params=params)


def rewrap_command(lang: Language) -> click.Command:
    def run(to: Path | None, to_passphrase: Path | None) -> None:
        if (to is None) == (to_passphrase is None):
            raise click.UsageError("--to FILE | --to-passphrase FILE")
        archive = open_archive(load())
        source = KeySource(passphrase=secret_in(to_passphrase)) if to_passphrase else written(Path(str(to)))
        click.echo(say("keys_rewrapped", lang, count=archive.keys.rewrap(source)))

    place = click.Path(dir_okay=False, path_type=Path)
    params = [
        click.Option(["--to"], type=place, help=say("keys_to", lang)),
        click.Option(["--to-passphrase"], type=place, help=say("keys_to_words", lang)),
    ]
    return shaped("keys_rewrap", run, lang=lang, example="tsuzuri keys rewrap --to new.key", params=params)


def retire_command(lang: Language) -> click.Command:
    def run() -> None:
        click.echo(say("keys_retired", lang, count=open_archive(load()).keys.retire()))

    return shaped("keys_retire", run, lang=lang, example="tsuzuri keys retire")


def migrated(settings: Settings) -> Archive:
    """Without asking for the key, so that its state can be told without it."""
    archive = opened(settings)
    archive.migrate()
    return archive


def counted(archive: Archive) -> tuple[int, int]:
    """Kept files: sealed, in the clear."""
    found = [archive.is_sealed(name) for name in archive.keys.kept_names()]
    return sum(found), len(found) - sum(found)


def written(place: Path) -> KeySource:
    """A new key file, on the disk before anything depends on it; one that is there already is taken as it is."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN)
    except FileExistsError:
        return KeySource(secret_in(place))
    except OSError as error:
        raise ConfigError(f"no key file can be made at {place}: {error.strerror}") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_key_text())
        file.flush()
        os.fsync(file.fileno())
    return KeySource(secret_in(place))
