"""Whether the incidents that a store keeps are those that its claims and decisions make, all of them made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.pipeline.collecting import uncollected
from dateline.pipeline.fusing import Watch, make_all, rules_version
from dateline.pipeline.standing import Standing
from dateline.store import Fault, Store
from dateline.store.incidents import digest_made, digest_told


def not_as_made(store: Store, watch: Watch | None = None) -> list[Fault]:
    """What of the kept tellings and incidents is not as it would be made; writes nothing.

    Where something waits for them, that alone is told: they are not those of the claims yet.
    """
    then = store.head()
    if waiting := store.count_waiting(rules_version()):
        words = f"not compared: {waiting:,} of what they follow from is newer; `dateline incidents` makes them anew"
        return [Fault("incidents", words)]
    with uncollected():
        told, made = make_all(Standing(store), store.report_ids(), watch)
        fresh = {one.incident.id: digest_made(one) for one in made}
    tellings, incidents = store.kept_digests()
    if store.head() != then:
        return [Fault("incidents", "not compared: the store changed meanwhile, verify it once more")]
    return [*_differing({one.telling.id: digest_told(one) for one in told}, tellings), *_differing(fresh, incidents)]


def _differing(made: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[Fault]:
    for one in sorted({*made, *kept}):
        if one not in kept:
            yield Fault(one, "follows from claims, and is not kept; `dateline recode` makes it anew")
        elif one not in made:
            yield Fault(one, "is kept, and follows from no claims; `dateline recode` takes it away")
        elif made[one] != kept[one]:
            yield Fault(one, "is not what claims and decisions make; `dateline recode` makes it anew")
