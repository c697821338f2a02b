"""Who publishes, where "we" speaks; and which country the report is about."""

from __future__ import annotations

from collections import Counter

from dateline.records import Mentions, PartyMention, Report, Span
from dateline.reference.countries import Country, country_by_demonym, country_by_name
from dateline.reference.lexicons import body_words, words_of
from dateline.reference.parties import PartyRow, party_by_name

OFFICES = {
    "GOV": ("government", "department", "ministry", "office", "foreign", "global affairs"),
    "MIL": ("command", "army", "military", "defence forces", "defense forces", "armed forces"),
}
KINDS = {"GOV": "government", "MIL": "state_forces"}
POSTS = frozenset({"consulate", "embassy"})
LONGEST = 5  # words of a name inside the name of an office


def publisher_party(report: Report) -> PartyMention | None:
    """The party that publishes a report, by the table or by its country and office; None for an unknown name."""
    if report.publisher is None:
        return None
    name = report.publisher
    row = party_by_name(name.replace("&", "and"))
    if row is not None:
        return _of_row(report, row)
    words = name.replace("(", "").replace(")", "").replace(",", "").split()
    sender = _sender(words)
    if sender is not None:
        return _of_office(report, sender, "GOV")
    first = _country_named(words, opening=True)
    for size in range(LONGEST, 0, -1):
        for at in range(len(words) - size + 1):
            phrase = " ".join(words[at : at + size])
            row = party_by_name(phrase) if size > 1 or phrase.isupper() else None
            foreign = row is not None and first is not None and row.country not in {None, first.iso3}
            if row is not None and not foreign:
                return _of_row(report, row)
            country = _country(phrase)
            if country is not None and words[at - 1 : at] not in (["for"], ["in"], ["on"], ["to"]):
                sector = next((s for s, offices in OFFICES.items() if any(o in name.lower() for o in offices)), None)
                if sector is not None:
                    return _of_office(report, country, sector)
    kind = kind_by_name([word.removesuffix("’s").removesuffix("'s") for word in words])
    return None if kind is None or kind == "media" else _mention(report, name, None, kind, None)


def _sender(words: list[str]) -> Country | None:
    """Whose post abroad it is: "Embassy of France in Mali", "Permanent Mission of Norway to the United Nations"."""
    lowered = [word.lower() for word in words]
    at = next((n for n, word in enumerate(lowered) if word in POSTS), None)
    if at is None and "mission" in lowered and lowered[-2:] == ["united", "nations"]:
        at = lowered.index("mission")
    if at is None:
        return None
    return _country_named(words[:at], opening=False) or (
        _country_named(words[at + 2 :], opening=True) if lowered[at + 1 : at + 2] == ["of"] else None
    )


def _country_named(words: list[str], *, opening: bool) -> Country | None:
    """The country that a name opens with, or holds anywhere."""
    for size in range(min(LONGEST, len(words)), 0, -1):
        for at in range(1 if opening else len(words) - size + 1):
            phrase = words[at : at + size]
            country = _country(" ".join(phrase[1:] if phrase[0].lower() == "the" else phrase))
            if country is not None:
                return country
    return None


def _country(phrase: str) -> Country | None:
    bare = phrase.removesuffix("’s").removesuffix("'s")
    return country_by_name(phrase) or country_by_name(bare) or country_by_demonym(bare)


def _of_row(report: Report, row: PartyRow) -> PartyMention:
    return _mention(report, row.name, row.code, row.kind, row.country)


def _of_office(report: Report, country: Country, sector: str) -> PartyMention:
    return _mention(report, report.publisher or "", f"{country.iso3}:{sector}", KINDS[sector], country.iso3)


def _mention(report: Report, name: str, party: str | None, kind: str, country: str | None) -> PartyMention:
    """The publisher as a party; its span is the first letter of the report, as the text need not name it."""
    span = Span(0, max(1, min(1, len(report.text))), report.text[:1])
    return PartyMention(span=span, head=0, name=name, party=party, kind=kind, country=country)


def kind_by_name(words: list[str]) -> str | None:
    """The kind of an organisation that no table holds, by the words of its name ("Relief Alliance for Darfur")."""
    lowered = [word.lower() for word in words]
    if any(word in words_of("relief_word") for word in lowered):
        return "ngo"
    kinds = [body.kind for word in lowered if (body := body_words().get(word)) is not None and body.kind is not None]
    return kinds[-1] if kinds else None


def conflict_country(mentions: Mentions) -> str | None:
    """The country that most of a report's placed names lie in; None where no country has more than half of them."""
    votes: Counter[str] = Counter()
    for place in mentions.places:
        if place.country is not None and place.form != "adjective":
            votes[place.country] += 1 if place.precision == 6 else 2
    if not votes:
        return None
    (country, count), *_ = votes.most_common(1)
    return country if count * 2 > votes.total() else None
