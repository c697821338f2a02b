"""What the publisher says of its own knowledge: "could not verify", bound to the claims that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.nlp import Parsed, Sentence
from dateline.records import Claim, Span

COULD_NOT = re.compile(
    r"(?:(?:could|can) ?(?:not|n[’']t)|(?:was|were|is|are|been) (?:not able|unable)(?: to)?|unable to|(?:did|do) not)"
    r"(?: be)?(?: immediately| independently| yet| fully|,)*(?: be)?(?: immediately| independently)* "
    r"(?:confirm|verif|corroborat|authenticat)\w*"
    r"|(?:not|n[’']t|never) (?:been |be )?(?:immediately |independently |yet )*"
    r"(?:confirmed|verified|corroborated|authenticated)"
    r"|no (?:immediate |independent )+(?:confirmation|verification)",
    re.IGNORECASE,
)
VERIFIED = re.compile(
    r"(?:has|have|was|were) (?:been )?independently (?:verified|confirmed)"
    r"|(?:independently|was able to|were able to) (?:verified|confirmed|verify|confirm)",
    re.IGNORECASE,
)
LOOK_BACK = 9  # sentences
PARAGRAPHS_BACK = 2
#: Words that look back at what was said before, rather than at something of the sentence's own.
LOOKS_BACK = re.compile(
    r"\b(?:claims?|reports?|figures?|tolls?|accounts?|statements?|videos?|footage|images?|authenticity|it|them|this|that|these|numbers?|details|assertions?|allegations?|information|photographs?|photos?|battlefield)\b",
    re.IGNORECASE,
)
#: More than one number, which more than one claim may hold.
FIGURES = re.compile(r"\b(?:figures|numbers|tolls)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verification:
    """A phrase that says what could (not) be verified, and its sentence.

    `looks_back`: whether it speaks of what went before. `of_figures`: whether it speaks of the figures, in the plural.
    """

    value: str
    mention: Span
    sentence: Sentence
    looks_back: bool
    of_figures: bool


def find_verifications(parsed: Parsed) -> list[Verification]:
    """The phrases of a report, in order."""
    found = []
    for sentence in parsed.sentences:
        words = parsed.text[sentence.start : sentence.end]
        for pattern, value in ((COULD_NOT, "could_not_verify"), (VERIFIED, "verified")):
            match = pattern.search(words)
            if match is not None:
                tail = words[match.end() :]
                span = parsed.span(sentence.start + match.start(), sentence.start + match.end())
                found.append(
                    Verification(
                        value,
                        span,
                        sentence,
                        bool(LOOKS_BACK.search(tail))
                        or len(tail) < 3
                        or bool(LOOKS_BACK.search(words[: match.start()])),
                        bool(FIGURES.search(words)),
                    )
                )
                break
    return found


def bind(
    verifications: list[Verification], claims_by_sentence: Mapping[int, list[Claim]], paragraphs: Mapping[int, int]
) -> dict[str, Verification]:
    """Which claims, by id, each verification is about: those of its own sentence, else of the nearest one before it.

    "The figures" are those of every claim before it that holds one, as far back as a verification looks.
    `claims_by_sentence` and `paragraphs` are by the sentence's index.
    """
    bound: dict[str, Verification] = {}
    for verification in verifications:
        index = verification.sentence.index
        about = claims_by_sentence.get(index, [])
        if not about:
            here = paragraphs.get(index, -1)
            window = [
                claims_by_sentence[earlier]
                for earlier in range(index - 1, max(-1, index - LOOK_BACK), -1)
                if earlier in claims_by_sentence and paragraphs.get(earlier, -1) >= here - PARAGRAPHS_BACK
            ]
            about = next(iter(window), [])
            if verification.of_figures:
                about = [claim for claims in window for claim in claims if claim.figures] or about
        bound.update((claim.id, verification) for claim in about)
    return bound
