"""A claim as fusion sees it: what can be compared with another claim, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.incidents.policy import Policy, policy, words
from dateline.records import Claim, Figure, ParagraphKind, Participant, Place, Report, Time
from dateline.reference.ontology import armed_kinds, event_type

WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")
SITE_ROLES = (("site",), ("area",), ("destination", "origin"))
DOERS = ("actor",)
HARMED = ("target", "victim")
PARTS_OF_DAY = ((5, "NI"), (12, "MO"), (18, "AF"), (22, "EV"), (25, "NI"))  # up to which hour
_SIGNS = ",.;:“”\"'‘’()"
_MANY = ("s", "men")
NEAR_WORDS = 6  # before a noun, in which "a day after an" may stand
HOURS_APART = 2  # two hours of one morning that may be one
TOWN = 2  # UCDP precision: a named place, or near one


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What of a claim is compared; `order` is where it stands among all claims, `paragraph` None where not known.

    `loose` says that it names neither a place nor a day of its own; `definite` that its words point back ("the
    blast"), `another` that they set it apart, `anew` that they tell of a deed after the one before, `later` that its
    number replaces an earlier one, `lowered` a larger one; `item` that it stands in one point of a list.
    """

    claim: Claim
    published: str | None
    order: int
    start: int
    end: int
    paragraph: int | None
    lead: bool
    item: bool
    sites: tuple[Place, ...]
    soft_place: bool
    first: int | None
    last: int | None
    hours: str | None
    soft_time: bool
    actors: tuple[Participant, ...]
    harmed: frozenset[str]
    figures: tuple[Figure, ...]
    tokens: frozenset[str]
    loose: bool
    plural: bool
    definite: bool
    another: bool
    anew: bool
    later: bool
    lowered: bool

    @property
    def report(self) -> str:
        return self.claim.report

    @property
    def event(self) -> str:
        return self.claim.event

    @property
    def struck(self) -> frozenset[str]:
        """The kinds of what was hit, forces that were hit among them."""
        forces = any(p.role in HARMED and p.kind in armed_kinds() for p in self.claim.participants)
        return frozenset(self.claim.target_kinds) | ({"military"} if forces else frozenset())


def view_claims(claims: list[Claim], reports: Mapping[str, Report]) -> list[View]:
    """The views of claims that stand in their lasting order."""
    return [_view(claim, order, reports.get(claim.report), policy()) for order, claim in enumerate(claims)]


def text_order(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, str, int, int, str]:
    """Where a claim stands: by the day of its report, by report, by its place in the text, then by id."""
    report = reports.get(claim.report)
    published = report.published if report is not None and report.published else ""
    return published, claim.report, trigger_start(claim), claim.evidence.start, claim.id


def trigger_start(claim: Claim) -> int:
    """Where the word that names the event begins, else the evidence."""
    return claim.evidence.start if claim.trigger is None else claim.trigger.start


def days_of(time: Time | None) -> tuple[int | None, int | None]:
    """First and last day as numbers that can be compared, None where open or not known."""
    if time is None:
        return None, None
    return _ordinal(time.start), _ordinal(time.end)


def other_hours(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lists of parts of a day have nothing in common: "09" lies in "MO", an evening does not."""
    some, others = set(one), set(other)
    if not some or not others or some & others:
        return False
    return not any(_hours_meet(a, b) for a in some for b in others)


def _hours_meet(one: str, other: str) -> bool:
    if one.isdecimal() and other.isdigit():
        return abs(int(one) - int(other)) <= HOURS_APART
    parts = {part_of_day(one), part_of_day(other)}
    return len(parts) == 1 or parts == {"EV", "NI"}


def part_of_day(hour: str) -> str:
    """MO, AF, EV or NI for an hour; a part of the day as it is."""
    if not hour.isdecimal():
        return hour
    return next(part for end, part in PARTS_OF_DAY if int(hour) < end)


def event_figures(claim: Claim) -> tuple[Figure, ...]:
    """The figures of one happening: totals, stocks, flows, shares, and numbers "of the dead" left out."""
    counted = (f for f in claim.figures if f.scope == "event" and f.unit != "percent")
    return tuple(figure for figure in counted if not _is_of_others(figure, claim))


def _is_of_others(figure: Figure, claim: Claim) -> bool:
    """Whether a figure is a part of those counted in another sentence: "two of the dead were sisters"."""
    after = claim.evidence.text[max(0, figure.mention.end - claim.evidence.start) :].lstrip()
    said = words("part").match(after) or words("part").search(figure.mention.text)
    return figure.part_of is None and said is not None


def sources_of(view: View) -> frozenset[str]:
    """Who says it, by party, else by name; the publisher where nobody is named."""
    attribution = view.claim.attribution
    return frozenset(s.party or s.name for s in attribution.sources) or frozenset({attribution.origin or view.report})


def name_words(name: str) -> frozenset[str]:
    """The words of a name that can tell it from another, without plural endings."""
    return frozenset(_stem(word) for word in WORD.findall(name.lower()))


def _telling(name: str) -> frozenset[str]:
    """The words of a name without those that anybody bears: "people", "residents"."""
    return frozenset(word for word in name_words(name) if words("anybody").fullmatch(word) is None)


def _view(claim: Claim, order: int, report: Report | None, rules: Policy) -> View:
    sites = _sites(claim)
    first, last = days_of(claim.time)
    before = claim.evidence.text[: max(0, trigger_start(claim) - claim.evidence.start)]
    paragraph, lead = _paragraph(claim, report)
    return View(
        claim=claim,
        published=report.published if report is not None else None,
        order=order,
        start=claim.evidence.start,
        end=claim.evidence.end,
        paragraph=paragraph,
        lead=lead,
        item=_is_item(report, paragraph),
        sites=sites,
        soft_place="places" in claim.implied,
        first=first,
        last=last,
        hours=_hours(claim.time),
        soft_time="time" in claim.implied,
        actors=() if claim.event in rules.charges else _doers(claim),
        harmed=frozenset().union(*(_telling(p.name) for p in claim.participants if p.role in HARMED)),
        figures=event_figures(claim),
        tokens=name_words(claim.evidence.text),
        loose=(not sites or "places" in claim.implied)
        and ("time" in claim.implied or (first is None and last is None)),
        plural=claim.event not in rules.harm and _is_plural(claim),
        definite=_is_near(before, "definite", 2) if _is_noun(claim) else _points_back(claim, before),
        another=_says(claim, "another") or (claim.event not in rules.harm and _is_another(claim, before)),
        anew=claim.event not in rules.harm | rules.effects and _says(claim, "anew"),
        later=_says(claim, "later") or _says(claim, "lowered"),
        lowered=_says(claim, "lowered"),
    )


def _doers(claim: Claim) -> tuple[Participant, ...]:
    return tuple(p for p in claim.participants if p.role in DOERS and p.kind not in {"civilians", "unknown"})


def _sites(claim: Claim) -> tuple[Place, ...]:
    """The places that say where: the sites, else the area, else where from and where to; towns before units.

    Where the harmed were brought to says nothing of where they were hit.
    """
    still = claim.event in policy().harm or event_type(claim.event).group == "attacks"
    for roles in SITE_ROLES[:2] if still else SITE_ROLES:
        found = [p for p in claim.places if p.role in roles]
        if found:
            towns = [p for p in found if p.precision is not None and p.precision <= TOWN]
            return tuple(towns or found)
    return ()


def _hours(time: Time | None) -> str | None:
    """The part of the day, "MO" or "14": two mornings may be one, a morning and an evening are not."""
    if time is None or time.value is None or "T" not in time.value or time.value.startswith("P"):
        return None
    return time.value.split("T", 1)[1][:2] or None


def _is_plural(claim: Claim) -> bool:
    """Whether a noun names many deeds: "raids", "explosions"."""
    if claim.trigger is None or not _is_noun(claim):
        return False
    last = claim.trigger.text.lower().split()[-1]
    return last.endswith("s") and not last.endswith("ss")


def _is_noun(claim: Claim) -> bool:
    return claim.rule.endswith("noun")


def _is_near(before: str, sense: str, reach: int) -> bool:
    """Whether one of the last words before the trigger has a sense: "the", "a second"."""
    return any(words(sense).fullmatch(word) for word in before.split()[-reach:])


def _is_another(claim: Claim, before: str) -> bool:
    """Whether the words before the trigger set it apart: "a second bomb exploded", "a day after an ambush"."""
    if _is_noun(claim) and _is_new_after(before):
        return True
    counted = before if _is_noun(claim) else " ".join(before.split()[:-1])
    return _is_near(counted, "nth", 3) or _is_near(before, "again", 2)


def _is_new_after(before: str) -> bool:
    """Whether a noun names, as something new, what had been done days or hours before."""
    near = " ".join(before.split()[-NEAR_WORDS:])
    parting = words("parting").search(near)
    return parting is not None and near[parting.end() :].split()[:1] in (["a"], ["an"])


def _points_back(claim: Claim, before: str) -> bool:
    """Whether those who do it, what they do it with, or the harmed were told of before: "they fired", "the dead"."""
    if claim.time is not None and claim.time.start is not None and "time" not in claim.implied:
        return False
    said = before.split()
    told = [word.strip(_SIGNS) for word in said]
    if claim.event in policy().harm and told and _is(told[-1], "definite"):
        return True
    at = trigger_start(claim)
    if any(p.role in DOERS and p.mention.start < at and _is(p.mention.text, "pronoun") for p in claim.participants):
        return True
    hit = {word for p in claim.participants if p.role in HARMED for word in p.mention.text.casefold().split()}
    return any(
        _is(word, "agent")
        and word.casefold() not in hit
        and any(_is(one, "definite") for one in told[:at][-2:])
        and (at == len(told) - 1 or word.endswith(_MANY) or not said[at].endswith(word))  # not "the missile forces"
        for at, word in enumerate(told)
    )


def _is(text: str, sense: str) -> bool:
    return words(sense).fullmatch(text) is not None


def _says(claim: Claim, sense: str) -> bool:
    return words(sense).search(claim.evidence.text) is not None


def _paragraph(claim: Claim, report: Report | None) -> tuple[int | None, bool]:
    """The paragraph that a claim stands in, and whether that is a headline or the first one of the story."""
    if report is None or not report.paragraphs:
        return None, claim.evidence.start == 0
    starts = [paragraph.start for paragraph in report.paragraphs]
    index = max(0, bisect_right(starts, claim.evidence.start) - 1)
    body = (i for i, p in enumerate(report.paragraphs) if p.kind in {ParagraphKind.BODY, ParagraphKind.ITEM})
    return index, report.paragraphs[index].kind is ParagraphKind.HEADLINE or index == next(body, 0)


def _is_item(report: Report | None, paragraph: int | None) -> bool:
    if report is None or paragraph is None or not report.paragraphs:
        return False
    return report.paragraphs[paragraph].kind is ParagraphKind.ITEM


@lru_cache(maxsize=4096)
def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
