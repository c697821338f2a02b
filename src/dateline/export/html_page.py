"""Coded reports as one page that needs nothing else: the text with its claims marked, and a card for each claim."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline.export import wording
from dateline.export.answers import AnswersOfReport, answers_of
from dateline.export.explanation import explain_incident
from dateline.export.marked import Block, Card, Units, blocks_of, card_of, isolated, shown
from dateline.records import Coded, Incident, Report

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident for a reader."""

    incident: Incident
    title: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report for a reader."""

    number: int
    report: Report
    title: str
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    happenings: tuple[Happening, ...]
    answers: AnswersOfReport
    problems: tuple[str, ...]
    numbers: dict[str, int]


def page(coded: Iterable[Coded], *, explain: bool = False) -> str:
    """The page; with `explain` the reasons of each claim stand open."""
    style, script = _source("page.css"), _source("page.js")
    template = _environment().get_template("page.html")
    return template.render(
        sheets=[_sheet(one, number) for number, one in enumerate(coded, start=1)],
        style=style,
        script=script,
        policy=_policy(style, script),
        explain=explain,
        wording=wording,
    )


def _sheet(coded: Coded, number: int) -> Sheet:
    report = coded.report
    units = Units(report.text)
    numbers = {claim.id: place for place, claim in enumerate(coded.claims, start=1)}
    return Sheet(
        number=number,
        report=report,
        title=wording.headline(report),
        blocks=tuple(blocks_of(report, coded.claims, units)),
        cards=tuple(card_of(claim, numbers, units) for claim in coded.claims),
        happenings=tuple(
            Happening(one, wording.incident_title(one), tuple(explain_incident(one, numbers)))
            for one in coded.incidents
        ),
        answers=answers_of(coded),
        problems=tuple(wording.clean(problem.message) for problem in coded.problems),
        numbers=numbers,
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, isolated=isolated)
    return environment


@cache
def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy under which the page can load nothing, and run only its own script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
