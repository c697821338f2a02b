"""A PDF becomes text: lines in reading order, paragraphs by their gaps, without repeated headers and footers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from typing import Any

from dateline.errors import ReportError
from dateline.text.columns import Row, Run, find_rows

_MOST_PAGES = 2000
_MOST_SCANNED = 60
_SCAN_SCALE = 300 / 72  # pixels a point: what tesseract reads best
_SCAN_SECONDS = 120
_EDGE = 2  # lines at the top and the bottom of a page that may be its header or footer
_BARE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")


def read_pdf(data: bytes) -> str:
    """The text of a PDF; raises ReportError where it is locked, broken, or holds no text and nothing can read scans."""
    import pypdfium2  # type: ignore[import-untyped]  # late: only PDFs need it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReportError("the PDF is locked with a password: save an unlocked copy") from None
        raise ReportError("the PDF is broken or cut short, and cannot be read") from None
    try:
        if len(document) > _MOST_PAGES:
            raise ReportError(f"the PDF has {len(document)} pages; at most {_MOST_PAGES} are read")
        pages = [_read_rows(document, number) for number in range(len(document))]
        text = _join_pages(_drop_edges(pages))
        return text if text.strip() else _read_scans(document)
    finally:
        document.close()


def _read_rows(document: Any, number: int) -> list[Row]:
    try:
        page = document[number]
        text = page.get_textpage()
        return find_rows(_runs(text))
    except Exception as error:  # pdfium tells of a broken page by many errors
        raise ReportError(f"page {number + 1} of the PDF cannot be read ({type(error).__name__})") from error


def _runs(page: Any) -> list[Run]:
    """The characters of a page as runs: a run ends with its line, or at a gap as wide as that between columns."""
    characters = page.get_text_range()
    runs: list[Run] = []
    run: Run | None = None
    located = len(characters) == page.count_chars()
    for index, character in enumerate(characters):
        if character in "\r\n":
            run = None
            continue
        if not located:
            # Without places, the order in which the page was written stands.
            box = (0.0, -12.0 * len(runs), 1.0, -12.0 * len(runs) + 10)
        else:
            box = page.get_charbox(index, loose=True)
        left, bottom, right, top = box
        height = max(top - bottom, 1.0)
        if character == " " and (run is None or left == right):
            if run is not None:
                run.text += " "
            continue
        if run is None or (located and (left - run.right > 1.6 * height or abs(bottom - run.bottom) > height)):
            run = Run(left, bottom, right, top, "")
            runs.append(run)
        run.text += character
        if character != " ":
            run.right, run.top, run.bottom = max(run.right, right), max(run.top, top), min(run.bottom, bottom)
    return [run for run in runs if run.text.strip()]


def _drop_edges(pages: list[list[Row]]) -> list[list[Row]]:
    """The pages without the lines that most of them bear at the top or the bottom, and without page numbers."""
    seen: Counter[str] = Counter()
    for rows in pages:
        seen.update({_masked(row) for row in (*rows[:_EDGE], *rows[-_EDGE:])})
    often = max(2, (len(pages) * 3 + 4) // 5)
    repeated = {line for line, count in seen.items() if count >= often}
    kept = []
    for rows in pages:
        last = len(rows) - 1
        kept.append(
            [
                row
                for place, row in enumerate(rows)
                if _EDGE <= place <= last - _EDGE
                or not (_masked(row) in repeated or (len(pages) > 1 and _BARE_NUMBER.match(row.text)))
            ]
        )
    return kept


def _masked(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text)


def _join_pages(pages: list[list[Row]]) -> str:
    """Lines and blank lines; a page's or a column's end parts a paragraph only where its sentence ends."""
    parts: list[str] = []
    for rows in pages:
        for place, row in enumerate(rows):
            if not parts:
                parts.append(row.text)
                continue
            if place == 0 or row.new_column:
                apart = _SENTENCE_END.search(parts[-1]) is not None or not row.text[0].islower()
                apart = apart and not parts[-1].endswith("-")
            else:
                apart = row.apart
            parts.append("\n\n" if apart else "\n")
            parts.append(row.text)
    return "".join(parts)


def _read_scans(document: Any) -> str:
    """The text of pages that are pictures, by tesseract where it is installed."""
    program = shutil.which("tesseract")
    if program is None:
        raise ReportError("the PDF holds pictures and no text; install tesseract to have scans read")
    if len(document) > _MOST_SCANNED:
        raise ReportError(f"the PDF is a scan of {len(document)} pages; at most {_MOST_SCANNED} are read")
    texts = []
    for page in document:
        try:
            done = subprocess.run(
                [program, "stdin", "stdout", "-l", "eng"],
                input=_picture(page),
                capture_output=True,
                timeout=_SCAN_SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise ReportError(f"tesseract could not read the PDF's scanned pages ({type(error).__name__})") from error
        texts.append(done.stdout.decode("utf-8", errors="replace").strip())
    text = "\n\f\n".join(texts)
    if not text.strip("\f\n "):
        raise ReportError("the PDF holds no text, and none was found on its scanned pages")
    return text


def _picture(page: Any) -> bytes:
    """A page in grey, as a PGM picture."""
    width, height = page.get_size()
    scale = min(_SCAN_SCALE, 5000 / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    lines = (rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
