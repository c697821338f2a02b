"""Make the pictures of the pages: `python docs/pictures.py`; light, dark and narrow, of the samples, into docs/pictures."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dateline.store import Store  # noqa: E402
from tests.browser import showing  # noqa: E402

PICTURES = Path(__file__).with_name("pictures")
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 860}, "color_scheme": "light"},
}
#: All of them together are to stay small enough to be kept beside the text.
MOST = 2_000_000


def main() -> int:
    """Make them anew, and the page that shows them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.db"
        add = [sys.executable, "-m", "dateline", "add", str(ROOT / "samples" / "samples.jsonl"), "--store", str(path)]
        subprocess.run(add, check=True)
        with Store.open(str(path)) as store:
            pages = showing.addresses(store)
        with showing.served(path) as (address, _), showing.browser() as chromium:
            for look, options in LOOKS.items():
                context = chromium.new_context(base_url=address, reduced_motion="reduce", **options)
                page = context.new_page()
                for name, where in pages.items():
                    page.goto(where, wait_until="networkidle")
                    page.screenshot(path=PICTURES / f"{name}-{look}.webp", type="webp", quality=32)
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
    (PICTURES.parent / "pictures.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
