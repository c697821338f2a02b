"""What is only asked and not told: "Did the army shell the camp?"."""

from __future__ import annotations

from dateline.nlp import Sentence, Token
from dateline.nlp.tree import path_up

CLOSING = "\"”’')] "
#: How a word hangs in what a question takes for granted: "who killed the nine men that were found in Bria".
GRANTED = frozenset({"acl", "relcl"})
NAMED = frozenset({"attr", "dobj", "expl", "nsubj", "nsubjpass"})
ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})


def is_asked(deed: Token) -> bool:
    """Whether a deed is what a question asks for; one that asks who, where or why takes it for granted."""
    sentence = deed.sentence
    if not sentence.tokens or not _asks_whether(sentence):
        return False
    return not any(step.dep in GRANTED or step.dep == "poss" for step in path_up(deed))


def _asks_whether(sentence: Sentence) -> bool:
    """Whether a sentence can be answered with yes or no: its auxiliary stands before its subject."""
    text = "".join(t.text for t in sentence.tokens[-3:]).rstrip(CLOSING)
    root = sentence.root
    if not text.endswith("?") or any(t.tag in ASKING for t in sentence.tokens if t.index < root.index):
        return False
    helping = next((t for t in sentence.tokens if t.pos == "AUX" and (t is root or t.head is root)), None)
    if helping is None or helping.index > root.index:
        return False
    turned = [t for t in sentence.tokens if helping.index < t.index and (helping is root or t.index < root.index)]
    return any(t.pos in {"NOUN", "PROPN", "PRON"} and t.dep in NAMED for t in turned)
