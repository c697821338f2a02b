"""How long chromium takes to draw a map of many incidents: `python bench/mapped.py`.

The page is sent so many incidents around towns of the gazetteer, an eighth of them known to a district only. Told: the
seconds from opening the page until the map is at rest with all of them, those until it is at rest nearer by, and the
memory of its scripts. The browser draws without a graphics card, as in the tests.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, Route  # noqa: E402
from tests.browser import showing  # noqa: E402

from dateline.records.ids import sha256  # noqa: E402
from dateline.reference.gazetteer import Gazetteer  # noqa: E402
from dateline.store import Store  # noqa: E402

WANTED, LIMIT_S = 20_000, 20.0


def incidents(number: int) -> dict[str, object]:
    """So many incidents as `/map/data.json` tells them."""
    chance = random.Random(5)
    towns = [one for one in Gazetteer.open().largest(50_000) if one.latitude is not None and one.longitude is not None]
    rows = []
    for count in range(number):
        town = chance.choice(towns)
        km = 40 if count % 8 == 0 else 0
        near = 0.0 if km else chance.gauss(0, 0.3)
        longitude, latitude = round((town.longitude or 0) + near, 4), round((town.latitude or 0) + near, 4)
        day = f"20{chance.randrange(19, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        rows.append((f"i-{sha256(str(count))[:16]}", longitude, latitude, km, "shelling", town.name, day, day, 3))
    return {"incidents": rows, "events": {"shelling": "shelling"}}


def measure(page: Page, base: str, number: int) -> dict[str, float]:
    """Open the map with so many incidents, wait until it is at rest, move it, and tell how long each took."""
    told = json.dumps(incidents(number))

    def send(route: Route) -> None:
        route.fulfill(body=told, content_type="application/json")

    page.route("**/map/data.json*", send)
    began = time.perf_counter()
    page.goto(f"{base}/map?view=-170,-55,179,75")
    page.wait_for_selector("[data-map][data-drawn]", timeout=180_000)
    drawn = time.perf_counter() - began
    began = time.perf_counter()
    page.locator("[data-zoom=in]").click()
    page.wait_for_function("() => new URL(location.href).searchParams.get('view') !== '-170,-55,179,75'")
    moved = time.perf_counter() - began
    heap = page.evaluate("() => performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    count = page.locator("[data-map]").get_attribute("data-drawn")
    return {"incidents": float(count or 0), "drawn_s": drawn, "moved_s": moved, "heap_mb": heap}


def main() -> int:
    """Serve, open, print; 1 where not all were drawn, or too slowly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=WANTED)
    parser.add_argument("--picture", type=Path, help="where to keep a picture of the map")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Store.open(str(path), make=True).close()
        with showing.served(path) as (base, _), showing.browser() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            found = measure(page, base, chosen.incidents)
            if chosen.picture:
                page.screenshot(path=str(chosen.picture))
    print(
        f"{found['incidents']:,.0f} incidents drawn in {found['drawn_s']:.1f} s, nearer in {found['moved_s']:.1f} s, "
        f"{found['heap_mb']:.0f} MB of scripts"
    )
    return int(found["incidents"] != chosen.incidents or found["drawn_s"] > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
