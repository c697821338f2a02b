"""Reports coded by hand, in the golden form: a folder for each with `report.txt` and `claims.toml`, or a JSON file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.scoring.forms import Claim, read_gold
from dateline.scoring.positions import Interval, Letters, locate

Json = dict[str, Any]

SPLITS = ("read", "unread")
WAVES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Report:
    """A report and the claims that an analyst enters; `raw` is its gold as JSON.

    Reports written after rules had been made on the earlier ones are a `wave` of their own, with pins of their own.
    """

    id: str
    text: str
    split: str | None
    wave: int
    letters: Letters = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    raw: Json = field(repr=False)

    @classmethod
    def of(cls, raw: Json) -> Report:
        """A report from its gold as JSON. Raises ValueError where a quote is not in the text."""
        letters = Letters.of(raw["text"])
        claims = tuple(read_gold(claim, raw["text"], letters) for claim in raw["claims"])
        return cls(str(raw["id"]), raw["text"], raw.get("split"), raw.get("wave", 1), letters, claims, raw)

    def as_input(self) -> Json:
        """The line of report JSONL that gives this report to the coder, its text kept as it is."""
        head = {name: self.raw.get(name) for name in ("title", "published", "publisher", "url")}
        return {"id": self.id, "text": self.text, **head, "verbatim": True}

    def as_prediction(self) -> Json:
        """The gold in the form of the records: what a perfect coder would print."""
        claims = [_perfect(claim, self.text) for claim in self.raw["claims"]]
        return {"id": self.id, "report": {"text": self.text, "published": self.raw.get("published")}, "claims": claims}


def read_folder(folder: Path, split: str | None = None, wave: int | None = None) -> list[Report]:
    """The golden reports by name, all of them, one half or one wave. Raises ValueError naming the file at fault."""
    reports = []
    for file in sorted(folder.glob("*/claims.toml")):
        try:
            reports.append(Report.of(read_toml(file)))
        except (KeyError, ValueError) as error:
            raise ValueError(f"{file}: {error}") from error
    return [report for report in reports if split in (None, report.split) and wave in (None, report.wave)]


def read_json(files: Sequence[Path]) -> list[Report]:
    """Reports from `*.gold.json` files."""
    return [Report.of(json.loads(file.read_text(encoding="utf-8"))) for file in files]


def read_toml(file: Path) -> Json:
    """A claims.toml and the report.txt beside it as one JSON object, every pointer to a place or a party filled in."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    text = (file.parent / "report.txt").read_text(encoding="utf-8").strip()
    places, who = table.pop("place", {}), table.pop("who", {})
    around = table.pop("countries", {})
    claims = [_fill(claim, places, who, around) for claim in table.pop("claims")]
    return {"id": file.parent.name, **table, "text": text, "claims": claims}


def _fill(claim: Json, places: Json, who: Json, around: dict[str, str]) -> Json:
    participants = [_no_blank({**who[p["who"]], **p}) for p in claim.get("participants", ())]
    sites = [{**places[p["place"]], **p} for p in claim.get("places", ())]
    figures = [{**dict.fromkeys(("n", "low", "best", "high", "part_of")), **f} for f in claim.get("figures", ())]
    spare = [_no_blank(who[name]) for name in claim.get("alt_actors", ())]
    for code in dict.fromkeys(p.get("country") for p in sites):
        if code in around:
            sites.append({"role": "area", "name": around[code], "country": code, "optional": True})
    filled = {
        **claim,
        "trigger": {"quote": claim["trigger"]} if "trigger" in claim else None,
        "evidence": {"quote": claim["evidence"]},
        "participants": participants,
        "places": sites,
        "time": claim.get("time"),
        "figures": figures,
        "sources": claim.get("sources", []),
        "target_kinds": claim.get("target_kinds", []),
        "verification": claim.get("verification"),
    }
    if spare:
        filled["alt_actors"] = [
            [p.get("party"), country, p["kind"]]
            for p in spare
            for country in (p.get("country"), *p.get("alt_countries", ()))
        ]
    return filled


def _no_blank(party: Json) -> Json:
    if "alt_countries" not in party:
        return party
    return {**party, "alt_countries": [country or None for country in party["alt_countries"]]}


def _perfect(raw: Json, text: str) -> Json:
    inside = _offsets(raw["evidence"], text, None)

    def span(node: Json | None) -> Json | None:
        found = _offsets(node, text, inside)
        return None if found is None else {"start": found[0], "end": found[1], "text": text[found[0] : found[1]]}

    def some(node: Json, *names: str) -> Json:
        return {**{name: node.get(name) for name in names}, "mention": span(node)}

    time = raw.get("time")
    return {
        "event": raw["event"],
        "trigger": span(raw.get("trigger")),
        "evidence": span(raw["evidence"]),
        "participants": [some(p, "role", "party", "country", "kind") for p in raw["participants"]],
        "places": [
            {**some(p, "role", "name", "country", "admin1"), "latitude": p.get("lat"), "longitude": p.get("lon")}
            for p in raw["places"]
        ],
        "time": None if time is None else some(time, "start", "end", "value"),
        "figures": [
            some(f, "measure", "of", "quantifier", "n", "n2", "low", "best", "high", "scope", "part_of")
            for f in raw["figures"]
        ],
        "attribution": {"sources": [some(s, "kind", "name", "count") for s in raw["sources"]]},
        "stance": raw["stance"],
        "verification": raw.get("verification"),
        "target_kinds": raw["target_kinds"],
    }


def _offsets(node: Json | None, text: str, inside: Interval | None) -> Interval | None:
    if node and node.get("span"):
        return node["span"][0], node["span"][1]
    return locate(text, node["quote"], inside) if node and node.get("quote") else None
