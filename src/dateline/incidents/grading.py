"""The status of an incident, and the grade that the program suggests on the Airwars scale, with its reason."""

from __future__ import annotations

from dateline.incidents.origins import Origins
from dateline.incidents.policy import Policy
from dateline.incidents.scoring import same_party
from dateline.incidents.views import View
from dateline.records import Claim, Grade
from dateline.reference.ontology import event_type

UNVERIFIED = "could_not_verify"


def status_of(main: View, members: list[View], denials: list[Claim]) -> str:
    """disputed where a party denies it; unverified where the publisher could not confirm what the main claims say."""
    if denials:
        return "disputed"
    telling = [view for view in members if view.event == main.event]
    return "unverified" if all(view.claim.verification == UNVERIFIED for view in telling) else "reported"


def suggest_grade(members: list[View], denials: list[Claim], origins: Origins, rules: Policy, event: str) -> Grade:
    """The suggestion: Confirmed, Contested, Fair or Weak, in that order of what is looked at."""
    accepting = _accepting(members, rules, event)
    if accepting is not None:
        return Grade(suggested="Confirmed", reason=f"{accepting} accepts responsibility")
    rivals = _rivals(members)
    if rivals:
        return Grade(suggested="Contested", reason=f"sources name different doers: {' and '.join(rivals)}")
    credible = origins.credible
    if len(credible) > 1:
        return Grade(suggested="Fair", reason=f"{len(credible)} independent credible origins{_denied(denials)}")
    if credible:
        return Grade(suggested="Weak", reason=f"one credible origin{_denied(denials)}")
    return Grade(suggested="Weak", reason=f"only a side of the conflict, or nobody by name, says so{_denied(denials)}")


def _accepting(members: list[View], rules: Policy, event: str) -> str | None:
    """The party that says itself that it did it, where the deed is no gain to boast of."""
    for view in members:
        if view.event in rules.credits and view.claim.stance == "asserted":
            named = [p.name for p in view.claim.participants if p.role == "actor"]
            named += [source.name for source in view.claim.attribution.sources]
            return named[0] if named else "a party"
    if event_type(event).group == "control" or event == "clash":
        return None
    for view in members:
        said_by = {source.party for source in view.claim.attribution.sources if source.party}
        for actor in view.actors:
            if actor.party in said_by and view.claim.stance == "asserted":
                return actor.name
    return None


def _rivals(members: list[View]) -> list[str]:
    """Two doers that cannot be one, named by two claims."""
    named = [(view, actor) for view in members if view.event != "clash" for actor in view.actors]
    for position, (view, one) in enumerate(named):
        for other_view, other in named[position + 1 :]:
            if view is not other_view and same_party(one, other) == "other":
                return [one.name, other.name]
    return []


def _denied(denials: list[Claim]) -> str:
    names = dict.fromkeys(p.name for claim in denials for p in claim.participants if p.role == "actor")
    if not denials:
        return ""
    return f"; denied by {' and '.join(names)}" if names else "; denied"
