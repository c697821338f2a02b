"""What people decided, applied to what the coder claims."""

from dateline.review.amending import amended, field_value
from dateline.review.applying import Review, State, apply, apply_grades, in_force, judged_pairs, standing

__all__ = [
    "Review",
    "State",
    "amended",
    "apply",
    "apply_grades",
    "field_value",
    "in_force",
    "judged_pairs",
    "standing",
]
