"""The bulletin: what it tells, in HTML and in PDF, and that no word of a report becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from dateline.export.bulletin_pdf import wrap
from dateline.export.chart import Bar, bars_svg, map_svg, plan_map
from dateline.export.contents import Given, ReviewedIncident
from dateline.records import Place, Span

Write = Callable[..., Path]


def pdf_text(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def html_text(path: Path) -> str:
    return " ".join(html.fromstring(path.read_text(encoding="utf-8")).text_content().split())


@pytest.mark.parametrize(("format", "read"), [("html", html_text), ("pdf", pdf_text)])
def test_a_bulletin_tells_figures_map_rows_method_and_sources(
    write: Write, format: str, read: Callable[[Path], str]
) -> None:
    text = read(write(format, filters="places Sudan"))
    for words in (
        "Incidents in Sudan",
        "Tue 17 Sep 2024 to Wed 18 Sep 2024 · 3 incidents · asked for: places Sudan",
        "Shelling, Kutum, North Darfur, Sudan",
        "killed (people): low 12, best 12, high open",
        "displaced (people): 90,000",
        "A claim is what a source says, not a fact.",
        "Of 3 incidents shown a person reviewed 1, and 0 in part.",
        "Delta Press. Shells hit Kutum clinic.",
        "reported; reviewed",
    ):
        assert words in text


def test_sums_are_open_where_an_incident_leaves_them_open(write: Write) -> None:
    page = html.fromstring(write("html").read_text(encoding="utf-8"))
    killed = next(row for row in page.iter("tr") if row.text_content().strip().startswith("killed"))
    assert [cell.text_content() for cell in killed] == ["killed", "open", "open", "open", "2"]


def test_what_was_left_out_is_told(write: Write) -> None:
    assert "Left out: 2 incidents, as no person has reviewed it." in html_text(write("html", unreviewed=False))


def test_no_word_of_a_report_becomes_markup(write: Write, war: Given) -> None:
    row = war.kept_incidents[0]
    claims = tuple(
        replace(one, report=replace(one.report, title="<script>alert(1)</script>", url="javascript:alert(1)"))
        for one in row.claims
    )
    page = write("html", contents=replace(war, kept_incidents=(replace(row, claims=claims),)))
    found = html.fromstring(page.read_text(encoding="utf-8"))
    assert list(found.iter("script")) == []
    assert all(not href.startswith("javascript") for href in found.xpath("//a/@href"))


def test_a_pdf_holds_letters_of_other_scripts(write: Write, war: Given) -> None:
    row = war.kept_incidents[0]
    claims = tuple(replace(one, report=replace(one.report, title="Удар по больнице, Đồng Hới")) for one in row.claims)
    assert "Удар по больнице, Đồng Hới" in pdf_text(
        write("pdf", contents=replace(war, kept_incidents=(replace(row, claims=claims),)))
    )


def place(latitude: float, longitude: float, radius: float | None = None) -> Place:
    return Place(role="site", mention=Span(0, 1, "x"), latitude=latitude, longitude=longitude, radius_km=radius)


def test_a_map_draws_points_as_dots_and_areas_to_scale() -> None:
    plan = plan_map([(place(14.0, 24.0), "1"), (place(14.0, 24.0), "2"), (place(16.0, 26.0, 111.19), "3")])
    assert plan is not None
    area, spot = plan.marks
    assert (spot.label, spot.is_point, area.is_point) == ("1, 2", True, False)
    assert area.radius == pytest.approx(abs(spot.y - area.y) / 2, rel=0.02)
    assert area.y < spot.y
    assert map_svg(plan).count("<circle") == 2


def test_a_map_of_nothing_is_none() -> None:
    assert plan_map([(Place(role="site", mention=Span(0, 1, "x")), "1")]) is None


def test_a_bar_shows_an_open_end_in_words() -> None:
    svg = bars_svg([Bar(label="killed <b>", low=12, best=12, high=None)])
    assert "killed &lt;b&gt;" in svg
    assert "low 12, best 12, high open" in svg


def test_letters_that_the_font_has_not_are_told_as_what_they_are(write: Write, war: Given) -> None:
    row = war.kept_incidents[0]
    claims = tuple(replace(one, report=replace(one.report, title="تقرير كتم، ٣ 日本 (2024)")) for one in row.claims)
    text = pdf_text(write("pdf", contents=replace(war, kept_incidents=(replace(row, claims=claims),))))
    assert "[Arabic letters] 3 [CJK letters] (2024)" in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("a verylongword b", ["a", "verylon", "gword b"]),
    ],
)
def test_words_go_into_lines_that_fit(text: str, lines: list[str]) -> None:
    assert wrap(text, 7.0, lambda word: float(len(word))) == lines


def test_the_header_stands_on_every_page(write: Write, war: Given) -> None:
    path = write("pdf", contents=replace(war, kept_incidents=war.kept_incidents * 20))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    assert sum("what and where" in page for page in pages) >= 3
    assert sum(page.count("Shelling, Kutum") for page in pages) == 20


def test_labels_stand_where_they_meet_no_other_and_nothing_lies_beyond_the_world() -> None:
    spots = [(place(13.6, 25.3), "shelling, El Fasher"), (place(13.6, 26.7), "air strike, Umm Kaddadah")]
    far = [(place(-18.0, 178.0), "Suva"), (place(24.8, -107.4), "Culiacán")]
    near, wide = plan_map(spots), plan_map(far)
    assert near is not None
    assert wide is not None
    ranges = sorted(
        (mark.x, mark.x + mark.side * 6.4 * len(mark.label))[:: mark.side] for mark in near.marks if mark.side
    )
    assert ranges
    assert all(first >= 0 and last <= near.width for first, last in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    assert not [line for line in wide.grid if line.label.startswith(("210", "240", "270"))]
    assert wide.height < near.height


def test_bars_of_different_measures_have_scales_of_their_own() -> None:
    bars = [
        Bar(label="displaced", measure="displaced", low=90000, best=90000, high=None),
        Bar(label="killed", measure="killed", low=12, best=12, high=12),
    ]
    widths = [float(bar.get("width")) for bar in html.fromstring(bars_svg(bars)).xpath("//*[@class='low']")]
    assert widths[0] == pytest.approx(widths[1])


def test_the_title_names_some_countries_and_counts_the_others(write: Write, war: Given) -> None:
    row = war.kept_incidents[0]

    def of(country: str) -> ReviewedIncident:
        place = replace(row.incident.places[0].value, country=country)
        return replace(row, incident=replace(row.incident, places=(replace(row.incident.places[0], value=place),)))

    for countries, title in (
        (("SDN", "TCD"), "Incidents in Sudan and Chad"),
        (("SDN", "TCD", "MLI", "NER", "UKR"), "Incidents in Sudan, Chad, Mali and 2 more countries"),
    ):
        contents = replace(war, kept_incidents=tuple(map(of, countries)))
        assert title in html_text(write("html", contents=contents))
