"""One file a command of `tsuzuri`, named like it; each offers `COMMAND(lang) -> click.Command`."""
