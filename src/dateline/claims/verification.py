"""What the publisher says of its own knowledge: "could not verify", bound to the claims that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.nlp import Parsed, Sentence
from dateline.records import Span

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


@dataclass(frozen=True, slots=True)
class Verification:
    """A phrase that says what could (not) be verified, its sentence, and whether it speaks of what went before."""

    value: str
    mention: Span
    sentence: Sentence
    looks_back: bool


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
                    )
                )
                break
    return found


def bind(
    verifications: list[Verification], claims_by_sentence: dict[int, list[str]], paragraphs: dict[int, int]
) -> dict[str, Verification]:
    """Which claims each verification is about: those of its own sentence, else of the nearest one before it.

    `claims_by_sentence` holds claim keys by sentence index, `paragraphs` the paragraph of each sentence.
    """
    bound: dict[str, Verification] = {}
    for verification in verifications:
        index = verification.sentence.index
        own = claims_by_sentence.get(index, [])
        if own:
            bound.update(dict.fromkeys(own, verification))
            continue
        here = paragraphs.get(index, -1)
        for earlier in range(index - 1, max(-1, index - LOOK_BACK), -1):
            if paragraphs.get(earlier, -1) < here - PARAGRAPHS_BACK:
                break
            if claims_by_sentence.get(earlier):
                bound.update(dict.fromkeys(claims_by_sentence[earlier], verification))
                break
    return bound
