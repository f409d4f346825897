"""The only file that reads the environment. Every setting has a default that works on one offline PC."""

import getpass
import os
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from domain.access import UNNAMED_OFFICE
from domain.errors import ConfigError
from pipeline.on_duty import duty

CONFIG_FILE = "tsuzuri.toml"


class Settings(BaseSettings):
    """Environment variables `TSUZURI_…` win over `tsuzuri.toml` in the working folder, which wins over the defaults."""

    model_config = SettingsConfigDict(env_prefix="TSUZURI_", toml_file=CONFIG_FILE, extra="forbid", frozen=True)

    home: Path = Field(Path("tsuzuri-data"), description="folder that holds the archive when no URL says otherwise")
    archive: str = Field("", description="database URL; empty: SQLite in `home`")
    files: str = Field("", description="page store URL (fsspec); empty: a folder in `home`")
    queue: str = Field("", description="Redis URL; empty: work is done by this computer alone")
    office: str = Field(UNNAMED_OFFICE, description="the office whose papers these are")
    operator: str = Field("", description="who is working; empty: the login name")
    session: str = Field("", repr=False, description="token of `tsuzuri user login`, instead of typing the secret")
    secret_file: Path | None = Field(None, description="file with the operator's secret, for work nobody attends")
    key: str = Field("", repr=False, description="master key of a sealed archive: the text of a key file")
    key_file: Path | None = Field(None, description="file with the master key; empty: tsuzuri.key in `home`, if there")
    passphrase_file: Path | None = Field(None, description="file with a passphrase, instead of a key file")
    passwords_file: Path | None = Field(None, description="file with known passwords of protected PDFs, one a line")
    lang: Literal["", "ja", "en"] = Field("", description="language of messages; empty: by locale")
    workers: int = Field(0, ge=0, le=256, description="reading processes; 0: one a core")
    profile: Literal["strict", "balanced"] = Field("balanced", description="routing policy")
    target_error: float = Field(0.001, gt=0, lt=0.5, description="silent errors allowed among what passes by itself")
    reader: str = Field("onnx", description="first reader: a file in ocr/engines")
    second_reader: str = Field("tesseract", description="second reader; empty: one reader only, nothing is ever sure")
    third_reader: Path | None = Field(None, description="folder with NDLOCR-Lite's recognisers; empty: no third reader")
    page_budget_s: float = Field(120.0, gt=0, description="seconds after which reading a page is given up")
    lease_s: float = Field(60.0, ge=3, description="seconds after which the page of a worker that is gone comes back")
    log: Literal["", "json"] = Field("", description="json: one line an event on standard error, without personal data")
    platform_url: str = Field("", description="address of the shared platform, https://…")
    platform_token: str = Field("", repr=False, description="token of the shared platform")
    platform_trust: Path | None = Field(None, description="CA file of the platform, instead of the system's")
    receiver: str = Field("", description="names of the platform on consent forms, divided by 、; empty: not asked")
    municipality_code: str = Field("", description="six digits, written into what is delivered")
    wage_yen: float = Field(2_000.0, ge=0, description="cost of a clerk's hour, for `tsuzuri cost`")
    machine_yen: float = Field(20.0, ge=0, description="cost of an hour of one reading process")
    budget_yen: float = Field(15_000_000.0, ge=0, description="yearly budget that the cost report compares with")
    oidc_issuer: str = Field("", description="issuer of the office's directory, https://…; empty: no sign-in with it")
    oidc_client: str = Field("", description="client id that the directory gave this desk")
    oidc_secret: str = Field("", repr=False, description="client secret that the directory gave this desk")
    oidc_redirect: str = Field("", description="address of the desk's /oauth2callback; empty: this computer's own")
    desk_address: str = Field("localhost", description="where the desk listens; another only behind a proxy")
    desk_name: str = Field("", description="host name under which a proxy offers the desk; empty: this computer only")
    port: int = Field(8501, ge=1, le=65535, description="port of the review desk")

    @property
    def archive_url(self) -> str:
        return self.archive or f"sqlite:///{(self.home / 'archive.db').absolute()}"

    @property
    def files_url(self) -> str:
        return self.files or str((self.home / "files").absolute())

    @property
    def who(self) -> str:
        """Whoever proved it at the gate, before any name that was merely given."""
        now = duty()
        return now.operator.name if now else self.operator or login_name()

    @property
    def worker_count(self) -> int:
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def language(self) -> Literal["ja", "en"]:
        return self.lang or language_of_locale()

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # pydantic calls it by keyword
        cls, settings_cls: type[BaseSettings], **sources: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return sources["init_settings"], sources["env_settings"], TomlConfigSettingsSource(settings_cls)


def load(**overrides: object) -> Settings:
    """The settings in force. Raises ConfigError naming the setting that is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks names and types
    except ValidationError as error:
        found = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise ConfigError(f"settings are wrong (environment TSUZURI_… or {CONFIG_FILE}): {found}") from error
    except (OSError, TOMLDecodeError, UnicodeDecodeError) as error:  # a file written as CP932 among them
        raise ConfigError(f"{CONFIG_FILE} in {Path.cwd()} is no readable TOML in UTF-8: {error}") from error


def login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


def language_of_locale() -> Literal["ja", "en"]:
    """Japanese unless the locale clearly says otherwise: the office is Japanese."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    name = chosen.split(".")[0]
    return "ja" if name in ("", "C", "POSIX") or name.startswith("ja") else "en"
