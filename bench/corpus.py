"""A feed of news to measure on: as many reports as are asked for, nine in ten of them about nothing violent.

    python bench/corpus.py feed.jsonl                   # 20,000 reports, always the same
    python bench/corpus.py feed.jsonl --reports 100000
    python bench/corpus.py claims.jsonl --reports 500 --violent 1.0

The quiet ones are put together from the templates of `corpus.toml`: politics, sport, business, weather, culture, the
courts, health, towns and technology, with the shots, attacks, strikes and killings that such news is full of. Of the
violent ones a half are from templates too; a half are the samples and the golden reports that may be read, each with
other numbers and days. Lengths are spread as those of news are: half of the quiet reports have fewer than 380 words,
one in twenty has more than 900. The same seed gives the same reports.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = Path(__file__).with_name("corpus.toml")
SAMPLES = ROOT / "samples" / "samples.jsonl"
GOLDEN = ROOT / "tests" / "golden"
FIRST_DAY = date(2024, 1, 1)
PAPERS = 60
MEDIAN, SPREAD = 380, 0.55  # words of a quiet report: the logarithms are spread evenly about the median
SHORTEST, LONGEST = 90, 3000

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{([a-z]+)(\d*)(?:\.(last|cap))?\}")
RANGE = re.compile(r"\{(\d+)-(\d+)\}")
NUMBER = re.compile(r"(?<![\d,.:/-])\b([2-9]|[1-8]\d)\b(?![\d,.:/%-])")
A_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


class Writer:
    """Fills templates for one report: a numbered slot keeps its words all through it."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._kept: dict[str, str] = {}

    def write(self, template: str) -> str:
        """The template with its choices made and its slots filled, as a sentence that begins with a capital."""
        text = template
        while CHOICE.search(text):
            text = CHOICE.sub(lambda found: self._chance.choice(found[1].split("|")), text)
        text = RANGE.sub(lambda found: str(self._chance.randint(int(found[1]), int(found[2]))), text)
        while SLOT.search(text):
            text = SLOT.sub(lambda found: self._fill(found[1], found[2], found[3]), text)
        return text[:1].upper() + text[1:]

    def _fill(self, name: str, number: str, form: str | None) -> str:
        key = name + number
        words = self._kept.get(key) if number else None
        if words is None:
            words = self._drawn(name)
            if number:
                self._kept[key] = words
        if form == "last":
            return words.partition(" ")[2]
        return words[:1].upper() + words[1:] if form == "cap" else words

    def _drawn(self, name: str) -> str:
        lists = _lists()
        if name == "person":
            return f"{self._chance.choice(lists['first'])} {self._chance.choice(lists['last'])}"
        return self.write_inside(self._chance.choice(lists[name]))

    def write_inside(self, words: str) -> str:
        """Words of a list, with the slots inside them filled."""
        return SLOT.sub(lambda found: self._fill(found[1], found[2], found[3]), words)


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))


@cache
def _lists() -> dict[str, list[str]]:
    return {**_templates()["words"], **_templates()["words_of_war"]}


@cache
def _real_ones() -> tuple[tuple[str, str], ...]:
    """Title and text of the samples, and of the golden reports that may be read."""
    found = []
    for line in SAMPLES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.append((row.get("title") or "", row["text"]))
    for path in sorted(GOLDEN.glob("*/claims.toml")):
        head = tomllib.loads(path.read_text(encoding="utf-8"))
        if head["split"] == "read":
            found.append((head.get("title") or "", path.with_name("report.txt").read_text(encoding="utf-8").strip()))
    return tuple(found)


def make_reports(count: int, *, violent: float = 0.1, seed: int = 1) -> Iterator[dict[str, str]]:
    """Rows of a report JSONL; `violent` is the share of those that tell of violence."""
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        published = FIRST_DAY + timedelta(days=number * 365 // max(count, 365))
        if chance.random() >= violent:
            topic = chance.choice([name for name in _templates()["topics"] if name != "violence"])
            title, text = _written(topic, chance)
        elif chance.random() < 0.5:
            topic = "violence"
            title, text = _written(topic, chance)
        else:
            topic = "golden"
            title, text = _varied(chance)
        paper = chance.randrange(PAPERS)
        yield {
            "id": f"{topic}-{number}",
            "title": title,
            "text": text,
            "published": published.isoformat(),
            "publisher": f"Paper {paper}",
            "url": f"https://paper-{paper}.example/{number}",
        }


def _written(topic: str, chance: random.Random) -> tuple[str, str]:
    """A report from templates: a lead, then paragraphs of one to three sentences until it is long enough."""
    writer = Writer(chance)
    table = _templates()["topics"][topic]
    wanted = min(max(int(MEDIAN * math.exp(SPREAD * chance.gauss(0, 1))), SHORTEST), LONGEST)
    paragraphs = [writer.write(chance.choice(table["lead"]))]
    words = len(paragraphs[0].split())
    body: list[str] = []
    while words < wanted:
        sentences = []
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            if not body:
                general = _templates()["general"]["body"]
                body = [*table["body"], *chance.sample(general, len(general) // 2)]
                chance.shuffle(body)
            sentences.append(writer.write(body.pop()))
        paragraphs.append(" ".join(sentences))
        words += len(paragraphs[-1].split())
    return writer.write(chance.choice(table["title"])), "\n\n".join(paragraphs)


def _varied(chance: random.Random) -> tuple[str, str]:
    """One of the real ones with other days, and with a small number changed here and there."""
    title, text = chance.choice(_real_ones())
    days = _lists()["day"]
    shift = chance.randrange(len(days))

    def other(found: re.Match[str]) -> str:
        number = int(found[1])
        return str(number + chance.randint(0, max(number // 3, 1)))

    text = A_DAY.sub(lambda found: days[(days.index(found[0]) + shift) % len(days)], text)
    return title, NUMBER.sub(other, text)


def main() -> None:
    """Write the reports."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path, help="the report JSONL to write")
    options.add_argument("--reports", type=int, default=20_000)
    options.add_argument("--violent", type=float, default=0.1, help="the share that tells of violence")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    words = violent = 0
    with chosen.file.open("w", encoding="utf-8") as file:
        for row in make_reports(chosen.reports, violent=chosen.violent, seed=chosen.seed):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            words += len(row["text"].split())
            violent += row["id"].startswith(("violence", "golden"))
    print(f"{chosen.reports:,} reports, {words:,} words, {violent:,} that tell of violence: {chosen.file}")


if __name__ == "__main__":
    main()
