"""Make the pictures of the pages, light, dark and narrow, of the samples: `python docs/pictures.py`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import showing  # noqa: E402
from tests.web.conftest import Silent  # noqa: E402

from dateline.pipeline.keeping import code_waiting, fuse_waiting, keep_all  # noqa: E402
from dateline.settings import Settings  # noqa: E402
from dateline.store import Store  # noqa: E402
from dateline.text.making import Known  # noqa: E402
from dateline.web.uploads import Sent  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 860}, "color_scheme": "light"},
}
#: How long, in milliseconds, the map is left to write its names.
AT_REST = 1500
#: All of them together are to stay small enough to be kept beside the text.
MOST = 2_000_000


def main() -> int:
    """Make them anew, and the page that shows them."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # no picture shows where it was made
        path = Path("samples.db")
        with Store.open(str(path), make=True) as store:
            known = Sent(files=[ROOT / "samples" / "samples.jsonl"], known=Known())
            keep_all(store, known, Silent())
            code_waiting(store, Settings(), lambda *_: Silent())
            fuse_waiting(store, Silent())
            pages = showing.addresses(store)
        with showing.served(path) as (address, _), showing.browser() as chromium:
            for look, options in LOOKS.items():
                context = chromium.new_context(base_url=address, reduced_motion="reduce", **options)
                page = context.new_page()
                for name, where in pages.items():
                    page.goto(where, wait_until="networkidle")
                    if name == "map":
                        page.wait_for_selector("[data-map][data-drawn]")
                        page.wait_for_timeout(AT_REST)
                    page.screenshot(path=PICTURES / f"{name}-{look}.webp", type="webp", quality=20)
                context.close()
    size = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"{len(list(PICTURES.iterdir()))} pictures, {size / 1e6:.1f} MB")
    write(list(pages))
    return 0 if size <= MOST else 1


def write(names: list[str]) -> None:
    """The page of the docs that shows them."""
    lines = ["# How the pages look", "", "Made by `make screenshots` from the samples that come with the project.", ""]
    for name in names:
        lines += [f"## {name.capitalize()}", ""]
        lines += [f"![{name}, {look}](pictures/{name}-{look}.webp)" for look in LOOKS]
        lines.append("")
    (ROOT / "docs" / "pictures.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
