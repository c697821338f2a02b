"""What holds of every report that is coded: spans are the text's own words, bounds have an order, ids do not change."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import LanguageError
from dateline.pipeline.coding import Pipeline
from dateline.records import Claim, Coded, Report, Span
from dateline.records.encode import coded_from_json, coded_to_json
from dateline.text.readers import make_report

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "samples.jsonl"


def _reports() -> list[Report]:
    """The golden reports and the samples, as they are read."""
    golden = [
        make_report(file.read_text(encoding="utf-8"), published="2024-03-06", publisher="Coastal Press", language="en")
        for file in sorted((ROOT / "tests" / "golden").glob("*/report.txt"))
    ]
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    samples = [
        make_report(row["text"], published=row["published"], publisher=row["publisher"], language="en") for row in rows
    ]
    return golden + samples


REPORTS = _reports()
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.text[:30])


@cache
def pipeline() -> Pipeline:
    return Pipeline()


@cache
def code(report: Report) -> Coded:
    return pipeline().code(report)


def as_json(coded: Coded) -> str:
    """The JSON of what was coded; when the report was read is no part of it."""
    return json.dumps(coded_to_json(replace(coded, report=replace(coded.report, retrieved=None))), ensure_ascii=False)


def spans(record: Any) -> Iterator[Span]:
    """Every span of a record and of the records in it."""
    if isinstance(record, Span):
        yield record
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans(getattr(record, field.name))
    elif isinstance(record, tuple | list):
        for item in record:
            yield from spans(item)


def people(claim: Claim) -> list[Span]:
    return [p.mention for p in claim.participants] + [s.mention for s in claim.attribution.sources]


def in_order(low: float | None, best: float | None, high: float | None) -> bool:
    known = [bound for bound in (low, best, high) if bound is not None]
    return known == sorted(known)


def check(coded: Coded) -> None:
    """All that must hold of one coded report, whatever its text."""
    text = coded.report.text
    for span in spans((coded.claims, coded.mentions, coded.incidents)):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    ids = Counter(claim.id for claim in coded.claims)
    assert [claim_id for claim_id, times in ids.items() if times > 1] == []
    for claim in coded.claims:
        assert claim.report == coded.report.id
        assert re.fullmatch(r"c-[0-9a-f]{16}", claim.id)
        assert {*claim.disputes, *claim.answers} <= ids.keys() - {claim.id}
        for number, figure in enumerate(claim.figures):
            assert in_order(figure.low, figure.best, figure.high)
            assert figure.part_of is None or 0 <= figure.part_of < len(claim.figures)
            assert figure.part_of != number
        if claim.trigger is not None:
            assert claim.evidence.start <= claim.trigger.start < claim.trigger.end <= claim.evidence.end
        if claim.time is not None and claim.time.start is not None and claim.time.end is not None:
            assert claim.time.start <= claim.time.end
    for incident in coded.incidents:
        assert {row.claim for row in incident.claims} <= ids.keys()
        assert all(in_order(row.low, row.best, row.high) for row in incident.figures)


@every_report
def test_spans_bounds_and_ids_of_every_report(report: Report) -> None:
    coded = code(report)
    check(coded)


@every_report
def test_who_takes_part_and_who_says_so_stand_in_the_text_as_whole_words(report: Report) -> None:
    for claim in code(report).claims:
        for span in people(claim):
            before, after = report.text[span.start - 1 : span.start], report.text[span.end : span.end + 1]
            assert not (before.isalnum() and span.text[0].isalnum())
            assert not (after.isalnum() and span.text[-1].isalnum())
        outside = [p for p in claim.participants if not claim.evidence.start <= p.mention.start < claim.evidence.end]
        assert not outside or "participants" in claim.implied


@every_report
def test_rows_of_places_and_of_times_do_not_overlap(report: Report) -> None:
    mentions = code(report).mentions
    for rows in (mentions.places, mentions.times):
        ends = [(row.span.start, row.span.end) for row in rows]
        assert ends == sorted(ends)
        assert all(one[1] <= two[0] for one, two in pairwise(ends))


@every_report
def test_coding_a_report_twice_gives_the_same_bytes(report: Report) -> None:
    assert as_json(pipeline().code(report)) == as_json(code(report))


@every_report
def test_the_json_is_read_back_as_it_was(report: Report) -> None:
    coded = code(report)
    assert as_json(coded_from_json(json.loads(as_json(coded)))) == as_json(coded)


def test_the_order_of_the_reports_does_not_matter() -> None:
    backwards = {coded.report.id: as_json(coded) for coded in pipeline().code_all(reversed(REPORTS))}
    assert backwards == {report.id: as_json(code(report)) for report in REPORTS}


@every_report
def test_without_a_day_of_publication_nothing_is_anchored_on_one(report: Report) -> None:
    coded = pipeline().code(replace(report, published=None))
    check(coded)
    assert [c.time for c in coded.claims if c.time is not None and c.time.anchor == "published"] == []
    assert [t for t in coded.mentions.times if t.anchor == "published"] == []


def test_without_any_date_no_day_is_made_up() -> None:
    text = "Shells hit a bakery in Kherson on Tuesday. Two days ago rebels captured Bunia. Talks resume tomorrow."
    coded = pipeline().code(make_report(text, language="en"))
    assert [(c.event, c.time.start, c.time.end) for c in coded.claims if c.time and (c.time.start or c.time.end)] == []
    assert len([c for c in coded.claims if c.time is not None]) >= 2


@pytest.mark.parametrize("report", REPORTS[:6], ids=lambda report: report.text[:30])
def test_a_verbatim_report_is_coded_in_its_own_offsets(report: Report) -> None:
    wrapped = report.text.replace(" ", "  ", 40)
    coded = pipeline().code(make_report(wrapped, published="2024-03-06", language="en", verbatim=True))
    assert coded.report.text == wrapped
    check(coded)


#: Halves of sentences: put together they make good sentences and bad ones.
PIECES = (
    "At least 12 people, including three children,",
    "were killed when shells hit a market in Kherson",
    "on Tuesday",
    "the army",
    "denied that it had bombed",
    "two hospitals and a school",
    ", the governor said.",
    "“We heard the planes,",
    "” she added",
    "between 8 and 12",
    "since April",
    "in Nyala, South Darfur",
    "They",
    "rebels captured",
    "more than 20 villages",
    "; 5-7 dead",
    ". ",
    "\n\n",
    "(AFP) - ",
    "no one was hurt",
    "Al Shabaab claimed responsibility",
    "3,000 families of five fled",
    "could not be independently verified",
    "🙂 é ﬁ",
    "“",
    ":",
)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), dated=st.booleans())
def test_any_text_keeps_spans_bounds_and_ids(pieces: list[str], dated: bool) -> None:
    text = " ".join(pieces)
    if not re.search(r"\w", text):
        return
    report = make_report(text, published="2024-03-06" if dated else None, language="en")
    coded = pipeline().code(report)
    check(coded)
    if not dated:
        assert [c for c in coded.claims if c.time is not None and c.time.anchor == "published"] == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=st.text(min_size=1, max_size=200).filter(lambda text: any(char.isalpha() for char in text)))
def test_no_text_at_all_breaks_the_coder(text: str) -> None:
    text = text.replace("\x00", " ")
    check(pipeline().code(make_report(f"Shells hit {text} on Monday.", language="en", verbatim=True)))


def test_a_report_without_events_has_no_claims() -> None:
    coded = pipeline().code(make_report("The market opened at nine. Tomatoes were cheap.", language="en"))
    assert (coded.claims, coded.incidents, coded.problems) == ((), (), ())


def test_a_report_in_another_language_is_refused() -> None:
    text = "Au moins douze personnes ont été tuées mardi dans le bombardement du marché, a déclaré le gouverneur. " * 3
    with pytest.raises(LanguageError):
        pipeline().code(make_report(text))


def run(*arguments: str, seed: str) -> bytes:
    """What `dateline code` prints of the samples, in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere"}
    command = [sys.executable, "-m", "dateline", "code", str(SAMPLES), "--format", "jsonl", *arguments]
    ran = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return b"\n".join(re.sub(rb'"retrieved": ?"[^"]*"', b"", line) for line in ran.stdout.splitlines())


@pytest.fixture(scope="module")
def printed() -> bytes:
    return run(seed="1")


def test_ids_and_bytes_are_the_same_in_another_process(printed: bytes) -> None:
    assert run(seed="20406") == printed
    ids = {claim.id for report in REPORTS[-6:] for claim in code(report).claims}
    assert ids
    assert all(claim_id.encode() in printed for claim_id in ids)


def test_two_jobs_print_the_same_bytes_as_one(printed: bytes) -> None:
    assert run("--jobs", "2", seed="1") == printed


def test_the_sentence_of_the_docs_is_coded_as_they_say() -> None:
    page = (ROOT / "docs" / "how-a-claim-is-made.md").read_text(encoding="utf-8")
    sentence = next(line.removeprefix("> ") for line in page.splitlines() if line.startswith("> "))
    (claim,) = pipeline().code(make_report(sentence, published="2024-06-05", language="en")).claims
    assert (claim.event, claim.rule, claim.stance, claim.verification) == ("shelling", "strike_verb", "asserted", None)
    assert {(p.role, p.mention.text, p.party) for p in claim.participants} == {
        ("victim", "people", "UKR:CIV"),
        ("instrument", "shells", None),
    }
    assert [(p.role, p.geonames, p.country, p.precision) for p in claim.places] == [("site", "706448", "UKR", 1)]
    assert claim.time is not None
    assert (claim.time.start, claim.time.end, claim.time.anchor) == ("2024-06-04", "2024-06-04", "published")
    assert [(f.of, f.low, f.best, f.high, f.part_of) for f in claim.figures] == [
        ("people", 12, 12, None, None),
        ("children", 3, 3, 3, 0),
    ]
    (source,) = claim.attribution.sources
    assert (source.mention.text, source.kind, source.role, source.party, source.anonymous, source.count) == (
        "regional governor",
        "government",
        "official",
        "UKR:GOV",
        True,
        None,
    )
    assert (claim.target_kinds, claim.implied) == (("market",), ())
