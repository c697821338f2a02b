"""`dateline` with a coder that needs no language model, so that it can be started and killed many times.

It knows one kind of sentence: "Soldiers killed 8 people in Oresk". STAND_IN_MORE adds to its numbers, as another
version of a coder may; STAND_IN_SLOW makes it wait, in seconds, before each report.
"""

from __future__ import annotations

import os
import re
import sys
import time

from dateline.errors import LanguageError
from dateline.records import Attribution, Claim, Coded, Coder, Figure, Participant, Place, Report, Span, Time, claim_id

KILLED = re.compile(r"(Soldiers|Rebels|Shells) killed (\d+) people in ([A-Z]\w+)")
TOTAL = re.compile(r"(\d+) people have been killed since April")
PARTIES = {"Soldiers": "SYR:MIL", "Rebels": "SYR:REB.HTS"}


class StandIn:
    """The coder."""

    def extract(self, report: Report) -> Coded:
        """The claims of a report; raises LanguageError for French."""
        time.sleep(float(os.environ.get("STAND_IN_SLOW", "0")))
        if "Bonjour" in report.text:
            raise LanguageError("this is in French, and only English is read: not coded")
        return Coded(report=report, claims=(*self._killings(report), *self._totals(report)))

    code = extract

    def _killings(self, report: Report) -> list[Claim]:
        found = []
        for match in KILLED.finditer(report.text):
            actor = Participant(
                role="actor", mention=Span.of(report.text, *match.span(1)), name=match[1], party=PARTIES.get(match[1])
            )
            place = Place(
                role="site", mention=Span.of(report.text, *match.span(3)), name=match[3], country="SYR", precision=1
            )
            found.append(self._claim(report, match, 2, participants=(actor,), places=(place,)))
        return found

    def _totals(self, report: Report) -> list[Claim]:
        return [self._claim(report, match, 1, scope="cumulative") for match in TOTAL.finditer(report.text)]

    def _claim(
        self, report: Report, match: re.Match[str], group: int, *, scope: str = "event", **more: object
    ) -> Claim:
        number = float(match[group]) + float(os.environ.get("STAND_IN_MORE", "0"))
        start = report.text.index("killed", match.start())
        evidence = Span.of(report.text, *match.span())
        trigger = Span.of(report.text, start, start + 6)
        figure = Figure(
            measure="killed",
            of="people",
            quantifier="exact",
            mention=Span.of(report.text, *match.span(group)),
            n=number,
            low=number,
            best=number,
            high=number,
            scope=scope,
        )
        day = report.published and report.published[:10]
        return Claim(
            id=claim_id(report.id, "killing", evidence, trigger),
            report=report.id,
            event="killing",
            trigger=trigger,
            evidence=evidence,
            time=Time(start=day, end=day, precision=1) if day else None,
            figures=(figure,),
            attribution=Attribution(origin=report.publisher),
            coder=Coder(name="stand-in", version=os.environ.get("STAND_IN_MORE", "0"), model="none", data="none"),
            **more,  # type: ignore[arg-type]
        )


if __name__ == "__main__":
    from dateline.cli import run
    from dateline.pipeline import work

    work._pipeline = lambda _settings: StandIn()  # type: ignore[assignment, return-value]
    sys.exit(run(sys.argv[1:]))
