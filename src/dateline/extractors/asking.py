"""One question to a model's server: with an end in time and in size, tried again where that may help, kept on disk."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import certifi
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from dateline.errors import ReportError
from dateline.extractors.address import ModelAddress
from dateline.reference.gazetteer.keeping import cache_dir

Json = dict[str, Any]

TRIES = 3
MOST_BYTES = 4_000_000
_PIECE = 65_536
_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504)


class AnswerError(ReportError):
    """A server did not answer, or not as was asked for."""


class _PassingError(AnswerError):
    """A fault that may have passed when one asks again."""


@dataclass(slots=True)
class Spent:
    """What asking has cost: questions, answers that lay on disk, tokens as the server counts them."""

    asked: int = 0
    kept: int = 0
    sent: int = 0
    received: int = 0

    def words(self, prices: tuple[float, float] | None) -> str:
        """What was spent, in a line; with the price where one is known."""
        told = f"{self.asked:,} questions asked, {self.kept:,} answered from disk, "
        told += f"{self.sent:,} tokens sent, {self.received:,} received"
        if prices is None:
            return told
        return f"{told}, cost {(self.sent * prices[0] + self.received * prices[1]) / 1e6:.4f}"


@dataclass(slots=True)
class Server:
    """Asks one model; `pause` is how many seconds lie before the second try, doubled before the third."""

    address: ModelAddress
    seconds: float
    folder: Path | None = None
    pause: float = 1.0
    spent: Spent = field(default_factory=Spent)

    def ask(self, question: Json) -> Json:
        """The JSON object that the model wrote; raises AnswerError where none came after all tries."""
        path = self._path(question)
        if path.is_file() and (known := _read(path)) is not None:
            self.spent.kept += 1
            return known
        for number in range(TRIES):
            try:
                answer = self._once(question)
                break
            except _PassingError as error:
                if number == TRIES - 1:
                    raise AnswerError(f"{error}; {TRIES} tries") from None
                time.sleep(self.pause * 2**number)
        _write(path, answer)
        return answer

    def _once(self, question: Json) -> Json:
        body = json.dumps({"model": self.address.model, **question}, ensure_ascii=False).encode()
        status, data = self._post(body)
        self.spent.asked += 1
        if status != 200:
            kind = _PassingError if status in _AGAIN else AnswerError
            raise kind(f"{self.address.name} answered with status {status}")
        try:
            told = json.loads(data)
            self._count(told.get("usage"))
            content = json.loads(told["choices"][0]["message"]["content"])
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            raise _PassingError(f"{self.address.name} did not answer with the JSON that was asked for") from None
        if not isinstance(content, dict):
            raise _PassingError(f"{self.address.name} did not answer with a JSON object")
        return content

    def _post(self, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.address.key is not None:
            headers["Authorization"] = f"Bearer {self.address.key}"
        end = time.monotonic() + self.seconds
        try:
            with PoolManager(ca_certs=certifi.where(), retries=False) as pool:
                answer = pool.request(
                    "POST",
                    self.address.url,
                    body=body,
                    headers=headers,
                    redirect=False,  # a key goes to the machine that was named, and to no other
                    timeout=Timeout(connect=min(10.0, self.seconds), read=self.seconds),
                    preload_content=False,
                )
                try:
                    return answer.status, b"".join(_pieces(answer, end, self.address.name))
                finally:
                    answer.close()
        except HTTPError as error:
            kind = type(error).__name__.removesuffix("Error")
            raise _PassingError(f"{self.address.name} cannot be asked: {kind}") from None

    def _count(self, usage: object) -> None:
        if isinstance(usage, dict):
            self.spent.sent += _whole(usage.get("prompt_tokens"))
            self.spent.received += _whole(usage.get("completion_tokens"))

    def _path(self, question: Json) -> Path:
        told = json.dumps([self.address.url, self.address.model, question], ensure_ascii=False, sort_keys=True)
        name = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
        return (self.folder or cache_dir() / "answers") / name[:2] / f"{name}.json"


def _pieces(answer: BaseHTTPResponse, end: float, name: str) -> Iterator[bytes]:
    """The body as it comes in: an answer that drips is given up as soon as its time is over."""
    size = 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise AnswerError(f"{name} answered with more than {MOST_BYTES // 1_000_000} MB")
        if time.monotonic() > end:
            raise _PassingError(f"{name} took too long to answer")
        yield piece


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def _read(path: Path) -> Json | None:
    """An answer that was kept; None where the file is no longer one."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _write(path: Path, answer: Json) -> None:
    """Keep an answer, whole or not at all, for its owner alone: it holds words of a report."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.touch(mode=0o600)
    part.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    part.replace(path)
