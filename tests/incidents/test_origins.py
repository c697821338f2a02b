"""Whose word a claim is: what counts as one origin."""

from __future__ import annotations

import pytest

from dateline.incidents.origins import Origins, origins_of
from dateline.incidents.views import view_claims
from dateline.records import Attribution, Claim, Report, Source, Span
from dateline.records.ids import report_id, sha256

TEXT = "Shells hit the market."


def claim(*sources: Source, text: str = TEXT, directness: str = "official") -> Claim:
    evidence = Span.of(text, 0, len(text))
    said = Attribution(sources=sources, directness=directness) if sources else Attribution(directness="publisher")
    return Claim(
        id=f"c-{sha256(f'{text}{sources}')[:16]}",
        report=report_id(text),
        event="shelling",
        trigger=None,
        evidence=evidence,
        attribution=said,
        rule="toy",
    )


def source(name: str, **known: object) -> Source:
    return Source(mention=Span.of(TEXT, 0, 6), name=name, **known)  # type: ignore[arg-type]


def report(publisher: str, text: str = TEXT) -> Report:
    return Report(id=report_id(text), text=text, sha256=sha256(text), source_sha256=sha256(text), publisher=publisher)


@pytest.mark.parametrize(
    ("said_by", "publisher", "origins"),
    [
        ((source("residents", role="resident", party="SYR:CIV", anonymous=True),), "Valley Wire", ("Valley Wire",)),
        ((source("a teacher from Oresk", role="survivor"),), "Valley Wire", ("Valley Wire",)),
        ((source("Lena Marsh", role="survivor"),), "Valley Wire", ("lena marsh",)),
        ((source("Desk"),), "Rights Monitoring Desk", ("Rights Monitoring Desk",)),
        ((source("the army", party="SYR:MIL"), source("monks", anonymous=True)), "Post", ("SYR:MIL",)),
        ((), "Rapid Support Forces Media Office", ("SDN:UAF.RSF",)),
        ((), "Press Office", ("Press Office",)),
        ((), "Islamic State Watch", ("Islamic State Watch",)),
    ],
)
def test_the_origin_is_who_could_be_asked_again(
    said_by: tuple[Source, ...], publisher: str, origins: tuple[str, ...]
) -> None:
    kept = report(publisher)
    assert origins_of(claim(*said_by), {kept.id: kept}) == origins


def test_a_person_is_known_by_the_last_name_too() -> None:
    texts = ("Shells hit the market, Lena Marsh said.", "Eight people died, Marsh said later that day.")
    reports = {r.id: r for r in (report(f"Post {number}", text) for number, text in enumerate(texts))}
    claims = [claim(source(name), text=text) for text, name in zip(texts, ("Lena Marsh", "Marsh"), strict=True)]
    assert Origins(view_claims(claims, reports), reports).all == ("lena marsh",)
