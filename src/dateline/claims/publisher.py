"""Who publishes, where "we" speaks; and which country the report is about."""

from __future__ import annotations

from collections import Counter

from dateline.records import Mentions, PartyMention, Report, Span
from dateline.reference.countries import country_by_demonym, country_by_name
from dateline.reference.lexicons import body_words, words_of
from dateline.reference.parties import party_by_name

OFFICES = {
    "GOV": ("government", "department", "ministry", "office", "foreign"),
    "MIL": ("command", "army", "military", "defence forces", "defense forces", "armed forces"),
}
KINDS = {"GOV": "government", "MIL": "state_forces"}


def publisher_party(report: Report) -> PartyMention | None:
    """The party that publishes a report, by the table or by its country and office; None for an unknown name."""
    if report.publisher is None:
        return None
    name = report.publisher
    span = Span(0, max(1, min(1, len(report.text))), report.text[:1])
    row = party_by_name(name)
    if row is not None:
        return PartyMention(span=span, head=0, name=row.name, party=row.code, kind=row.kind, country=row.country)
    words = name.replace("’s", "").replace("'s", "").split()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            phrase = " ".join(words[at : at + size])
            row = party_by_name(phrase) if size > 1 or phrase.isupper() else None
            if row is not None:
                return PartyMention(
                    span=span, head=0, name=row.name, party=row.code, kind=row.kind, country=row.country
                )
            country = country_by_name(phrase) or country_by_demonym(phrase)
            if country is not None:
                sector = next((s for s, offices in OFFICES.items() if any(o in name.lower() for o in offices)), None)
                if sector is not None:
                    return PartyMention(
                        span=span,
                        head=0,
                        name=name,
                        party=f"{country.iso3}:{sector}",
                        kind=KINDS[sector],
                        country=country.iso3,
                    )
    kind = kind_by_name(words)
    return (
        None
        if kind in {None, "media"}
        else PartyMention(span=span, head=0, name=name, party=None, kind=kind, country=None)
    )


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
