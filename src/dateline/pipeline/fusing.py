"""The incidents of a store brought up to date: what changed is told anew, and what it touches is put together.

The result is that of fusing every claim of the store at once, whatever order the reports came in: a linked set of
tellings depends on nothing but itself, so that a set without a new telling stays as it is. A decision that leaves what
is told as it was has only the incident of its claim counted anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

import dateline
from dateline.errors import StoreError
from dateline.incidents.assembling import assemble
from dateline.incidents.joining import Blocks, Matches, Pair, block_keys, groups_of, join, pairs_of
from dateline.incidents.telling import tell
from dateline.pipeline.collecting import uncollected
from dateline.pipeline.heeding import Moved, meant_by, what_moved
from dateline.pipeline.standing import Standing, profile_of
from dateline.records import Incident, Report, Telling, sha256
from dateline.reference.files import data_dir
from dateline.review import apply_grades, in_force
from dateline.settings import load_settings
from dateline.store import Heeded, Made, Store, Told

#: How many reports are told, and how many incidents made, before they are kept or let go of.
PART = 200
#: Where more than one in so many tellings waits, all of them are put together anew.
FEW = 4
#: How often another process may get in between before we give up.
ROUNDS = 20

Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Known:
    """An incident and the reports that tell of it."""

    incident: Incident
    reports: frozenset[str]


def bring_up_to_date(store: Store, watch: Watch | None = None) -> bool:
    """Make the incidents anew that changes touch; False where the store cannot be written to, or others change it on.

    Whoever writes last brings them up to date.

    `watch` is told how many incidents of how many are made.
    """
    for _ in range(ROUNDS):
        try:
            with uncollected():
                done = _bring_up_to_date(Standing(store), watch)
            if done:
                return True
        except StoreError as error:
            if "may not be written to" in str(error):
                return False
            raise
    return False


def _bring_up_to_date(standing: Standing, watch: Watch | None) -> bool:
    """Do what is to be done as far as is known now; False where the store moves on meanwhile."""
    store = standing.store
    known = len(standing.decisions)  # before the marks: what is decided later is refused in the end
    new = store.unheeded()
    untold = _tell_untold(standing, unmark=not new)
    moved = what_moved(standing, new, set(untold)) if new else Moved()
    heeded, homes = _tell_changed(standing, sorted(moved.reports - set(untold)))
    heeded = replace(heeded, known=known, new=tuple(new), retold={**heeded.retold, **(untold if new else {})})
    apart = {claim for one, other in moved.judged for claim in (one, other) if not _stay_together(one, other, homes)}
    waiting, total = store.waiting_tellings()
    joined = sorted({*waiting, *_in_incidents_with(store, apart)})
    if not joined and not new:
        return True
    if len(joined) * FEW > total:
        tellings, edges = _all(standing, heeded.rewritten)
    else:
        tellings, edges = _touched(standing, joined, heeded.rewritten)
    matches = Matches(tellings, standing.judged)
    groups = groups_of(matches, edges)
    beside = _untouched(store, moved, heeded.rewritten, {telling.id for telling in tellings})
    matches.tellings.update((telling.id, telling) for group in beside for telling in group)
    made = list(_made([*groups, *beside], matches, standing, watch))
    return store.put_incidents(made, list(matches.tellings), heeded)


def _tell_changed(standing: Standing, reports: Sequence[str]) -> tuple[Heeded, dict[str, str]]:
    """Tell reports anew of whose claims something was decided; what came of it, and the telling of each claim."""
    heeded, homes = Heeded(known=0), {}
    if reports:
        told = {report.id: several for report, several in _told(standing, reports)}
        heeded = standing.store.retell_changed({one: told.get(one, []) for one in reports})
        homes = {c: one.telling.id for several in told.values() for one in several for c in one.telling.claims}
    return heeded, homes


def _stay_together(one: str, other: str, homes: Mapping[str, str]) -> bool:
    """Whether two claims are in one telling: it waits already where they were in two before."""
    return one in homes and homes[one] == homes.get(other)


def _in_incidents_with(store: Store, claims: Iterable[str]) -> list[str]:
    """The tellings of the incidents in which some claims have a part."""
    homes = {home for several in store.incidents_with(sorted(claims)).values() for home in several}
    return [telling for _, telling in store.tellings_in(sorted(homes))]


def _untouched(store: Store, moved: Moved, rewritten: Mapping[str, Telling], joined: Set[str]) -> list[list[Telling]]:
    """The tellings of the incidents that keep them, but say something else now."""
    claims = {*moved.valued, *(telling.claims[0] for telling in rewritten.values())}
    ids = {home for several in store.incidents_with(sorted(claims)).values() for home in several} | moved.graded
    members: dict[str, list[str]] = defaultdict(list)
    for incident, telling in store.tellings_in(sorted(ids)):
        members[incident].append(telling)
    kept = [several for several in members.values() if joined.isdisjoint(several)]
    found = {one.id: one for one in _load(store, [one for several in kept for one in several], rewritten)}
    return [sorted((found[one] for one in several), key=lambda telling: telling.order) for several in kept]


def _load(store: Store, ids: Sequence[str] | None, rewritten: Mapping[str, Telling]) -> list[Telling]:
    """Tellings by their ids, or all, as they are now."""
    return [rewritten.get(telling.id, telling) for telling in store.tellings(ids)]


def fuse_known(standing: Standing, reports: Sequence[str]) -> list[Known]:
    """The incidents of some reports, made without the store's own, by day; those without a day are last."""
    told, made = make_all(standing, reports)
    homes = {one.telling.id: one.telling.report for one in told}
    return [
        Known(one.incident, frozenset(homes[telling] for telling in one.tellings)) for one in sorted(made, key=_by_day)
    ]


def make_all(
    standing: Standing, reports: Sequence[str], watch: Watch | None = None
) -> tuple[list[Told], Iterator[Made]]:
    """What some reports tell, and the incidents of it, made without those of the store."""
    told = [one for _, several in _told(standing, reports) for one in several]
    groups, matches = join([one.telling for one in told], standing.judged)
    return told, _made(groups, matches, standing, watch)


@dataclass(frozen=True, slots=True)
class KnownThen:
    """The incidents of a day gone by: the ids of those that are the same now, and those that were others then."""

    same: frozenset[str] = frozenset()
    others: tuple[Incident, ...] = ()


def known_then(store: Store, as_of: str) -> KnownThen:
    """What the reports and decisions of a day and before it made known.

    An incident stands as it stands now where the same tellings were put together, and nobody decided on it since.
    """
    standing = Standing(store, as_of=as_of)
    reports = store.report_ids(as_of=as_of)
    if not bring_up_to_date(store):
        return KnownThen(others=tuple(one.incident for one in fuse_known(standing, reports)))
    decided = _decided_since(store, standing)
    kept = set(reports) - decided
    homes: dict[str, set[str]] = defaultdict(set)
    ids = []
    for telling, report, incident in store.telling_homes():
        homes[incident or ""].add(telling)
        if report in kept:
            ids.append(telling)
    told = _told(standing, [one for one in reports if one in decided])
    fresh = [one.telling for _, several in told for one in several]
    groups, matches = join([*store.tellings(ids), *fresh], standing.judged)
    now = {frozenset(several): incident for incident, several in homes.items()}
    anew = {telling.id for telling in fresh}
    same: set[str] = set()
    others = []
    for group in groups:
        members = frozenset(telling.id for telling in group)
        if members in now and anew.isdisjoint(members):
            same.add(now[members])
        else:
            others.append(group)
    made = _made(others, matches, standing, None)
    return KnownThen(frozenset(same), tuple(one.incident for one in made))


def _decided_since(store: Store, then: Standing) -> set[str]:
    """The reports of whose claims something was decided, or taken back, after a day."""
    every = {decision.id: decision for decision in store.decisions()}
    known = {decision.id for decision in then.decisions}
    later = [decision for key, decision in every.items() if key not in known]
    claims = {claim for decision in meant_by(later, every) for claim in decision.claims}
    return {claim.report for claim in store.claims_by_id(sorted(claims)).values()}


def _by_day(made: Made) -> tuple[bool, str, float, str]:
    time = made.incident.time.value if made.incident.time else None
    start = time and (time.start or time.end)
    return start is None, start or "", -made.weight, made.incident.id


def _tell_untold(standing: Standing, *, unmark: bool) -> dict[str, str]:
    """Tell the reports anew that are marked, part by part; their marks.

    Where decisions are unheeded the marks stay: were one taken back before the incidents are made, nothing else would
    say that it was told with.
    """
    stamps = standing.store.untold(rules_version())
    ids = list(stamps)
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        told = {report.id: several for report, several in _told(standing, part)}
        standing.store.retell({one: told.get(one, []) for one in part}, stamps if unmark else {})
    return stamps


def _told(standing: Standing, reports: Sequence[str]) -> Iterator[tuple[Report, list[Told]]]:
    for report, reviews in standing.reviews(reports):
        claims = in_force(reviews)
        tellings = tell(claims, report=report, profile=profile_of(claims), judged=standing.judged)
        yield report, [Told(telling, tuple(block_keys(telling))) for telling in tellings]


def _all(standing: Standing, rewritten: Mapping[str, Telling]) -> tuple[list[Telling], list[tuple[float, Pair]]]:
    tellings = _load(standing.store, None, rewritten)
    matches = Matches(tellings, standing.judged)
    return tellings, list(matches.edges(pairs_of(tellings, standing.judged)))


def _touched(
    standing: Standing, waiting: Sequence[str], rewritten: Mapping[str, Telling]
) -> tuple[list[Telling], list[tuple[float, Pair]]]:
    """The tellings that are linked, however indirectly, with those that wait, and the links between them."""
    store, judged = standing.store, standing.judged
    known: dict[str, Telling] = {}
    edges: dict[Pair, float] = {}
    matches, blocks = Matches([], judged), Blocks(judged)
    new = _load(store, waiting, rewritten)
    while new:
        known.update((telling.id, telling) for telling in new)
        near = store.mates({key for telling in new for key in block_keys(telling)}) | _judged_mates(standing, new)
        around = _load(store, sorted(near - set(matches.tellings) - set(known)), rewritten)
        matches.tellings.update((telling.id, telling) for telling in (*new, *around))
        found = {pair: total for total, pair in matches.edges(blocks.meet(new, around))}
        edges |= found
        linked = {one for pair in found for one in pair}
        new = [matches.tellings[one] for one in sorted(linked - set(known))]
    return list(known.values()), [(total, pair) for pair, total in edges.items()]


def _judged_mates(standing: Standing, tellings: Sequence[Telling]) -> set[str]:
    """The tellings of the reports in which those claims stand that a person put together with some of ours."""
    ours = {claim for telling in tellings for claim in telling.claims}
    others = {o for one, other in standing.judged.same for c, o in ((one, other), (other, one)) if c in ours}
    return set(standing.store.tellings_of_claims(sorted(others))) if others else set()


def _made(
    groups: Sequence[Sequence[Telling]], matches: Matches, standing: Standing, watch: Watch | None
) -> Iterator[Made]:
    """The incidents of some groups; the claims of a part of them are in memory at a time."""
    counting = load_settings().counting
    for start in range(0, len(groups), PART):
        part = groups[start : start + PART]
        reports = standing.store.reports(sorted({telling.report for group in part for telling in group}))
        ids = {m.claim for group in part for telling in group for m in telling.members}
        reviews = standing.reviews_of(ids)
        claims = {one: review.claim or review.machine for one, review in reviews.items()}
        for group in part:
            profile = profile_of(claims[m.claim] for telling in group for m in telling.members if m.claim in claims)
            one = assemble(group, claims, reports, profile=profile, counting=counting, matches=matches)
            (incident,) = apply_grades([one.incident], standing.grades_of(one.incident))
            yield Made(incident, one.weight, tuple(telling.id for telling in group))
        if watch is not None:
            watch(min(start + PART, len(groups)), len(groups))


def rules_version() -> str:
    """A digest of what decides on incidents: this version's code, the data of fusion, the policy that is chosen."""
    return sha256(f"{_data_version()}|{load_settings().counting}")


@cache
def _data_version() -> str:
    files = sorted((data_dir() / "incidents").glob("*.*"))
    return sha256("|".join([dateline.__version__, *(sha256(file.read_bytes()) for file in files)]))
