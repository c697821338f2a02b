"""Settings: defaults, a TOML file, the environment, and what was chosen, the later before the earlier."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.settings import Settings, config_file, load_settings, variable


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def write(home: dict[str, str], text: str) -> None:
    path = config_file(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_without_anything_the_defaults_hold(home: dict[str, str]) -> None:
    assert load_settings(home) == Settings()


def test_the_later_goes_before_the_earlier(home: dict[str, str]) -> None:
    write(home, 'profile = "acled"\njobs = 2\npipeline = "en_core_web_lg"\n')
    assert load_settings(home).profile == "acled"
    environment = home | {"DATELINE_PROFILE": "shcc", "DATELINE_JOBS": "3"}
    assert load_settings(environment) == Settings(profile="shcc", jobs=3, pipeline="en_core_web_lg")
    assert load_settings(environment, profile="idmc", jobs=None).profile == "idmc"
    assert load_settings(environment, profile="idmc", jobs=None).jobs == 3


def test_another_file_may_be_named(home: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("jobs = 4\n", encoding="utf-8")
    assert load_settings(home | {"DATELINE_CONFIG": str(path)}).jobs == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('profile = "guess"', "profile: 'guess' is none of house, acled"),
        ("jobs = 0", "jobs: 0 is not 1 or more"),
        ('jobs = "many"', "jobs: 'many' is not a whole number"),
        ("jobs = true", "jobs: True is not a whole number"),
        ("pipeline = 3", "pipeline: 3 is not a text"),
        ("colour = 3", "unknown setting 'colour'"),
        ('data_dir = "/nowhere"', "data_dir: there is no folder '/nowhere'"),
        ("jobs =", "config.toml: "),
    ],
)
def test_a_wrong_setting_is_named(home: dict[str, str], text: str, words: str) -> None:
    write(home, text)
    with pytest.raises(SettingsError) as error:
        load_settings(home)
    assert words in str(error.value)


def test_a_wrong_variable_is_named(home: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="DATELINE_JOBS: 'x' is not a whole number"):
        load_settings(home | {"DATELINE_JOBS": "x"})


def test_a_file_that_is_named_must_be_there(home: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="DATELINE_CONFIG: there is no file"):
        load_settings(home | {"DATELINE_CONFIG": "/nowhere.toml"})


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_has_its_help_and_its_variable(setting: object) -> None:
    assert setting.metadata["help"].endswith(".")  # type: ignore[attr-defined]
    assert variable(setting.name) == f"DATELINE_{setting.name.upper()}"  # type: ignore[attr-defined]
