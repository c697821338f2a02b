"""Claims become incidents: what each report tells, what several tell of one happening, and what they say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.incidents.assembling import assemble
from dateline.incidents.counting import HOUSE
from dateline.incidents.joining import join
from dateline.incidents.judged import NOTHING, Judged
from dateline.incidents.telling import tell
from dateline.records import Claim, Incident, Report


def fuse(
    claims: Sequence[Claim],
    *,
    reports: Mapping[str, Report] | None = None,
    profile: str = "house",
    counting: str = HOUSE,
    judged: Judged = NOTHING,
) -> list[Incident]:
    """The incidents that claims tell of, the main one first.

    A pure function: any order of the claims, and claims that stand twice, give the same incidents. `reports` (by id)
    tell paragraphs, publishers and days of publication; without them both are taken from the claims alone. `profile`
    names the number rules that the figures of the claims follow, `counting` the policy that chooses between them,
    `judged` is what people decided of pairs of claims. Raises SettingsError where there is no such policy.
    """
    known = reports or {}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    tellings = [
        telling
        for report, told in sorted(by_report.items())
        for telling in tell(told, report=known.get(report), profile=profile, judged=judged)
    ]
    groups, matches = join(tellings, judged)
    by_id = {claim.id: claim for claim in claims}
    made = [assemble(group, by_id, known, profile=profile, counting=counting, matches=matches) for group in groups]
    return [one.incident for one in sorted(made, key=lambda one: (-one.weight, one.incident.id))]
