"""What people decided about claims, as examples: which kinds of claims this store's reviewers found right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from dateline.errors import StoreError
from dateline.learning.confidence import CONFIDENCE
from dateline.learning.features import features_of
from dateline.learning.fitting import Calibration, Example, calibration, fit
from dateline.learning.model import Model, read_model
from dateline.pipeline.importing.foreign import is_imported
from dateline.reference.files import data_dir
from dateline.review import Review, State, apply
from dateline.scoring.bench import is_held
from dateline.store import Store

#: With fewer judged claims, right or wrong, nothing is learnt.
LEAST = 10
#: How tightly weights are held to the packaged ones: a store has few decisions.
RIDGE = 2.0
_RIGHT = {State.ACCEPTED: True, State.AMENDED: False, State.REJECTED: False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What decisions taught: the new weights, and how good old and new are on reports that neither learnt from."""

    model: Model
    learnt: int
    held: int
    before: Calibration
    after: Calibration

    @property
    def helps(self) -> bool:
        """Whether the error on the held-out reports became less."""
        return self.after.brier < self.before.brier


def judged(store: Store) -> Iterator[tuple[Review, Example]]:
    """Every claim that a person accepted, amended or rejected, as the coder made it; imported ones teach nothing."""
    decisions = store.decisions()
    about = sorted({claim for decision in decisions for claim in decision.claims})
    reports = sorted({claim.report for claim in store.claims_by_id(about).values()})
    for _, several in groupby(store.claims(of=reports), key=lambda claim: claim.report):
        claims = list(several)
        reviews = apply(claims, decisions)
        for claim, features in zip(claims, features_of(claims), strict=True):
            review = reviews[claim.id]
            if review.state in _RIGHT and not is_imported(claim):
                yield review, Example(claim.report, features, _RIGHT[review.state])


def learn(store: Store) -> Lesson:
    """Fit the packaged weights to what was decided, a third of the reports held out to measure; then to all of it.

    Raises StoreError where too little was decided to learn from.
    """
    examples = [example for _, example in judged(store)]
    right = sum(example.right for example in examples)
    if min(right, len(examples) - right) < LEAST:
        told = f"{right} claims accepted, {len(examples) - right} amended or rejected"
        raise StoreError(f"too few decisions to learn from: {told}; {LEAST} of each are needed")
    held = [example for example in examples if is_held("learn", example.report)]
    rest = [example for example in examples if not is_held("learn", example.report)]
    if not held or not rest:
        raise StoreError("the decisions are about too few reports to hold a third of them out")
    packaged = read_model(data_dir() / CONFIDENCE)
    return Lesson(
        model=replace(
            fit(examples, ridge=RIDGE, start=packaged),
            about={"accepted": right, "amended_or_rejected": len(examples) - right, "reports": _reports(examples)},
        ),
        learnt=len(rest),
        held=len(held),
        before=_measured(packaged, held),
        after=_measured(fit(rest, ridge=RIDGE, start=packaged), held),
    )


def _reports(examples: list[Example]) -> int:
    return len({example.report for example in examples})


def _measured(model: Model, examples: list[Example]) -> Calibration:
    return calibration([model.chance(one.features) for one in examples], [one.right for one in examples])
