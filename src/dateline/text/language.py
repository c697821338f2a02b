"""Which language a text is in, where it is long enough to tell, and the refusal to code another than English."""

from __future__ import annotations

import re
from typing import Any

from dateline.errors import LanguageError
from dateline.records.reports import Report
from dateline.text.words import function_words, language_names

_SAMPLE = 3000  # characters that are looked at
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 20  # fewer words of a Latin script tell nothing for sure
_ENOUGH_LETTERS = 40  # of another script
_ENGLISH = 0.18  # share of function words from which a text is English beyond doubt
_FOREIGN = 0.10  # share below which it may be something else
_SURE = 0.95
_LIKELY = 0.5  # in another script it is not English, whatever it is


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where the text is too short to tell, or nothing is sure."""
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    if not words:
        return None
    share = sum(map(function_words().__contains__, words)) / len(words)
    if len(words) >= 4 and share >= _ENGLISH:
        return "en"
    letters = "".join(words)
    latin = sum(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in letters) / len(letters)
    enough = len(words) >= _ENOUGH_WORDS if latin > 0.5 else len(letters) >= _ENOUGH_LETTERS
    if not enough:
        return None
    code, sure = _classify(sample)
    if sure < (_SURE if latin > 0.5 else _LIKELY):
        return None
    if code != "en" and latin > 0.5 and share > _FOREIGN:
        return None
    return code


def language_of(report: Report) -> str | None:
    """The ISO 639-1 code of a report's language; None where nobody can tell.

    What is said of it is believed, save that it is English where the text is surely something else: pages say so of
    themselves whatever they hold.
    """
    said = (report.language or "").lower().split("-")[0].split("_")[0] or None
    return said if said not in (None, "en") else detect_language(report.text) or said


def name_of_language(code: str) -> str:
    """A language's name in English."""
    return language_names().get(code[:2], f"a language with the code {code!r}")


def check_language(report: Report) -> None:
    """Pass an English report, or one whose language nobody can tell; raises LanguageError for any other."""
    language = language_of(report)
    if language is None or language == "en":
        return
    name = name_of_language(language)
    named = f"{report.title!r}" if report.title else report.external_id or report.id
    raise LanguageError(f"{named} is in {name}, and only English is read: not coded")


def _classify(sample: str) -> tuple[str, float]:
    """The likeliest language and how sure that is, from 0 to 1."""
    code, sure = _identifier().classify(sample)
    return str(code), float(sure)


_loaded: list[Any] = []


def prepare() -> None:
    """Load what tells languages apart, which is unpacked by way of a file: later no file may be written."""
    _identifier()


def _identifier() -> Any:  # py3langid has no types
    if not _loaded:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

        _loaded.append(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    return _loaded[0]
