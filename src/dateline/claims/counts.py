"""How many: each measured quantity of a sentence given a scope and the event that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.claims.governors import HARM
from dateline.claims.measuring import Counted, token_of
from dateline.claims.near import distance
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.mentions.dates import as_if_dated
from dateline.mentions.quotes import Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import governed_by
from dateline.nlp.tree import is_verbal
from dateline.records import Figure, Period, TimeMention
from dateline.reference.lexicons import words_of
from dateline.reference.numbers import bounds
from dateline.reference.ontology import event_set

TOTAL_NEAR = 16  # letters between a number and the word for a total
ROLLING = ("last ", "past ", "this ", "the last ", "the past ")
SPANNING = frozenset({"over", "during", "throughout", "within", "between"})


def belongs(counted: Counted, trigger: Trigger, merged: dict[int, Trigger]) -> bool:
    """Whether a quantity's own word is the trigger, or one that was merged into it."""
    by = counted.by
    if any(word is by for word in trigger.words):
        return True
    if merged.get(by.index) is trigger or any(t.dep == "dobj" and merged.get(t.index) is trigger for t in by.rights):
        return True  # "bringing its losses to 338"
    return trigger.pattern.frame == "toll" and trigger.token.dep == "dobj" and trigger.token.head is by


def fits(measure: str, event: str) -> bool:
    """Whether a kind of event can have figures of a measure."""
    return measure in HARM or event in event_set(f"counts_{measure}") or measure in {"damaged", "destroyed", "other"}


def nearest(scene: Scene, counted: Counted, triggers: list[Trigger], speeches: list[Speech]) -> Trigger | None:
    """The event that a quantity belongs to where its own word names none."""
    if counted.measure == "other":
        if counted.by.lemma not in words_of("munition"):
            return None
        triggers = [t for t in triggers if t.event in event_set("counts_strikes")]
    token = token_of(scene, counted.quantity) or counted.by
    ranked = sorted(
        (min(distance(t.token, token, speeches), distance(t.token, counted.by, speeches)), t.token.index, t)
        for t in triggers
        if fits(counted.measure, t.event)
    )
    return ranked[0][2] if ranked and ranked[0][0] < 9.0 else None


def figures(
    counted: list[Counted],
    *,
    trigger: Trigger,
    time: TimeMention | None,
    order: Mapping[int, int],
    profile: str,
) -> tuple[Figure, ...]:
    """The figures of one claim, parts bound to their wholes.

    `order` tells where each quantity stands among those of the report, by its identity.
    """
    rows = sorted(counted, key=lambda c: c.quantity.span.start)
    places = {order[id(row.quantity)]: number for number, row in enumerate(rows) if id(row.quantity) in order}
    found = []
    for row in rows:
        quantity = row.quantity
        limits = bounds(
            n=quantity.n, n2=quantity.n2, quantifier=quantity.quantifier, word=quantity.word, profile=profile
        )
        scope, period = _scope(row, trigger, time)
        inside = quantity.inside
        found.append(
            Figure(
                measure=row.measure,
                of=row.of or quantity.of or ("people" if quantity.noun is None else "other"),
                quantifier=quantity.quantifier,
                mention=quantity.span,
                n=quantity.n,
                n2=quantity.n2,
                low=limits.low,
                best=limits.best,
                high=limits.high,
                unit=row.unit or quantity.unit or "person",
                scope=scope,
                period=period,
                part_of=places.get(inside)
                if inside is not None and inside in places and rows[places[inside]].measure == row.measure
                else None,
                additive=quantity.additive,
                rule=limits.rule,
                profile=profile,
            )
        )
    return tuple(found)


def _is_total(row: Counted, sentence: Sentence) -> bool:
    """Whether a word for a total stands by the number itself: "a total of 29", "29 in all"."""
    span = row.quantity.span
    near = [t for t in sentence.tokens if span.start - TOTAL_NEAR <= t.start < span.end + TOTAL_NEAR]
    return any({t.lower, t.lemma} & words_of("total_word") for t in near)


def _scope(row: Counted, trigger: Trigger, time: TimeMention | None) -> tuple[str, Period | None]:
    """Whether a figure counts one event, a running total, a stock or a flow, and over which days."""
    sentence = trigger.token.sentence
    tokens = _told_with(row.by, sentence)
    words = {t.lower for t in tokens} | {t.lemma for t in tokens}
    signal = "" if time is None or time.signal is None else time.signal.text.lower()
    dated = None if time is None else as_if_dated(time)
    period = (
        None
        if time is None or dated is None or (dated.start is None and dated.end is None)
        else Period(start=time.start, end=time.end, mention=time.span)
    )
    if signal == "since" or (time is not None and "since" in words and time.span.text.lower().startswith("since")):
        return "cumulative", period
    if trigger.event in event_set("stock") or (
        row.measure in {"displaced", "affected"} and words & words_of("stock_word") and row.by.lemma not in {"flee"}
    ):
        return "stock", None
    if words & {"since", "week", "month", "year"} and _is_tolling(row.by):
        return "cumulative", period if time is not None and any(time.span.start == t.start for t in tokens) else None
    if "since" in words and any(t.tag == "VBN" or t.lemma == "have" for t in [row.by, *row.by.lefts]):
        return "cumulative", period
    if _is_of_campaign(row.by):
        return "cumulative", None
    tolls = {row.by.lemma} | ({row.by.head.lemma} if row.by.dep == "relcl" else set())  # "a toll that it puts at 80"
    if tolls & words_of("abstract_toll") or _is_total(row, sentence):
        return "cumulative", period
    if dated is not None and dated.start is not None and dated.start != dated.end and _is_span_of_time(dated, signal):
        return "flow", period
    return "event", None


def _told_with(by: Token, sentence: Sentence) -> list[Token]:
    """The words round a figure: "since May" of "…, bringing the toll since May to 40" says nothing of the others."""
    tolling = next((t for t in sentence.tokens if t.dep == "advcl" and _is_tolling(t)), None)
    if tolling is None:
        return list(sentence.tokens)
    inside = list(tolling.subtree())
    return inside if by in inside else [t for t in sentence.tokens if t not in inside]


def _is_of_campaign(verb: Token) -> bool:
    """Whether a verb brings what a campaign has cost to a number: "bringing its losses in the offensive to 338"."""
    tolls = [t for t in verb.children if t.dep in {"dobj", "nsubj"} and t.lemma in words_of("campaign_toll")]
    over = [t for top in (verb, *tolls) for t in governed_by(top, frozenset({"during", "in", "of"}))]
    return bool(tolls) and any(t.lemma in words_of("campaign") for t in over)


def _is_tolling(verb: Token) -> bool:
    """Whether a verb brings a toll to a number."""
    return is_verbal(verb) and any(t.lemma in words_of("abstract_toll") for t in verb.rights if t.dep == "dobj")


def _is_span_of_time(time: TimeMention, signal: str) -> bool:
    """Whether a time is one that things add up over ("in the past week"), not one that a single event falls in."""
    rolling = time.span.text.lower().startswith(ROLLING) and (time.precision or 1) > 1
    return rolling or time.type == "DURATION" or signal in SPANNING or time.value.startswith("P")
