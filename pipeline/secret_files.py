"""Secrets that lie in files: read only where nobody but their owner can. Refuses a file that others may read."""

from pathlib import Path

from domain.errors import ConfigError

OTHERS = 0o077
LONGEST_SECRET = 200
LONGEST_LIST = 100_000


def secret_in(path: Path) -> str:
    """Raises ConfigError for a file that others may read or that cannot be read."""
    return _read(path)[:LONGEST_SECRET].strip()


def secrets_in(path: Path | None) -> tuple[str, ...]:
    """One a line, as typed; () without a file. Raises ConfigError as `secret_in`."""
    return tuple(_read(path)[:LONGEST_LIST].splitlines()) if path else ()


def _read(path: Path) -> str:
    try:
        if path.stat().st_mode & OTHERS:
            raise ConfigError(f"{path} can be read by others: chmod 600")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the secret file {path} cannot be read") from error
