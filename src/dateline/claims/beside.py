"""What the words beside a quantity say that it measures: its own noun, what follows it, else what stands over it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.governors import HARM, by_governor
from dateline.claims.scene import Scene
from dateline.nlp import Token
from dateline.nlp.syntax import is_passive, objects, subjects
from dateline.nlp.tree import is_verbal
from dateline.records import QuantityMention
from dateline.reference.lexicons import measure_words

ASIDE = 14  # words that an aside between commas may hold
AUXILIARIES = 4
HURT = frozenset({"injured", "wounded"})
MOVED = frozenset({"displaced", "returned"})
#: By what an adjective says, what a verb over the noun may say instead: "four of the wounded died".
RULED = {"injured": frozenset({"killed"}), **dict.fromkeys(MOVED, HARM - MOVED)}


def _is_of_part(clause: Token) -> bool:
    """Whether a clause tells only of some: "38 patients, nine of whom died"."""
    return any(
        t.lower in {"whom", "which"} and t.head.lower == "of" and t.head.head in subjects(clause)
        for t in clause.subtree()
    )


def _is_of_before(clause: Token) -> bool:
    """Whether a clause tells who the counted had been: "four people who had fled Bara were killed"."""
    told = {"had"} if clause.tag != "VBG" else {"was", "were"}
    return clause.dep == "relcl" and any(t.dep == "aux" and t.lower in told for t in clause.lefts)


def measure_of(scene: Scene, quantity: QuantityMention, token: Token) -> tuple[str, Token] | None:
    """The measure that the words around a quantity give it: its own noun, what follows it, its verb."""
    own = measure_words().get((token.lemma, "noun"))
    if own is not None and own.part == "self" and quantity.noun_head is not None:
        return (own.measure, token) if own.measure != "strikes" or quantity.n is not None else None
    for inside in scene.parsed.tokens_in(quantity.span):
        if inside is token:
            continue
        adjective = measure_words().get((inside.lower, "adjective"))
        if adjective is not None:
            over = by_governor(token) if adjective.measure in RULED else None
            return over if over is not None and over[0] in RULED[adjective.measure] else (adjective.measure, inside)
    after = _following(scene, quantity)
    if after is not None:
        return after
    for child in token.rights:  # "people killed", "who were wounded"
        if child.dep in {"acl", "relcl"} and is_verbal(child) and not _is_of_part(child):
            word = measure_words().get((child.lemma, "verb"))
            if word is not None and (word.part == "object") == (
                is_passive(child) or (child.dep == "acl" and child.tag == "VBN" and not objects(child))
            ):
                before = _is_of_before(child)
                moved = child.dep == "relcl" and word.measure in MOVED
                over = by_governor(token) if before or moved else None
                ruled = over is not None and (before or over[0] in RULED[word.measure])
                return over if over is not None and ruled else (word.measure, child)
    return by_governor(token) or _after_aside(scene, quantity)


def _following(scene: Scene, quantity: QuantityMention) -> tuple[str, Token] | None:
    """ "eight dead", "scores injured", "12 others wounded": the word right after the quantity."""
    at = scene.parsed.token_at(quantity.span.end - 1)
    if at is None:
        return None
    tokens = scene.parsed.tokens[at.index + 1 : at.index + 3]
    for token in tokens[:1] + [t for t in tokens[1:] if tokens[0].pos in {"ADV", "ADJ"}]:
        for pos in ("adjective", "verb"):
            word = measure_words().get((token.lower if pos == "adjective" else token.lemma, pos))
            if word is not None and (pos == "adjective" or (_is_done(token) and word.part == "object")):
                return ("casualties" if _goes_on_hurt(token) else word.measure), token
        if token.pos in {"PUNCT", "CCONJ"}:
            break
    return None


def _goes_on_hurt(dead: Token) -> bool:
    """Whether the dead are counted with the hurt: "hundreds dead and injured", "1,200 killed and wounded"."""
    after = dead.sentence.tokens[dead.index + 1 - dead.sentence.tokens[0].index :][:2]
    return (
        dead.lower in {"dead", "killed"}
        and len(after) == 2
        and after[0].lower in {"and", "or"}
        and after[1].lower in HURT
    )


def _is_done(token: Token) -> bool:
    """Whether a form is a participle, or a past tense that takes no object: "1,250 displaced, 14 killed"."""
    return token.tag == "VBN" or (token.tag == "VBD" and not objects(token))


def _after_aside(scene: Scene, quantity: QuantityMention) -> tuple[str, Token] | None:
    """ "12 people, among them four guards, were injured": the verb behind what stands between commas."""
    tokens = behind_aside(scene, quantity)
    if tokens and tokens[0].lower == "from":  # "one peacekeeper from Kenya killed"
        tokens = [t for t in tokens[1:AUXILIARIES] if t.pos not in {"PROPN", "DET"}]
        verb = next(iter(tokens), None)
    elif (ended := _ended(tokens)) is not None:
        return ended
    else:
        verb = passive_behind(tokens)
    if verb is None:
        return None
    word = measure_words().get((verb.lemma, "verb"))
    return (word.measure, verb) if word is not None and word.part == "object" and verb.tag == "VBN" else None


def behind_aside(scene: Scene, quantity: QuantityMention) -> list[Token]:
    """The words after a quantity, without what stands between commas right behind it; none where that does not end."""
    at = scene.parsed.token_at(quantity.span.end - 1)
    if at is None:
        return []
    tokens = at.sentence.tokens[at.index - at.sentence.tokens[0].index + 1 :]
    if tokens and tokens[0].text == ",":
        closing = next((n for n, t in enumerate(tokens[1:ASIDE], start=1) if t.text == ","), None)
        return tokens[closing + 1 :] if closing is not None else []
    return tokens


def passive_behind(tokens: Sequence[Token]) -> Token | None:
    """The participle that words open with, behind its auxiliaries: the "injured" of "were badly injured"."""
    if not tokens or tokens[0].pos != "AUX":
        return None
    return next((t for t in tokens[:AUXILIARIES] if t.pos not in {"AUX", "ADV"}), None)


def _ended(after: Sequence[Token]) -> tuple[str, Token] | None:
    """What became of those counted before an aside: "12 people, many of them volunteers, died", "lost their lives"."""
    verb = after[0] if after and after[0].tag == "VBD" else None
    if verb is None:
        return None
    lost = next((t for t in objects(verb) if t.lemma == "life"), None) if verb.lemma == "lose" else None
    word = measure_words().get((verb.lemma, "verb"))
    if lost is None and (word is None or word.part != "subject" or objects(verb)):
        return None
    return ("killed", verb) if lost is not None else (word.measure, verb) if word is not None else None
