"""PDFs: reading order, paragraphs, headers and footers, and what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import ReportError
from dateline.records import Problem, Report
from dateline.text.pdfs import read_pdf
from dateline.text.readers import read_reports_from_bytes

MakePdf = Callable[..., bytes]


def _lines(left: float, top: float, texts: list[str], *, size: float = 10) -> list[tuple[float, float, float, str]]:
    return [(left, top - 12 * place, size, text) for place, text in enumerate(texts) if text]


def _text_of(data: bytes) -> str:
    (report,) = read_reports_from_bytes(data, "update.pdf")
    assert isinstance(report, Report), report
    return report.text


def test_lines_become_paragraphs(make_pdf: MakePdf) -> None:
    page = _lines(
        70,
        780,
        [
            "The mission recorded forty violations of the truce in the valley over the past",
            "two weeks, most of them at night, and said that heavy guns had been moved bom-",
            "bardment by bombardment closer to the rebel-",
            "held town of Karsen.",
            "",
            "Two of its patrols were turned back at a checkpoint on the road to the al-",
            "Numan dam. Nobody was hurt.",
        ],
    )
    text = _text_of(make_pdf([page]))
    first, second = text.split("\n\n")
    assert "moved bombardment by bombardment closer to the rebel-held town of Karsen." in first
    assert (
        second
        == "Two of its patrols were turned back at a checkpoint on the road to the al-Numan dam. Nobody was hurt."
    )


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_one_after_the_other(make_pdf: MakePdf, interleaved: bool) -> None:
    left = _lines(60, 700, [f"Left line {n} tells of the shelling of the" for n in "abcdef"])
    right = _lines(320, 700, [f"Right line {n} tells of the convoy that the" for n in "abcdef"])
    words = [each for pair in zip(left, right, strict=True) for each in pair] if interleaved else [*left, *right]
    head = [(60, 760, 16, "Weekly bulletin of the observers in the valley, number nine")]
    text = " ".join(_text_of(make_pdf([[*head, *words]])).split())
    assert text.startswith("Weekly bulletin")
    assert text.index("Left line f") < text.index("Right line a")
    assert text.index("Right line a") < text.index("Right line f")


def test_headers_footers_and_page_numbers_go(make_pdf: MakePdf) -> None:
    def page(number: int, texts: list[str]) -> list[tuple[float, float, float, str]]:
        return [
            (70, 810, 8, f"Observer Mission - Daily Report {number}"),
            *_lines(70, 760, texts),
            (290, 30, 8, str(number)),
        ]

    data = make_pdf(
        [
            page(1, ["Shells fell on the northern quarter of the town for an hour, and people hid in the"]),
            page(2, ["cellars of the brewery until the guns fell silent at dusk."]),
            page(3, ["The market was open again on the following day, traders said."]),
        ]
    )
    assert _text_of(data) == (
        "Shells fell on the northern quarter of the town for an hour, and people hid in the"
        " cellars of the brewery until the guns fell silent at dusk."
        "\n\nThe market was open again on the following day, traders said."
    )


def test_a_locked_pdf_says_so(make_pdf: MakePdf) -> None:
    with pytest.raises(ReportError, match="locked with a password"):
        read_pdf(make_pdf([_lines(70, 700, ["A secret."])], password="barley"))


@pytest.mark.parametrize("keep", [9, 40, 300])
def test_a_cut_pdf_says_so(make_pdf: MakePdf, keep: int) -> None:
    (problem,) = read_reports_from_bytes(make_pdf([_lines(70, 700, ["A report."])])[:keep], "cut.pdf")
    assert isinstance(problem, Problem)
    assert problem.message == "the PDF is broken or cut short, and cannot be read"


def test_a_scan_needs_tesseract(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReportError, match="install tesseract"):
        read_pdf(make_pdf([[]]))


def test_a_scan_is_read_by_tesseract(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nhead -c 2 >/dev/null\necho 'Three houses burned.'\ncat >/dev/null\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert read_pdf(make_pdf([[]])).strip() == "Three houses burned."
