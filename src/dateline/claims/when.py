"""When an event was: the time expression of its own clause, never the one of "said on Sunday"."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.named import name_before
from dateline.claims.near import FAR, distance
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.mentions.dates import as_if_dated
from dateline.mentions.quotes import Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import objects
from dateline.nlp.tree import clause_head, is_verbal, path_up
from dateline.records import Note, TimeMention
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set, event_type

CAP = 5.5
DATED = frozenset({"DATE", "TIME"})
ANCHORED = {
    "published": "anchored on the published date",
    "dateline": "anchored on the dateline date",
    None: "not anchored",
}
PARTS_OF_DAY = ("TNI", "TMO", "TAF", "TEV")
NEXT = 6  # letters between "overnight" and the days after it
DAYS = 2  # UCDP's precision of a few days
UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})
AFTERWARDS = frozenset({"after", "following"})
VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


@dataclass(frozen=True, slots=True)
class Dated:
    """The time expression of an event, and whether it stands nearer to it than to any other event."""

    mention: TimeMention
    own: bool


def time_note(mention: TimeMention) -> Note:
    """How a claim's days came about, for `explain`."""
    how = ANCHORED.get(mention.anchor, "as the text says")
    return Note(field="time", text=f"“{mention.span.text}” is {mention.value}, {how}", span=mention.span)


def time_of(scene: Scene, trigger: Trigger, rivals: list[Trigger], speeches: list[Speech]) -> Dated | None:
    """The time expression that dates an event, or None.

    A duration dates nothing unless it is anchored ("in the past week"). An expression belongs to the trigger that
    it is nearest to; what stands at the head of a sentence, or hangs on the main verb, holds for all of its clauses.
    """
    sentence = trigger.token.sentence
    before = name_before(trigger.token)
    others = [rival.token for rival in rivals if rival is not trigger]
    rows: list[tuple[float, bool, TimeMention]] = []
    for mention in scene.times_in(sentence):
        if (mention.type not in DATED or mention.value in VAGUE) and as_if_dated(mention).start is None:
            continue
        head = scene.head_of(mention.span)
        if head is not None and (named := scene.party_of(head)) is not None and named.resolved_by == "table":
            continue  # "the March 23 Movement"
        if head is None or _is_of_another(head, trigger.token) or _is_of_answer(head, trigger, rivals):
            continue
        if head.index in before:
            return Dated(mention, True)
        if _is_of_what_followed(head, trigger.token) or before:
            continue
        if (_dates_a_noun(head, trigger) and not _heads(sentence, mention)) or _is_claimed_then(head, trigger.token):
            continue
        if any(s.form == "according" and s.names(head) for s in speeches) or _is_said_now(trigger, head):
            continue
        cost = distance(trigger.token, head, speeches)
        nearest = min((distance(rival.token, head, speeches) for rival in rivals if rival is not trigger), default=FAR)
        mine = cost <= nearest + 0.01
        over = _governs(head, trigger.token, others) and not _is_days_before(trigger.token)
        over = over or _closes_list(head, trigger.token)
        if mine or over or _opens(sentence.tokens[0], head) or _heads(sentence, mention):
            rows.append((cost - (0.5 if mine else 0.0), mine, mention))
    rows = [row for row in rows if row[0] <= CAP]
    if not rows:
        return None
    _, own, mention = min(rows, key=lambda row: row[0])
    return Dated(_day_of(mention, [row[2] for row in rows]), own)


def _day_of(mention: TimeMention, others: list[TimeMention]) -> TimeMention:
    """The days that follow a part of the day: "overnight on 17-18 March" is told by the dates."""
    if not mention.value.endswith(PARTS_OF_DAY) or mention.anchor == "text":
        return mention
    after = [o for o in others if 0 < o.span.start - mention.span.end <= NEXT and o.type in DATED]
    return next((o for o in after if (as_if_dated(o).precision or 9) <= DAYS), mention)


def _is_claimed_then(head: Token, deed: Token) -> bool:
    """Whether a day is only that of the claim: "claimed on Monday to have killed nine"."""
    done = {t.lower for t in deed.lefts if t.dep == "aux"} >= {"to", "have"}
    said = next((t for t in path_up(head) if is_verbal(t)), None)
    return done and deed.dep in {"advcl", "xcomp"} and said is deed.head and head.index < deed.index


def _is_of_another(head: Token, trigger: Token) -> bool:
    """Whether a time belongs to a clause that only describes somebody: "the driver, born in 1971, died"."""
    verb = next((t for t in path_up(head) if is_verbal(t)), None)
    if verb is not None and verb.dep == "advcl" and not any(step is verb for step in path_up(trigger)):
        return any(
            t.lemma in words_of("abstract_toll") for t in verb.rights if t.dep == "dobj"
        )  # "bringing the toll since"
    if verb is not None and verb.dep == "xcomp" and verb.tag == "VB" and trigger is not verb.head:
        return verb not in path_up(trigger) and verb.head.dep == "conj"  # "fled, and they plan to meet on Friday"
    if verb is not None and verb.dep == "conj" and _is_below_content(trigger, verb.head):
        return verb not in path_up(trigger)  # "said that they must leave, and voted last month to stay"
    if verb is None or verb is trigger or verb.dep not in {"acl", "relcl"} or verb.head is trigger:
        return False
    if verb.tag == "VBG" or (verb.tag == "VB" and any(t.lower == "to" for t in verb.lefts)):
        return False  # "struck a bus carrying miners on Sunday", "forced 900 people to flee in June"
    return not any(step is verb for step in path_up(trigger))


def _is_below_content(trigger: Token, verb: Token) -> bool:
    """Whether a deed is in what a verb says: below a clause that is its object."""
    steps = list(path_up(trigger))
    return verb in steps and any(step.dep == "ccomp" and step.head is verb for step in steps[: steps.index(verb)])


def _is_of_answer(head: Token, trigger: Trigger, rivals: list[Trigger]) -> bool:
    """Whether a time is that of what others said or did after a deed: "on Thursday condemned the killing".

    So it stands with their verb and before the noun of the deed; "shops closed on Monday after the ambush" says no more
    than that the ambush was not later.
    """
    verb = next((t for t in path_up(head) if is_verbal(t)), None)
    noun = trigger.token
    if verb is None or not trigger.is_noun or not (verb.index < noun.index and head.index < noun.index):
        return False
    if _is_below(head, noun):  # "condemned Tuesday's killing"
        return False
    if event_type(trigger.event).group == "politics" or verb in trigger.words or not _is_below(noun, verb):
        return False
    own = [rival for rival in rivals if verb in rival.words]
    if own:
        return all(event_type(rival.event).group == "politics" for rival in own) and head.index <= verb.index + 2
    return noun.dep == "pobj" and noun.head.lower in AFTERWARDS and noun.head.head is verb


def _is_of_what_followed(head: Token, noun: Token) -> bool:
    """Whether a time is that of what came after: "Following the talks in Doha he left for Kabul on Tuesday"."""
    link = noun.head
    if noun.dep != "pobj" or link.lower not in AFTERWARDS or _is_below(head, noun):
        return False
    return is_verbal(link.head) and noun.index < link.head.index < head.index


def _is_said_now(trigger: Trigger, head: Token) -> bool:
    """Whether a time is not of the words that are said: "condemns the attack on Friday", "condemned the attack on"."""
    token = trigger.token
    if trigger.event not in event_set("deed_of_speech") or head.index < token.index:
        return False
    if trigger.pattern.frame == "feel":
        return True  # "is appalled by the killing of three staff on 27 January"
    deed = any(t.index < head.index and t.lemma in words_of("object_event") for t in objects(token))
    return token.tag in {"VBZ", "VBP"} or (deed and trigger.event == "condemnation")


def _is_days_before(verb: Token) -> bool:
    """Whether a clause tells what was done days before: "killed nine on Tuesday, a day after 22 were massacred"."""
    after = [verb] if any(t.dep == "mark" and t.lower == "after" for t in verb.lefts) else []
    if verb.dep == "pcomp" and verb.head.lower == "after":
        after = [verb.head]  # "freed 150 on Saturday, days after seizing seven"
    return any(t.dep == "npadvmod" and t.lower in UNITS for top in after for t in top.lefts)


def _is_below(token: Token, verb: Token) -> bool:
    return any(step is verb for step in path_up(token))


def _governs(time_head: Token, trigger: Token, others: list[Token]) -> bool:
    """Whether a time hangs on a verb above the trigger, as it then dates what happens below.

    One that hangs on the noun of another event dates that one alone: "near a post, part of a deal of 2017".
    """
    top = time_head
    while top.dep in {
        "pobj",
        "compound",
        "nummod",
        "appos",
        "prep",
        "npadvmod",
        "amod",
        "conj",
        "pcomp",
        "advmod",
    } and not is_verbal(top):
        if top.is_root or any(top is other for other in others):
            return False
        top = top.head
    if not is_verbal(top):
        return False
    if top.dep == "acl" and top.tag == "VBG":  # "tore through a van escorting a team on Monday, killing six"
        top = clause_head(top.head)
    verb = clause_head(trigger)
    while True:
        if verb is top:
            return True
        if verb.is_root or verb.dep in {"relcl", "ccomp"} or _stands_alone(verb, time_head):
            return False
        verb = clause_head(verb.head)


def _stands_alone(verb: Token, time_head: Token) -> bool:
    """Whether a joined clause has a subject of its own, and the time closes the one before it.

    So "since 2014" dates only the first of "has given £167 million since 2014, and jets have struck 250 targets".
    """
    own = verb.dep == "conj" and any(t.dep in {"nsubj", "nsubjpass"} for t in verb.lefts)
    return own and verb.head.index < time_head.index < verb.index


def _opens(first: Token, head: Token) -> bool:
    return head.index - first.index <= 3 and not any(
        t.dep == "nsubj" for t in head.sentence.tokens[: head.index - first.index]
    )


def _closes_list(time_head: Token, trigger: Token) -> bool:
    """Whether a time closes a list that the event opens: "eight were killed and four abducted on 6 September"."""
    last = next((t for t in path_up(time_head) if is_verbal(t)), None)
    return (
        last is not None
        and last.dep == "conj"
        and last.head is trigger
        and last.tag == trigger.tag == "VBN"
        and last.index < time_head.index
        and any(t.dep == "auxpass" for t in trigger.lefts)
        and not any(t.dep in {"aux", "auxpass"} for t in last.lefts)
    )


def _heads(sentence: Sentence, mention: TimeMention) -> bool:
    """ "On 11 and 12 February armed men …": the time stands right after the preposition that opens the sentence."""
    first, second = sentence.tokens[0], sentence.tokens[1:2]
    return first.pos == "ADP" and bool(second) and second[0].start <= mention.span.start <= second[0].end


def _dates_a_noun(head: Token, trigger: Token | Trigger) -> bool:
    """Whether a time only names another thing: "the 2017 deal", "last year's conference"."""
    token = trigger.token if isinstance(trigger, Trigger) else trigger
    of = head.head if head.dep == "pobj" and head.head.lower == "of" else None
    if of is not None and of.head is not token and of.head.lemma in words_of("accord_noun"):
        return True  # "violated the truce of 14 April"
    return (
        head.dep in {"nummod", "compound", "poss", "amod"}
        and head.lower not in {"later", "earlier"}
        and not is_verbal(head.head)
        and head.head is not token
        and head.head.pos in {"NOUN", "PROPN"}
        and not any(w is head.head for w in (trigger.words if isinstance(trigger, Trigger) else ()))
    )
