"""What people decided, applied to what the coder claims."""

from dateline.review.agreement import Agreement, Verdict, agreements, disagreed, verdicts
from dateline.review.amending import amended, field_value
from dateline.review.applying import (
    Review,
    State,
    apply,
    apply_grades,
    bounds_given,
    figure_key,
    in_force,
    judged_pairs,
)
from dateline.review.splitting import split_in_two
from dateline.store.decisions import standing

__all__ = [
    "Agreement",
    "Review",
    "State",
    "Verdict",
    "agreements",
    "amended",
    "apply",
    "apply_grades",
    "bounds_given",
    "disagreed",
    "field_value",
    "figure_key",
    "in_force",
    "judged_pairs",
    "split_in_two",
    "standing",
    "verdicts",
]
