"""Whether a word is of the classes that a pattern asks for, by itself or by what it counts."""

from __future__ import annotations

from dateline.claims.scene import Scene
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by
from dateline.reference.lexicons import words_of

GROUND = ("place", "settlement", "facility", "equipment", "territory")


def is_of(scene: Scene, token: Token, classes: tuple[str, ...]) -> bool:
    if "event" in classes and token.lemma in words_of("object_event"):
        return True
    own = scene.classes_of(token)
    if token.pos in {"NUM", "PRON"} or token.lemma in words_of("abstract_toll"):  # "three of our convoys"
        own |= frozenset().union(*(scene.classes_of(t) for t in governed_by(token, frozenset({"of"}))))
    if any(name in own for name in classes):
        return True
    if any(
        name in scene.classes_of(left)
        for left in token.lefts
        if left.dep in {"compound", "nmod"}
        for name in classes
        if name in {"party", "place"}
    ):
        return True
    if "settlement" in classes or "person" in classes or "civilian" in classes:
        return any(name in scene.classes_of(t) for t in governed_by(token, frozenset({"of"})) for name in classes)
    return False


def is_ground(scene: Scene, token: Token) -> bool:
    """Whether a word, or what it counts ("two of the villages"), is a place or a thing."""
    return is_of(scene, token, GROUND)


def in_small_clause(word: Token) -> list[Token]:
    """The thing of which a verb's last word says what becomes of it: "set six trucks ablaze", "let them go"."""
    if word.dep in {"ccomp", "oprd", "acomp"}:
        return [t for t in word.lefts if t.dep == "nsubj"]
    return [t for t in word.lefts if t.dep == "compound" and t.tag == "NNS"] if word.dep == "dobj" else []
