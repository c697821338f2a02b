"""Whether two claims tell of one happening: features, each with its score and its reason, or a bar."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.incidents.numbers import compare_figures, exclude_each_other
from dateline.incidents.places import compare_places
from dateline.incidents.policy import Policy, kind_relations, words
from dateline.incidents.views import View, name_words, other_hours, sources_of, trigger_start
from dateline.records import Feature, Participant, Place, Time

BARRED = -9.0  # the score of a difference that nothing outweighs


@dataclass(frozen=True, slots=True)
class Score:
    """What speaks for and against two claims being one happening; `total` is BARRED or less where they cannot be."""

    total: float
    features: tuple[Feature, ...]

    @property
    def barred(self) -> bool:
        return self.total <= BARRED / 2


def score_pair(one: View, other: View, rules: Policy, *, follows: bool = False, over: bool = False) -> Score:
    """The score of two claims, `one` standing before `other`.

    `follows`: it is the deed nearest before `other`; `over`: another deed that `other` may tell of stands between.
    """
    kind = _kind(one, other, rules)
    if kind is None:
        return Score(BARRED, (Feature(feature="kind", score=BARRED, detail=f"{one.event} is not {other.event}"),))
    features = [kind]
    for compare in (_time, _place, _targets, _parties):
        found = compare(one, other, rules)
        if found is not None:
            features.append(found)
            if found.score <= BARRED:
                return Score(BARRED, tuple(features))
    features += compare_figures(one, other, rules)
    features += _position(one, other, rules, follows=follows)
    if over:
        features.append(_at("over", "another deed is told between them", rules))
    features += _words(one, other, rules)
    if any(feature.score <= BARRED for feature in features):
        return Score(BARRED, tuple(features))
    return Score(round(sum(feature.score for feature in features), 4), tuple(features))


def can_be_one(one: str, other: str) -> bool:
    """Whether two event codes may be two tellings of one happening."""
    return one == other or (one, other) in kind_relations()


def _kind(one: View, other: View, rules: Policy) -> Feature | None:
    if one.event == other.event:
        return Feature(feature="kind", score=rules.kind["same"], detail=f"both {one.event}")
    relation = kind_relations().get((one.event, other.event))
    if relation is None:
        return None
    score, reason = relation
    return Feature(feature="kind", score=rules.kind[score], detail=f"{one.event}, {other.event}: {reason}")


def _time(one: View, other: View, rules: Policy) -> Feature | None:
    if (one.first is None and one.last is None) or (other.first is None and other.last is None):
        return _unanchored(one, other, rules)
    first = max(-1 if one.first is None else one.first, -1 if other.first is None else other.first)
    ends = [day for day in (one.last, other.last) if day is not None]
    if ends and first > min(ends):
        score = BARRED
        if one.soft_time or other.soft_time:
            tells = {one.event, other.event} & (rules.harm | rules.effects)
            score = rules.time["away_harm" if tells else "away"]
        return Feature(feature="time", score=score, detail=f"{_days(one)} is not {_days(other)}")
    if not _counts_anew(one, other, rules) and other_hours(filter(None, [one.hours]), filter(None, [other.hours])):
        return Feature(feature="time", score=BARRED, detail="another part of the day")
    width = max(_width(one), _width(other))
    if width > rules.time["wide_days"]:
        return None
    if width == 0:
        soft = one.soft_time or other.soft_time
        bare = soft or not one.sites or not other.sites or _one_mention(one.claim.time, other.claim.time, one, other)
        return Feature(feature="time", score=rules.time["bare" if bare else "same_day"], detail=f"both {_days(one)}")
    return Feature(feature="time", score=rules.time["overlap"], detail=f"{_days(one)} and {_days(other)} overlap")


def _unanchored(one: View, other: View, rules: Policy) -> Feature | None:
    """A day that hangs on no date, "on Saturday": the same value, or another weekday."""
    values = [view.claim.time.value if view.claim.time else None for view in (one, other)]
    if one.report != other.report or not all(value and value.startswith("XXXX-") for value in values):
        return None
    if _counts_anew(one, other, rules) and values[0] != values[1]:
        return None
    if values[0] == values[1]:
        return Feature(feature="time", score=rules.time["same_day"], detail=f"both {values[0]}")
    return Feature(feature="time", score=BARRED, detail=f"{values[0]} is not {values[1]}")


def _counts_anew(one: View, other: View, rules: Policy) -> bool:
    """Whether one of them gives a toll that rose or fell: its hour is that of the count."""
    return any(view.later and view.event in rules.harm for view in (one, other))


def _place(one: View, other: View, rules: Policy) -> Feature | None:
    if not one.sites or not other.sites:
        return None
    relation, names = compare_places(one.sites, other.sites, rules)
    if relation == "open":
        return None
    if relation == "apart":
        score = rules.place["unnamed"] if one.soft_place or other.soft_place else BARRED
        return Feature(feature="place", score=score, detail=f"{names}: two places")
    if relation == "same" and any(_one_mention(a, b, one, other) for a in one.sites for b in other.sites):
        relation = "inside"  # one mention read into two claims says less than two mentions
    told = {"same": "one place", "inside": "one in the other", "near": "near", "same_unit": "one area"}
    score = rules.place[relation]
    if one.soft_place or other.soft_place:
        score = min(score, rules.place["soft"])
    return Feature(feature="place", score=score, detail=f"{names}: {told.get(relation, 'two names, not placed')}")


def _one_mention(a: Place | Time | None, b: Place | Time | None, one: View, other: View) -> bool:
    """Whether the same words of one report gave both claims their place or their day."""
    if a is None or b is None or a.mention is None or b.mention is None:
        return False
    return one.report == other.report and a.mention == b.mention


def _targets(one: View, other: View, rules: Policy) -> Feature | None:
    shared = one.harmed & other.harmed
    if shared:
        return Feature(feature="target", score=rules.target["same_name"], detail=", ".join(sorted(shared)))
    kinds, others = set(one.claim.target_kinds), set(other.claim.target_kinds)
    if same := one.struck & other.struck:
        return Feature(feature="target", score=rules.target["same_kind"], detail=f"both {', '.join(sorted(same))}")
    if kinds - rules.vague_targets and others - rules.vague_targets:
        detail = f"{', '.join(sorted(kinds))} is not {', '.join(sorted(others))}"
        return Feature(feature="target", score=BARRED, detail=detail)
    if one.harmed and other.harmed and one.event == other.event:
        return Feature(feature="target", score=rules.target["other_name"], detail="no name in common")
    return None


def _parties(one: View, other: View, rules: Policy) -> Feature | None:
    if not one.actors or not other.actors:
        return None
    standings = [(same_party(a, b), a.name, b.name) for a in one.actors for b in other.actors]
    for wanted in ("same", "alike"):
        for standing, name, other_name in standings:
            if standing == wanted:
                names = name if name == other_name else f"{name}, {other_name}"
                return Feature(feature="party", score=rules.party[wanted], detail=names)
    if any(standing == "open" for standing, _, _ in standings):
        return None
    names = f"{one.actors[0].name} is not {other.actors[0].name}"
    if one.event == "clash" or other.event == "clash" or sources_of(one).isdisjoint(sources_of(other)):
        return Feature(feature="party", score=rules.party["rival"], detail=names)
    return Feature(feature="party", score=BARRED, detail=names)


def same_party(one: Participant, other: Participant) -> str:
    """ "same", "alike" (an arm of the other, or of the same state), "other" or "open" where nothing can be said."""
    if one.party and other.party:
        if one.party == other.party:
            return "same"
        if one.party.startswith(other.party) or other.party.startswith(one.party):
            return "alike"
        state = {"state_forces", "government", "police"}
        if one.country and one.country == other.country and {one.kind, other.kind} <= state:
            return "alike"
        return "other"
    words, others = name_words(one.name), name_words(other.name)
    if words and others and (words <= others or others <= words):
        return "same"
    return "open"


def _position(one: View, other: View, rules: Policy, *, follows: bool) -> list[Feature]:
    if one.report != other.report:
        return []
    scores, found = rules.position, []
    gap = max(0, other.start - one.end)
    same_paragraph = one.paragraph == other.paragraph if one.paragraph is not None else gap <= scores["paragraph_chars"]
    if one.start < other.end and other.start < one.end:
        if _told_apart(one, other, rules):
            return [Feature(feature="figure", score=BARRED, detail="one sentence gives each of them a toll of its own")]
        found.append(_at(_sentence(one, other, rules), "one sentence", rules))
        if _parted(one, other, rules):
            found.append(_at("anew", "one sentence tells the second as a deed that came at another time", rules))
    elif one.paragraph is not None and one.lead and other.lead and one.paragraph != other.paragraph:
        found.append(_at("headline", "a headline and its first paragraph", rules))
    elif follows:
        tells = other.definite or other.event in rules.harm | rules.effects
        name = "follows" if tells else "continues"
        found.append(_at(name, "told right after it, without a place or a day of its own", rules))
    elif gap <= scores["next_chars"] and same_paragraph:
        found.append(_at("next", "the next sentence", rules))
    elif same_paragraph:
        found.append(_at("paragraph", "one paragraph", rules))
    elif one.paragraph is not None and other.paragraph == one.paragraph + 1:
        found.append(_at("next_paragraph", "the next paragraph", rules))
    elif (one.loose or other.loose) and not other.definite:
        found.append(_at("far", "far apart in the text", rules))
    if one.loose and not other.loose and not one.lead and gap > 0:
        found.append(_at("back", "the first names no place and no day", rules))
    if one.item and other.item and one.paragraph != other.paragraph:
        found.append(_at("items", "two points of a list", rules))
    if other.anew and gap > 0 and not {one.event, other.event} & (rules.harm | rules.effects):
        found.append(_at("anew", "the second is told as a deed that came after it", rules))
    if other.another and gap > 0:
        found.append(Feature(feature="words", score=BARRED, detail="the second is told as another one"))
    return found


def _told_apart(one: View, other: View, rules: Policy) -> bool:
    """Whether one sentence tells two deeds that each have a toll: "killed seven at a market and three at a stop".

    Harm told twice is of one deed, unless words part it: "killed nine, a day after 22 people were massacred".
    """
    if {one.event, other.event} & (rules.harm | rules.effects) and not _between(one, other, "parting"):
        return False
    tolls = [{f.measure: f for f in view.figures if f.part_of is None and not f.additive} for view in (one, other)]
    return any(exclude_each_other(tolls[0][measure], tolls[1][measure]) for measure in set(tolls[0]) & set(tolls[1]))


def _parted(one: View, other: View, rules: Policy) -> bool:
    """Whether words part two deeds of one sentence: "a strike killed seven and hours later a drone hit a bus"."""
    if {one.event, other.event} & (rules.harm | rules.effects):
        return False
    holder = max((one, other), key=lambda view: view.end - view.start)
    end = max(trigger_start(one.claim), trigger_start(other.claim))
    after = holder.claim.evidence.text[max(0, end - holder.start) :]
    return words("anew").search(after) is not None or _between(one, other, "anew", "another", "parting")


def _between(one: View, other: View, *senses: str) -> bool:
    """Whether words of one of some senses stand between the triggers of two claims of one sentence."""
    start, end = sorted((trigger_start(one.claim), trigger_start(other.claim)))
    holder = max((one, other), key=lambda view: view.end - view.start)
    text = holder.claim.evidence.text[max(0, start - holder.start) : max(0, end - holder.start)]
    return any(words(sense).search(text) for sense in senses)


def _sentence(one: View, other: View, rules: Policy) -> str:
    """Which score two events of one sentence have."""
    if one.event == other.event:
        return "sentence_same"
    return "sentence_harm" if {one.event, other.event} & (rules.harm | rules.effects) else "sentence"


def _at(name: str, detail: str, rules: Policy) -> Feature:
    return Feature(feature="position", score=rules.position[name], detail=detail)


def _words(one: View, other: View, rules: Policy) -> list[Feature]:
    found = []
    if one.plural != other.plural:
        found.append(Feature(feature="number", score=rules.word["plural"], detail="one deed and several"))
    if other.definite and other.start >= one.end:
        trigger = other.claim.trigger.text if other.claim.trigger else other.event
        found.append(Feature(feature="reference", score=rules.word["definite"], detail=f"“the {trigger}” points back"))
    if one.start < other.end and other.start < one.end and one.report == other.report:
        return found
    shared = one.tokens & other.tokens
    if len(shared) >= rules.word["shared"]:
        share = len(shared) / min(len(one.tokens), len(other.tokens))
        some = ", ".join(sorted(shared)[:5])
        found.append(Feature(feature="words", score=round(rules.word["most"] * share, 3), detail=f"both say {some}"))
    return found


def _width(view: View) -> float:
    return float("inf") if view.first is None or view.last is None else view.last - view.first


def _days(view: View) -> str:
    time = view.claim.time
    if time is None:
        return "no day"
    return f"{time.start or '…'}" if time.start == time.end else f"{time.start or '…'} to {time.end or '…'}"
