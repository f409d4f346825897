"""What all commands share: the gate before each, help with an example, `--lang` everywhere, JSON for programs.

Refuses to run anything before `pipeline.acting.enter` has let the operator in.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import click

from deliver.for_receiver import SUFFIX, recipients, sealed_for
from domain.errors import DeliveryError
from pipeline.acting import Caller, as_options, enter
from pipeline.on_duty import on_duty
from pipeline.permits import NEEDS
from pipeline.texts import Language, say

_receivers: ContextVar[tuple[str, ...]] = ContextVar("tsuzuri_receivers", default=())


def shaped(
    name: str, run: Callable[..., None], *, lang: Language, example: str, params: Sequence[click.Parameter] = ()
) -> click.Command:
    """A command whose help ends with an example that works as printed; it acts for whoever the gate let in."""
    asks = name not in NEEDS or NEEDS[name].right is not None
    told = click.Option(["--lang"], type=click.Choice(["ja", "en"]), help=say("lang", lang))
    options = [*params, *(as_options(lang) if asks else ()), told]

    def call(**given: Any) -> None:
        given.pop("lang", None)
        caller = Caller(given.pop("as_who", ""), given.pop("as_code", ""))
        if click.get_current_context().invoked_subcommand:
            return  # the part of a group stands behind a gate of its own
        keys = given.pop("to_key", ())
        recipients(keys)
        with _to(keys), on_duty(enter(name, given, caller=caller, lang=lang)):
            run(**given)

    return click.Command(
        name,
        help=say(name, lang),
        epilog=f"{say('example', lang)} {example}",
        params=options,
        callback=call,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def put(out: Path, data: bytes) -> None:
    """A file with personal data: whole or not at all, and for nobody else's eyes. Raises DeliveryError.

    Encrypted to the receiver, as `<name>.age`, where the command was given a key.
    """
    if receivers():
        out, data = out.with_name(out.name + SUFFIX), sealed_for(data, receivers())
    part = out.with_name(f".{out.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise DeliveryError(f"{out}: {error.strerror or error}") from error


def key_option(lang: Language) -> click.Option:
    """For a command whose files leave: what `put` writes is encrypted to these keys, under a name of its own."""
    return click.Option(["--to-key"], multiple=True, help=say("to_key", lang))


def receivers() -> tuple[str, ...]:
    """Public keys of those for whom the files of this command are."""
    return _receivers.get()


@contextmanager
def _to(keys: tuple[str, ...]) -> Iterator[None]:
    before = _receivers.set(keys)
    try:
        yield
    finally:
        _receivers.reset(before)


def json_option(lang: Language) -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=say("json", lang))


def echo_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
