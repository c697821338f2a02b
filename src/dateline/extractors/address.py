"""The address of a model: `http://127.0.0.1:11434/v1/llama3.1:8b` is a server, a path and the name of a model."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.errors import SettingsError

RULES = "rules"
KEY = "DATELINE_EXTRACTOR_KEY"
_MIDDLE = "/v1/"


@dataclass(frozen=True, slots=True, repr=False)
class ModelAddress:
    """Where chat completions are asked for, of which model, and with which key; the key is never written anywhere."""

    url: str
    model: str
    key: str | None

    @property
    def name(self) -> str:
        """The server and the model, without the key."""
        return f"{urlsplit(self.url).netloc} {self.model}"


def read_model_address(text: str, environ: Mapping[str, str] | None = None) -> ModelAddress:
    """The address that a setting names; raises SettingsError where it is none, or would show a key on its way."""
    parts = urlsplit(text)
    before, found, model = text.partition(_MIDDLE)
    if parts.scheme not in ("http", "https") or not parts.hostname or not found or not model.strip():
        raise SettingsError(
            f"extractor: {_shown(text)} is neither {RULES} nor an address like http://HOST:PORT/v1/MODEL"
        )
    if parts.username is not None or parts.password is not None:
        raise SettingsError(f"extractor: an address holds no name and no password; a key comes from {KEY}")
    key = (os.environ if environ is None else environ).get(KEY) or None
    if key is not None and parts.scheme == "http" and not _is_here(parts.hostname):
        raise SettingsError(f"extractor: {KEY} is sent by https only, or to this machine")
    return ModelAddress(f"{before}{_MIDDLE}chat/completions", model, key)


def _shown(text: str) -> str:
    """An address without what may be a password."""
    return repr(text.rpartition("@")[2] if "@" in text else text)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
