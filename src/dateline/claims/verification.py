"""What the publisher says of its own knowledge: "could not verify", bound to the claims that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.nlp import Parsed, Sentence
from dateline.records import Claim, Span
from dateline.reference.patterns import patterns

COULD_NOT = re.compile(
    r"(?:(?:could|can) ?(?:not|n[’']t)|(?:not|n[’']t) (?:been )?(?:immediately )?possible to"
    r"|(?:was|were|is|are|been) (?:not able|unable)(?: to)?|unable to|(?:did|do) not)"
    r"(?: be)?(?: immediately| independently| yet| fully|,)*(?: be)?(?: immediately| independently)* "
    r"(?:confirm|verif|corroborat|authenticat)\w*"
    r"|(?:not|n[’']t|never) (?:been |be )?(?:immediately |independently |yet )*"
    r"(?:confirmed|verified|corroborated|authenticated)"
    r"|(?:neither|none|nor|no) [^.;]{0,60}?(?:could|can|was|were|has|have) (?:been |be )*"
    r"(?:immediately |independently |yet |fully )*(?:be )?(?:confirmed|verified|corroborated|authenticated)"
    r"|no (?:immediate |independent )+(?:confirmation|verification)",
    re.IGNORECASE,
)
VERIFIED = re.compile(
    r"(?:has|have|was|were) (?:been )?independently (?:verified|confirmed)"
    r"|(?:independently|was able to|were able to) (?:verified|confirmed|verify|confirm)",
    re.IGNORECASE,
)
#: Words of a publisher that says what it checked: "killed 101 civilians, the Office has verified".
OWN_CHECK = re.compile(r"\b(?:we|the (?P<house>[A-Z]\w+)) (?:has |have |documented and |recorded and )*verified\b")
LOOK_BACK = 9  # sentences
PARAGRAPHS_BACK = 2
#: More than one number, which more than one claim may hold.
FIGURES = re.compile(r"\b(?:figures|numbers|tolls)\b", re.IGNORECASE)
#: What several said, in one sentence or in more.
ACCOUNTS = re.compile(r"\b(?:accounts|claims|reports|allegations|statements|neither|either|versions)\b", re.IGNORECASE)
#: A number of people harmed, and nothing else.
TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:dead|deaths|casualties|victims|people killed)|casualty figures?)\b",
    re.IGNORECASE,
)
#: What shows a thing happen: a claim that another sentence makes is not in the picture.
FILM = re.compile(r"\b(?:videos?|footage|images?|photographs?|photos?|clips?|pictures?|recordings?)\b", re.IGNORECASE)
#: More than one toll.
SEVERAL = re.compile(r"\b(?:neither|either|both|tolls)\b", re.IGNORECASE)
EARLIER = re.compile(r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?)\b", re.IGNORECASE)
SIDES = frozenset({"party", "official"})
HARM = frozenset({"killed", "injured", "casualties", "missing"})
DEATHS = frozenset({"killed", "casualties"})


@dataclass(frozen=True, slots=True)
class Verification:
    """A phrase that says what could (not) be verified, and its sentence.

    `of_figures`: whether it speaks of the figures, in the plural; `of_accounts`: whether of what several said;
    `of_toll`: whether of the dead or hurt alone; `of_film`: whether of what a picture shows;
    `of_several`: whether of each of several.
    """

    value: str
    mention: Span
    sentence: Sentence
    of_figures: bool
    of_accounts: bool
    of_toll: bool
    of_film: bool
    of_several: bool


def find_verifications(parsed: Parsed) -> list[Verification]:
    """The phrases of a report, in order, one of a sentence."""
    found = []
    for sentence in parsed.sentences:
        words = parsed.text[sentence.start : sentence.end]
        for match, value in (
            (COULD_NOT.search(words), "could_not_verify"),
            (VERIFIED.search(words) or _own_check(words, parsed.report.publisher), "verified"),
        ):
            if match is not None:
                span = parsed.span(sentence.start + match.start(), sentence.start + match.end())
                about = (bool(pattern.search(words)) for pattern in (FIGURES, ACCOUNTS, TOLL, FILM, SEVERAL))
                found.append(Verification(value, span, sentence, *about))
                break
    return found


def _own_check(words: str, publisher: str | None) -> re.Match[str] | None:
    """ "We verified …", "the Office has verified …" of the office that publishes; others verify for themselves."""
    match = OWN_CHECK.search(words)
    house = match["house"] if match is not None else None
    return match if house is None or house in (publisher or "").split() else None


def bind(
    verifications: list[Verification], claims_by_sentence: Mapping[int, list[Claim]], paragraphs: Mapping[int, int]
) -> dict[str, Verification]:
    """Which claims, by id, each verification is about: those of its own sentence, else of the nearest one before it.

    "The figures" are those of every claim before it that holds one, as far back as a verification looks; "the toll" is
    that of the nearest claims that count the dead, else the first of the report that do; "the accounts" are what others
    say in the nearest's paragraph; "the video" shows what the nearest sentence with a picture tells.
    `claims_by_sentence` and `paragraphs` are by the sentence's index.
    """
    bound: dict[str, Verification] = {}
    for verification in verifications:
        index = verification.sentence.index
        about = claims_by_sentence.get(index, [])
        if about and not (verification.of_toll and not _with_harm(about)):
            bound.update((claim.id, verification) for claim in about)
            continue
        here = paragraphs.get(index, -1)
        window = [
            (earlier, claims_by_sentence[earlier])
            for earlier in range(index - 1, max(-1, index - LOOK_BACK), -1)
            if earlier in claims_by_sentence and paragraphs.get(earlier, -1) >= here - PARAGRAPHS_BACK
        ]
        nearest = next((claims for _, claims in window), about)
        if verification.of_toll and verification.of_several:
            report = [
                found for i in sorted(claims_by_sentence) if i < index and (found := _of_toll(claims_by_sentence[i]))
            ]
            named = [found for found in report[1:] if any(c.event == "casualties" for c in found)]
            about = [claim for found in (report[:1] + named or [nearest]) for claim in found]
        elif verification.of_toll:
            told = [claims for _, claims in window]
            report = [claims_by_sentence[earlier] for earlier in sorted(claims_by_sentence) if earlier < index]
            about = (
                _first(told, _of_toll)
                or _first(report, _of_toll)
                or _first(told, _with_dead)
                or _first(told, _with_harm)
                or nearest
            )
        elif verification.of_figures:
            about = [claim for _, claims in window for claim in claims if claim.figures] or nearest
        elif verification.of_film:
            beside = nearest if window and paragraphs.get(window[0][0]) == here else []
            about = _first([claims for _, claims in window], _of_film) or beside
        elif verification.of_accounts and (rivals := _rivals(window, paragraphs)):
            about = rivals
        elif verification.of_accounts and window:
            paragraph = paragraphs.get(window[0][0])
            about = [
                claim
                for earlier, claims in window
                for claim in claims
                if claims is nearest or (paragraphs.get(earlier) == paragraph and claim.attribution.sources)
            ]
        else:
            about = nearest
        bound.update((claim.id, verification) for claim in about)
    return bound


def _first(told: list[list[Claim]], which: Callable[[list[Claim]], list[Claim]]) -> list[Claim]:
    """Those claims of the nearest sentence that fit, of sentences in which any does."""
    return next((found for claims in told if (found := which(claims))), [])


def _rivals(window: list[tuple[int, list[Claim]]], paragraphs: Mapping[int, int]) -> list[Claim]:
    """What the sides of the nearest paragraph say in which two of them speak."""
    told: dict[int, list[Claim]] = {}
    for index, claims in window:
        told.setdefault(paragraphs.get(index, -1), []).extend(c for c in claims if c.attribution.sources)
    for claims in told.values():
        sided = [c for c in claims if c.attribution.directness in SIDES]
        if len({s.party or s.name for c in sided for s in c.attribution.sources}) > 1:
            return sided
    return []


def _of_toll(claims: list[Claim]) -> list[Claim]:
    """Those of some claims that count the dead of an event, or say a toll by its name and not an earlier one."""
    return [
        claim
        for claim in _with_dead(claims)
        if claim.event != "casualties"
        or (claim.trigger is not None and TOLL.search(claim.trigger.text) and not EARLIER.search(claim.evidence.text))
    ]


def _with_dead(claims: list[Claim]) -> list[Claim]:
    """Those of some claims that count the dead, those that only list who was among them left out."""
    return [c for c in claims if c.rule not in _listings() and any(figure.measure in DEATHS for figure in c.figures)]


@cache
def _listings() -> frozenset[str]:
    """The patterns that tell who was among the dead or hurt, and not how many there were."""
    return frozenset(pattern.name for pattern in patterns() if pattern.frame == "listed")


def _of_film(claims: list[Claim]) -> list[Claim]:
    """Those of some claims whose sentence speaks of a picture."""
    return [claim for claim in claims if FILM.search(claim.evidence.text)]


def _with_harm(claims: list[Claim]) -> list[Claim]:
    """Those of some claims that count dead or hurt."""
    return [claim for claim in claims if any(figure.measure in HARM for figure in claim.figures)]
