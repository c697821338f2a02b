"""A language model behind an address as a coder: sentences go there, claims that the text bears out come back."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import LanguageError, SettingsError
from dateline.extractors.asking import Server, Spent
from dateline.extractors.checking import Checker
from dateline.extractors.schema import pieces, question, sentences_of
from dateline.records import Claim, Coder, Report
from dateline.reference.gazetteer import Gazetteer
from dateline.text.language import language_of, name_of_language

__all__ = ["Extractor", "Spent"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """Codes reports in `languages` (ISO 639-1) by asking a server."""

    server: Server
    languages: frozenset[str]
    gazetteer: Gazetteer
    coder: Coder
    profile: str = "house"

    def claims(self, report: Report) -> list[Claim]:
        """The claims of a report, in the order of the text.

        Raises LanguageError where it is in another language, ReportError where the server does not answer as asked.
        """
        language = language_of(report)
        if language is not None and language not in self.languages:
            raise LanguageError(
                f"{report.title or report.external_id or report.id} is in {name_of_language(language)}, "
                f"which the extractor is not said to read (extractor_languages): not coded"
            )
        sentences = sentences_of(report)
        found: dict[str, Claim] = {}
        for piece in pieces(sentences):
            checker = Checker(report, dict(piece), self.gazetteer, self.coder, self.profile)
            for claim in checker.claims(self.server.ask(question(report, piece))):
                found.setdefault(claim.id, claim)
        return sorted(
            found.values(), key=lambda claim: (claim.evidence.start, claim.trigger.start if claim.trigger else 0)
        )


def _place(claim: Claim) -> tuple[int, int]:
    return claim.evidence.start, claim.trigger.start if claim.trigger is not None else 0


def read_languages(text: str) -> frozenset[str]:
    """The codes of a setting; raises SettingsError where one is none."""
    codes = [code.strip().lower() for code in text.split(",") if code.strip()]
    for code in codes:
        if len(code) != 2 or not code.isalpha():
            raise SettingsError(f"extractor_languages: {code!r} is no ISO 639-1 code of two letters")
    return frozenset(codes)


def read_prices(text: str) -> tuple[float, float] | None:
    """The price of a million tokens sent, and received; None where not told, SettingsError where not two numbers."""
    if not text.strip():
        return None
    parts = text.split("/")
    try:
        sent, received = (float(part) for part in parts)
    except ValueError:
        raise SettingsError(f"extractor_prices: {text!r} is not two numbers as in 0.15/0.60") from None
    return sent, received
