"""Formats that are one CSV file with somebody else's columns, for what has a home there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.export.columns import Cell, Field, shown_fields, typed
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.picking import Picked
from dateline.export.spreadsheets import open_csv, write_csv
from dateline.export.tables import records

Cells = Mapping[str, Cell]


class NoHomeError(Exception):
    """A scheme has no place for a row; the reason is for the manifest."""


class Layout(Exporter):
    """One CSV file in the columns of `data/exports/NAME.csv`."""

    publication = True
    mark = False
    tag_row = False

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the rows that have a home; count the others with the reason."""
        fields = self.shown(picked)
        header = [[field.name for field in fields]]
        if self.tag_row:
            header.append([field.hxl or "" for field in fields])
        with open_csv(target.path, mark=self.mark) as file:
            target.count(write_csv(file, header, self._rows(picked, kind, fields)))

    def shown(self, picked: Picked) -> tuple[Field, ...]:
        """The columns that are written."""
        return shown_fields(self.name, sensitive=picked.options.sensitive)

    def _rows(self, picked: Picked, kind: str, fields: Sequence[Field]) -> Iterator[list[Cell]]:
        for record in records(picked, kind):
            try:
                rows = list(self.cells(record, picked))
            except NoHomeError as reason:
                picked.leave_out(kind, str(reason))
                continue
            for cells in rows:
                yield [typed(cells.get(field.name), field.kind) for field in fields]

    @abstractmethod
    def cells(self, record: Any, picked: Picked) -> Iterator[Cells]:
        """The rows of a record; raises NoHomeError where the scheme has none for it."""

    def sheets(self) -> Sequence[Sheet]:
        """The columns of the layout."""
        return (Sheet(name=self.name, fields=shown_fields(self.name, sensitive=True)),)
