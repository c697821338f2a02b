"""Claims of the figures that stand in rows: one for each kind of event that a row counts."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.rows import Cell, Row, find_rows
from dateline.claims.scene import Scene
from dateline.claims.where import Located, place
from dateline.mentions.dates import claim_time
from dateline.records import Attribution, Claim, Coder, Figure, Note, Period, claim_id
from dateline.reference.crosswalks import codes_for
from dateline.reference.numbers import bounds
from dateline.reference.ontology import event_set

RULE = "figures_in_rows"


def tabled(scene: Scene, *, coder: Coder, profile: str) -> dict[int, list[Claim]]:
    """The claims of each paragraph that is a row of figures.

    A row reports a total of its place and days, never one event: its figures are a `flow` where the rows or their
    heading name the days, else `cumulative`.
    """
    return {row.paragraph: list(_claims(scene, row, coder, profile)) for row in find_rows(scene)}


def _claims(scene: Scene, row: Row, coder: Coder, profile: str) -> Iterator[Claim]:
    for event in dict.fromkeys(cell.column.event for cell in row.cells):
        cells = [cell for cell in row.cells if cell.column.event == event]
        trigger, report = cells[0].number, scene.parsed.report
        role = "area" if event in event_set("area") else "site"
        outside = row.time is not None and not row.evidence.start <= row.time.span.start < row.evidence.end
        yield Claim(
            id=claim_id(report.id, event, row.evidence, trigger),
            report=report.id,
            event=event,
            trigger=trigger,
            evidence=row.evidence,
            places=() if row.place is None else (place(Located(row.place, role, 0.0)),),
            time=None if row.time is None else claim_time(row.time),
            figures=tuple(_figure(cell, row, profile) for cell in cells),
            attribution=Attribution(origin=report.publisher),
            codes=codes_for(event, actor_kinds=set(), victim_kinds=set(), stance="asserted"),
            implied=("time",) if outside else (),
            rule=RULE,
            coder=coder,
            notes=tuple(
                Note(
                    field="figures",
                    text=f"“{cell.number.text}” counts {cell.column.measure}, by its row or column",
                    span=cell.number,
                )
                for cell in cells
            ),
        )


def _figure(cell: Cell, row: Row, profile: str) -> Figure:
    quantity = cell.quantity
    quantifier = cell.quantifier if quantity is None else quantity.quantifier
    n2, word = (None, None) if quantity is None else (quantity.n2, quantity.word)
    limits = bounds(n=cell.n, n2=n2, quantifier=quantifier, word=word, profile=profile)
    of, unit = cell.column.of, cell.column.unit
    if quantity is not None and quantity.of is not None:
        of, unit = quantity.of, quantity.unit or unit
    period = None if row.time is None else Period(start=row.time.start, end=row.time.end, mention=row.time.span)
    return Figure(
        measure=cell.column.measure,
        of=of,
        quantifier=quantifier,
        mention=cell.number if quantity is None else quantity.span,
        n=cell.n,
        n2=n2,
        low=limits.low,
        best=limits.best,
        high=limits.high,
        unit=unit,
        scope="cumulative" if period is None else "flow",
        period=period,
        rule=limits.rule,
        profile=profile,
    )
