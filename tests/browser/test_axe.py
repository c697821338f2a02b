"""axe-core finds nothing on any page, light or dark, wide or narrow; none has to be scrolled sideways."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import showing

from dateline.store import Store

VENDOR = Path(__file__).with_name("vendor")
#: What the pictures of the docs leave out.
MORE = {"outlets": "/sources/outlets", "feeds": "/sources/feeds", "copies": "/sources/copies"}
#: The first words of every table that is wider than its place, so that one has to scroll in it.
CUT_OFF = """() => [...document.querySelectorAll('.scroll')]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.trim().slice(0, 30))"""
#: An answer in SQL has the columns that were asked for.
AS_WIDE_AS_IT_IS = ("query",)


def test_axe_is_what_its_checksum_says() -> None:
    (package,) = tomllib.loads((VENDOR / "VENDORED.toml").read_text(encoding="utf-8"))["package"]
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in package["files"]}
    assert found == package["files"]


def too_wide(page: Page) -> Iterator[tuple[str, int]]:
    """The typefaces, the page's own and a wide one, in which it has to be scrolled sideways, with how far."""
    for font in ("its own", "DejaVu Sans Mono, monospace"):
        if font != "its own":
            page.evaluate(
                "font => { const sheet = new CSSStyleSheet();"
                "sheet.replaceSync(`* { font-family: ${font} !important }`);"
                "document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }",
                font,
            )
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            yield font, wide


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("light", 320)])
def test_no_page_has_a_fault(chromium: Browser, whole: Path, base: str, scheme: str, width: int) -> None:
    with Store.open(str(whole)) as store:
        pages = showing.addresses(store) | (MORE if width == 360 else {})
    axe = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context(
        base_url=base,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    page = context.new_page()
    faults = []
    for name, address in pages.items():
        answer = page.goto(address, wait_until="load")
        assert answer is not None
        assert answer.status == (404 if name == "fault" else 200), name
        page.evaluate(axe)
        found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        assert len(found["passes"]) > 10, name
        for one in found["violations"]:
            told = [
                f"{node['target']}: {node['any'][0]['message'] if node['any'] else ''}" for node in one["nodes"][:3]
            ]
            faults.append(f"{name}: {one['id']} ({one['impact']}): {told}")
        faults += [f"{name}: {words!r} is cut off" for words in page.evaluate(CUT_OFF) if name not in AS_WIDE_AS_IT_IS]
        faults += [f"{name}: {wide} px wider than the window in {font}" for font, wide in too_wide(page)]
    context.close()
    assert faults == []
