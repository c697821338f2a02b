"""People by name, and names that no table knows: kept by their words, with what the text says of them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.mentions.parties.lexicon import Item
from dateline.mentions.parties.story import Story
from dateline.mentions.parties.words import Words
from dateline.records.mentions import PartyMention
from dateline.records.spans import Span
from dateline.reference.agents import party_cues
from dateline.reference.lexicons import instruments

LONGEST_NAME = 6
SHORT_TITLE = 4  # letters of a title that is cut short: "Capt."
SINGULAR_KINDS = frozenset(("action", "anaphor", "coalition", "document", "materiel", "none", "unit", "weapon"))


def name_end(words: Words, position: int, last: Item) -> int:
    """Where the name after a title ends: "Foreign Minister Mevlüt Çavuşoğlu said" ends before "said"."""
    noun = last.entry.title or last.entry.agent
    if noun is None or (last.entry.plural and last.entry.title is None) or noun.noun_class in SINGULAR_KINDS:
        return position
    if (
        last.entry.title is None
        and noun.noun_class == "group"
        and noun.source_role is None
        and noun.kind != "civilians"
    ):
        return position
    end = position
    if words.upper and last.entry.title is None and (end >= len(words) or words.tokens[end].entity != "PERSON"):
        return position
    short = last.entry.title is not None and _is_shortened(words, position)
    while end < len(words) and end - position < LONGEST_NAME and _names(words, end):
        if not words.glued(end) and not (short and end == position):
            break
        end += 1
    return end


def _is_shortened(words: Words, position: int) -> bool:
    """Whether a full stop parts a short title from the name after it: "Col. Ryan", "Capt. Davis"."""
    if not 0 < position < len(words) or len(words.norms[position - 1]) > SHORT_TITLE:
        return False
    return words.text[words.ends[position - 1] : words.starts[position]].strip() == "."


def _names(words: Words, index: int) -> bool:
    token = words.tokens[index]
    if words.norms[index] == "s" or not token.text[0].isalpha():
        return False
    if not words.sentence.parsed:
        return words.capital(index) and not words.upper
    if token.entity in ("DATE", "TIME", "GPE", "NORP") or party_cues().get(words.norms[index]) in ("inside", "near"):
        return False
    if words.upper:
        return token.entity == "PERSON" or token.pos == "PROPN"
    return (words.capital(index) and (token.pos == "PROPN" or token.entity == "PERSON")) or (
        token.entity == "PERSON"
        and words.norms[index] in ("al", "bin", "de", "van", "von", "el", "ul", "abu", "ben", "da")
    )


def find_people(
    words: Words, mentions: list[PartyMention], story: Story, places: list[tuple[int, int]]
) -> list[PartyMention]:
    """The mentions of a sentence with its other named people and groups among them, in order."""
    for mention in mentions:
        _remember(mention, story)
    if not words.sentence.parsed:
        return mentions
    found = list(mentions)
    for start, end, label in _entities(words):
        begin, stop = words.starts[start], words.ends[end - 1]
        if any(m.span.start < stop and begin < m.span.end for m in found):
            continue
        single = label == "PERSON" or end - start == 1
        known = story.surnames.get(words.norms[end - 1]) if single and not words.upper else None
        if known is None and any(a < stop and begin < b for a, b in places):
            continue
        span = Span.of(words.text, begin, stop)
        if known is not None:
            found.append(_copy(known, span, words.starts[end - 1], known.name, known.resolved_by))
            continue
        if words.upper or not span.text[:1].isupper() or words.norms[end - 1].removesuffix("s") in instruments():
            continue  # "a VBIED" is no party
        described = _described(words, end, mentions) if label == "PERSON" else None
        if described is not None:
            mention = _copy(described, span, words.starts[end - 1], span.text, "title")
            _remember(mention, story, always=True)
        else:
            mention = PartyMention(span=span, head=words.starts[end - 1], name=span.text, resolved_by="entity")
        found.append(mention)
    return sorted(found, key=lambda mention: mention.span.start)


def _entities(words: Words) -> Iterator[tuple[int, int, str]]:
    """Runs of words that the parser took for a person or an organization, and known surnames by themselves."""
    index, count = 0, len(words)
    while index < count:
        label = words.tokens[index].entity
        start = index
        index += 1
        if label not in ("PERSON", "ORG"):
            continue
        while (
            index < count
            and words.tokens[index].entity == label
            and not words.tokens[index].entity_begins
            and words.glued(index)
        ):
            index += 1
        end = index
        while start > 0 and _is_first_name(words, start - 1):
            start -= 1
        while end > start and words.norms[end - 1] in ("s", "the"):
            end -= 1
        while start < end and words.norms[start] in ("the", "a"):
            start += 1
        if end > start:
            yield start, end, label


def _is_first_name(words: Words, index: int) -> bool:
    """Whether the word before a name is a part of it that the parser left out: the Basim of "Basim Muhammad Ahmad"."""
    token, following = words.tokens[index], words.tokens[index + 1]
    same = token.dep == following.dep == "compound" and token.head is following.head and token.entity == ""
    return same and token.pos == "PROPN" and words.capital(index) and words.glued(index + 1) and not words.upper


def _described(words: Words, end: int, mentions: list[PartyMention]) -> PartyMention | None:
    """The phrase after a name and a comma: "Mohamad Rasheed, an activist from the area"."""
    if end >= len(words) or "," not in words.text[words.ends[end - 1] : words.starts[end]]:
        return None
    for mention in mentions:
        if mention.span.start < words.starts[end]:
            continue
        between = words.text[words.ends[end - 1] : mention.span.start]
        tokens = [t for t in words.tokens[end:] if t.start < mention.span.start]
        if len(tokens) > 4 or between.count(",") > 1 or any(t.pos in ("VERB", "AUX", "ADP", "CCONJ") for t in tokens):
            return None
        if mention.span.text.endswith("s"):
            return None  # "the village of Duma, witnesses said"
        if mention.kind != "unknown" and mention.resolved_by in ("agent", "context", "demonym", "title", "table"):
            return mention
    return None


def _remember(mention: PartyMention, story: Story, *, always: bool = False) -> None:
    if not always and mention.resolved_by not in ("title",):
        return
    words = mention.span.text.split()
    if len(words) > 1 and words[-1][:1].isupper() and mention.span.start + len(mention.span.text) > mention.head:
        story.surnames.setdefault(words[-1].lower(), mention)


def _copy(mention: PartyMention, span: Span, head: int, name: str, by: str) -> PartyMention:
    return PartyMention(
        span=span, head=head, name=name, party=mention.party, kind=mention.kind, country=mention.country, resolved_by=by
    )
