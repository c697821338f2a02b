"""What a store keeps of incidents: the tellings that they are made of, and the incidents themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.records import Incident, Telling
from dateline.store import incidents, kept, listing, unheeded, untold
from dateline.store.engine import reading, writing
from dateline.store.opened import Opened


class OfIncidents(Opened):
    """The incidents of an open store."""

    def untold(self, rules: str) -> dict[str, str]:
        """The reports whose tellings are to be made anew, each with the stamp of its mark; `rules` make incidents."""
        with reading(self._engine, self.address) as connection:
            if untold.rules_of(connection) == rules:
                return untold.marks(connection)
        with writing(self._engine, self.address) as connection:
            untold.mark_where_rules_differ(connection, rules)
            return untold.marks(connection)

    def retell(self, told: Mapping[str, Sequence[incidents.Told]], stamps: Mapping[str, str]) -> None:
        """Put what reports tell in place of what they told, and take their marks away."""
        with writing(self._engine, self.address) as connection:
            incidents.retell(connection, told, stamps)

    def unheeded(self) -> list[str]:
        """The ids of the decisions that the incidents do not heed yet."""
        with reading(self._engine, self.address) as connection:
            return unheeded.marks(connection)

    def retell_changed(self, told: Mapping[str, Sequence[incidents.Told]]) -> incidents.Heeded:
        """Put what reports tell in place of what they told, but for what is compared as before; see `Heeded`."""
        with writing(self._engine, self.address) as connection:
            return incidents.retell_changed(connection, told)

    def tellings_in(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """The tellings of some incidents: the incident of each, and its id."""
        with reading(self._engine, self.address) as connection:
            return incidents.tellings_in(connection, ids)

    def waiting_tellings(self) -> tuple[list[str], int]:
        """The ids of the tellings that wait to be put together, and how many tellings there are."""
        with reading(self._engine, self.address) as connection:
            return incidents.waiting(connection), incidents.count_tellings(connection)

    def count_waiting(self, rules: str) -> int:
        """How many reports, decisions and tellings the incidents, made by some rules, do not heed; writes nothing."""
        with reading(self._engine, self.address) as connection:
            return untold.count_waiting(connection, rules)

    def kept_digests(self) -> tuple[dict[str, str], dict[str, str]]:
        """The digests of the tellings and of the incidents that are kept, by id."""
        with reading(self._engine, self.address) as connection:
            return kept.digests(connection)

    def make_anew(self) -> None:
        """Have every incident made anew by the next one who brings them up to date."""
        with writing(self._engine, self.address) as connection:
            untold.forget_rules(connection)
            incidents.drop_stray(connection)

    def tellings(self, ids: Sequence[str] | None = None) -> list[Telling]:
        """The tellings of some ids, or all."""
        with reading(self._engine, self.address) as connection:
            return incidents.load_tellings(connection, ids)

    def mates(self, blocks: Iterable[incidents.Block]) -> set[str]:
        """The ids of the tellings that those in some blocks are to be compared with."""
        with reading(self._engine, self.address) as connection:
            return incidents.mates(connection, blocks)

    def tellings_of_claims(self, ids: Sequence[str]) -> list[str]:
        """The ids of the tellings of the reports in which some claims stand."""
        with reading(self._engine, self.address) as connection:
            return incidents.tellings_of_claims(connection, ids)

    def put_incidents(self, made: Sequence[incidents.Made], of: Sequence[str], heeded: incidents.Heeded) -> bool:
        """Put incidents in place of all that some tellings stood in; False where the store has moved on since."""
        with writing(self._engine, self.address) as connection:
            return incidents.put(connection, made, of, heeded)

    def list_incidents(self, asked: incidents.Narrowed | None = None) -> list[str]:
        """The ids of the incidents that may be asked for, in their order."""
        with reading(self._engine, self.address) as connection:
            return incidents.list_ids(connection, asked or incidents.Narrowed())

    def incidents(self, ids: Sequence[str]) -> list[Incident]:
        """The incidents of some ids, in their order; an id that is not there is left out."""
        with reading(self._engine, self.address) as connection:
            return list(incidents.load(connection, ids))

    def incident_ids(self, prefix: str) -> list[str]:
        """The first ids of incidents that begin so."""
        with reading(self._engine, self.address) as connection:
            return incidents.beginning(connection, prefix)

    def incidents_with(self, claim_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The ids of the incidents in which each of some claims has a part."""
        with reading(self._engine, self.address) as connection:
            return incidents.with_claims(connection, claim_ids)

    def incident_rows(
        self, chosen: listing.Chosen, *, order: str = "newest", offset: int = 0, limit: int | None = None
    ) -> list[listing.IncidentRow]:
        """Incidents that are chosen, in their order, as lists and maps want them."""
        with reading(self._engine, self.address) as connection:
            return listing.rows(connection, chosen, order=order, offset=offset, limit=limit)

    def incidents_about(self, kinds: Iterable[str]) -> set[str]:
        """The ids of the incidents that concern kinds of targets; a few that do not may be among them."""
        with reading(self._engine, self.address) as connection:
            return listing.about(connection, kinds)

    def count_incidents(self, chosen: listing.Chosen) -> listing.Counts:
        """How many incidents are chosen."""
        with reading(self._engine, self.address) as connection:
            return listing.count(connection, chosen)

    def incident_days(self, chosen: listing.Chosen) -> list[tuple[str, str, int]]:
        """The stretches of days of chosen incidents, and how many have each."""
        with reading(self._engine, self.address) as connection:
            return listing.days(connection, chosen)

    def incident_figures(self, chosen: listing.Chosen, *, measure: str, of: str, unit: str) -> list[listing.FigureRow]:
        """One figure of the chosen incidents, by day."""
        with reading(self._engine, self.address) as connection:
            return listing.figures(connection, chosen, measure=measure, of=of, unit=unit)

    def measured(self, chosen: listing.Chosen) -> list[tuple[str, str, str, int]]:
        """What the chosen incidents count, and in how many of them, the most first."""
        with reading(self._engine, self.address) as connection:
            return listing.measured(connection, chosen)

    def kinds_of_figures(self, chosen: listing.Chosen) -> list[tuple[str, str, str, str]]:
        """Each figure of the chosen incidents: the incident, what is measured, of whom, and the unit."""
        with reading(self._engine, self.address) as connection:
            return listing.kinds_of_figures(connection, chosen)

    def telling_homes(self) -> list[tuple[str, str, str | None]]:
        """Every telling with its report and the incident that it is put in."""
        with reading(self._engine, self.address) as connection:
            return listing.telling_homes(connection)

    def homes(self) -> dict[str, str | None]:
        """Every telling and the incident that it is put in."""
        with reading(self._engine, self.address) as connection:
            return listing.homes(connection)
