"""According to whom: the sources of a claim, their kind, role and number, and how near they were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from dateline.claims.antecedents import ARMED_GROUPS, FIRST_PERSON
from dateline.claims.references import References
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech, width
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by
from dateline.nlp.tree import is_verbal
from dateline.records import Attribution, Note, PartyMention, Source, Span
from dateline.reference.agents import Agent, agent
from dateline.reference.lexicons import body_words, words_of
from dateline.reference.ontology import source_roles
from dateline.reference.parties import party_by_name

PARTIES_TO_CONFLICT = frozenset({"state_forces", "rebels", "jihadists", "militia", "police"})
ROLE_OF_KIND = {
    "aid": "agency",
    "civilians": "resident",
    "government": "official",
    "igo": "un",
    "media": "media",
    "medical": "medic",
    "ngo": "agency",
    "state_forces": "spokesperson",
}
TITLE_WORDS = 8
OFFICE_LINKS = frozenset({"of", "for", "in", "at", "from", "'s", "’s"})
ONE_MORE = frozenset({"another", "one"})  # of several who spoke before
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who"})


@dataclass(frozen=True, slots=True)
class Sourced:
    """The attribution of a claim, the speech that it comes from, and whether that speech is carried over."""

    attribution: Attribution
    speech: Speech | None
    carried: bool
    notes: tuple[Note, ...] = ()


def attribute(scene: Scene, references: References, trigger: Trigger, speeches: list[Speech]) -> Sourced:
    """Who says what a trigger tells: of the speeches around it the narrowest, a carried one only where no other is."""
    at = trigger.token.start
    inside = {t.index for t in trigger.words}
    around = [s for s in speeches if s.sources and s.covers(at) and s.cue.index not in inside]
    own = [s for s in around if not s.carried]
    third = [s for s in own if s.sources[0].lower not in FIRST_PERSON]
    chosen = min(third or own or around, key=width, default=None)
    origin = scene.parsed.report.publisher
    if chosen is None:
        silent = any(s.covers(at) and not s.sources for s in speeches)
        return Sourced(Attribution(origin=origin, directness="unattributed" if silent else "publisher"), None, False)
    sources = sources_of(scene, references, chosen)
    cue = scene.parsed.span(chosen.cue.start, chosen.cue_end.end)
    notes = [
        Note(
            field="attribution",
            text=f"said by {', '.join(s.name for s in sources)}: “{cue.text}” ({chosen.form})",
            span=cue,
        )
    ]
    notes += [
        Note(
            field="attribution",
            text=f"a wider speech was passed over: “{s.cue.text}”",
            span=scene.parsed.span(s.cue.start, s.cue_end.end),
            dropped=True,
        )
        for s in around
        if s is not chosen
    ]
    return Sourced(
        Attribution(sources=sources, cue=cue, origin=origin, directness=_directness(sources)),
        chosen,
        chosen.carried,
        tuple(notes),
    )


def sources_of(scene: Scene, references: References, speech: Speech) -> tuple[Source, ...]:
    """The sources of a speech, in the order of the text."""
    found = []
    for token in sorted(speech.sources, key=lambda t: t.index):
        named = scene.party_of(token) is not None  # a name that the tagger took for a verb
        if token.pos in {"NOUN", "PROPN", "PRON", "NUM"} or token.lower in PRONOUNS or named:
            found.append(source_of(scene, references, token))
    unique: list[Source] = []
    for source in found:
        if not any(source.mention.overlaps(other.mention) for other in unique):
            unique.append(source)
    return tuple(unique)


def source_of(scene: Scene, references: References, token: Token) -> Source:
    """Who a word names as a source: its party, else what its own word, its title or its house says of it."""
    if token.lower in PRONOUNS and not (token.text == "WHO" and scene.party_of(token) is not None):
        return _pronoun(scene, references, token)
    members = governed_by(token, frozenset({"of"})) if token.pos == "NUM" or token.lemma == "one" else []
    if members:  # "one of the doctors"
        before = references.tellers_before(token) if members[0].lower == "them" else None
        all_of_them = source_of(scene, references, before or members[0])
        span = scene.parsed.span(token.start, members[0].end)
        return replace(all_of_them, mention=span, name=span.text, count=1 if token.lower == "one" else None)
    if token.lower in ONE_MORE and not members and (several := references.tellers_before(token)) is not None:
        span = scene.parsed.span(token.start, token.end)
        return replace(source_of(scene, references, several), mention=span, name=span.text, count=1)
    party = references.house(token) or scene.party_of(token)
    described = _agent(token)
    appositive = None
    if party is None or party.kind == "unknown":
        appositive = next(
            (found for t in token.rights if t.dep in {"appos", "relcl", "amod"} and (found := _agent(t)) is not None),
            None,
        )
    described = described or appositive
    span = party.span if party is not None else scene.phrase(token)
    is_document = token.lemma in words_of("document") or (described is not None and described.kind == "unknown")
    owner = references.author(token) if is_document else None
    if owner is None and token.lemma in words_of("document"):
        owner = references.document(token)
    if owner is not None and (party is None or party.kind == "unknown"):
        party = replace(owner, span=span)
    if party is None or party.kind == "unknown":
        title = _title_before(scene, token)
        described = described or (_agent(title) if title is not None else None)
        named = scene.party_of(title) if title is not None else None
        party = replace(named, span=span) if named is not None and named.kind != "unknown" else party
    if party is None or (party.kind in {"state_forces", "unknown"} and party.resolved_by != "table"):
        owner = _armed_owner(references, token)
        party = replace(owner, span=span) if owner is not None else party
    if span.text == scene.parsed.report.publisher and party is None:
        own = references.own_kind() or "media"
        return Source(mention=span, name=span.text, kind=own, role=ROLE_OF_KIND.get(own))
    kind = (
        party.kind
        if party is not None and party.kind != "unknown"
        else (described.kind if described is not None else _kind_by_class(scene, token))
    )
    speaks = described is not None and described.source_role == "spokesperson"
    if kind == "unknown" and (whose := _whose(scene, references, token, speaks=speaks)) is not None:
        kind, party = whose.kind, replace(whose, span=span)
    if kind == "unknown":
        kind = _kind_of_house(scene, token) or ("government" if speaks and _is_for_place(scene, token) else kind)
    if kind == "unknown" and (speaks or (token.entity == "PERSON" and not token.text.isupper())):
        kind = references.own_kind() or kind
    if kind in {"unknown", "media"}:  # "the Director of Media Operations, Maj. Gen. Musa, said"
        beside = [scene.party_of(t) for t in token.rights if t.dep == "appos"]
        kind = next((p.kind for p in beside if p is not None and p.resolved_by == "title"), kind)
    listed = party_by_name(party.name) if party is not None and party.resolved_by == "table" else None
    told = described.source_role if described is not None else None
    role = told or (listed.source_role if listed is not None else None) or ROLE_OF_KIND.get(kind)
    plural = token.tag in {"NNS", "NNPS"}
    named_as = _with_name(scene, token, span) if token.pos == "NOUN" and not plural else None
    return Source(
        mention=named_as or span,
        name=_name(token, named_as or span, party),
        kind=kind,
        role=role,
        party=party.party if party is not None else None,
        anonymous=token.pos == "NOUN"
        and named_as is None
        and token.entity != "PERSON"
        and not (party is not None and party.resolved_by in {"table", "country"}),
        count=_count(scene, token, plural),
    )


def _name(token: Token, span: Span, party: PartyMention | None) -> str:
    """What a source is called: a person by name, be it the longer one of before, and others as the table has them."""
    if party is None or token.text not in party.name:
        person = token.entity == "PERSON" or "," in span.text
        return span.text if party is None or person else party.name
    return span.text if "," in span.text else party.name


def _with_name(scene: Scene, noun: Token, office: Span) -> Span | None:
    """An office with the person's name that stands between commas after it: "the governor, Jean Lukala, said"."""
    last = scene.parsed.token_at(office.end - 1)
    if last is None:
        return None
    words = last.sentence.tokens
    after = words[last.index + 1 - words[0].index :]
    more = list(takewhile(lambda t: not is_verbal(t) and (t.pos != "PUNCT" or t.text == "-"), after))
    if more and (more[0].lower not in OFFICE_LINKS or len(more) > TITLE_WORDS):
        return None
    after = after[len(more) :]
    if not after or after[0].text != ",":
        return None
    name = list(takewhile(lambda t: t.pos == "PROPN" or t.entity == "PERSON" or t.text in {"-", "."}, after[1:]))
    closed = after[1 + len(name) :][:1]
    name = name[: -1 if name and name[-1].text == "." else None]
    speaks = _agent(noun)
    person = any(t.entity == "PERSON" for t in name) or (speaks is not None and speaks.source_role == "spokesperson")
    placed = any(scene.place_of(t) is not None for t in name)
    if len(name) < 2 or not person or placed or (closed and closed[0].pos != "PUNCT"):
        return None
    return scene.parsed.span(office.start, name[-1].end)


def _whose(scene: Scene, references: References, token: Token, *, speaks: bool) -> PartyMention | None:
    """Whose man a source is: "its spokesman", "the group's spokesman", "a spokesman for the union"."""
    owners = [t for t in token.lefts if t.dep == "poss"] if speaks else []
    near = [token, *(t for t in token.rights if t.dep == "appos")]
    joined = [t for noun in near for t in governed_by(noun, frozenset({"of", "for", "with", "from"}))]
    found = [references.party(t) for t in owners] + [scene.party_of(t) for t in joined]
    known = [p for p in found if p is not None and p.kind not in {"unknown", "civilians"}]
    return next((p for p in known if p.resolved_by not in {"country", "demonym"}), None)


def _is_for_place(scene: Scene, speaker: Token) -> bool:
    """Whether it is a place for which somebody speaks: "a spokesman for the Amhara region"."""
    named = governed_by(speaker, frozenset({"for"}))
    return any(scene.place_of(t) is not None for noun in named for t in (noun, *noun.lefts))


def _armed_owner(references: References, token: Token) -> PartyMention | None:
    """Whose officer a source is: "the group's military spokesman", "a colonel of the rebels", no state's."""
    described = _agent(token)
    if described is None or described.kind not in {"state_forces", "unknown"}:
        return None
    near = [t for t in token.lefts if t.dep == "poss"] + governed_by(
        token, frozenset({"of", "in", "with", "from", "for"})
    )
    owners = [references.party(t) for t in near]
    return next((p for p in owners if p is not None and p.kind in ARMED_GROUPS), None)


def _kind_of_house(scene: Scene, token: Token) -> str | None:
    """What a person's house or a body's parent makes of them: "the hospital's director", "the U.N. mission"."""
    before = [t for t in token.lefts if t.dep in {"poss", "compound", "nmod", "amod"}]
    houses = [*before, *governed_by(token, frozenset({"of"}))]
    listed = [body.kind for t in houses if (body := body_words().get(t.lemma)) is not None and body.kind]
    if listed or token.lemma not in body_words():
        return listed[0] if listed else None
    parents = [scene.party_of(t) for t in before]
    owner = next((p.kind for p in parents if p is not None and p.kind not in {"unknown", "civilians"}), None)
    return owner or body_words()[token.lemma].kind  # "the hospital said"


def _title_before(scene: Scene, token: Token) -> Token | None:
    """What stands before a name as its title: "Minister for Africa Grant Shapps"."""
    if token.pos != "PROPN" or token.entity not in {"PERSON", ""} or scene.place_of(token) is not None:
        return None
    tokens = scene.parsed.tokens
    for before in reversed(tokens[max(token.sentence.tokens[0].index, token.index - TITLE_WORDS) : token.index]):
        if before.text in {",", ";"} or is_verbal(before):
            return None
        if before.pos in {"NOUN", "PROPN"} and _agent(before) is not None:
            return before
    return None


def _pronoun(scene: Scene, references: References, token: Token) -> Source:
    """A pronoun keeps its span and takes the kind of whom it stands for: an earlier source, else an earlier party."""
    span = scene.parsed.span(token.start, token.end)
    earlier = references.source(token)
    if isinstance(earlier, Token):
        stands_for = source_of(scene, references, earlier)
        return Source(
            mention=span,
            name=stands_for.name,
            kind=stands_for.kind,
            role=stands_for.role,
            party=stands_for.party,
            anonymous=stands_for.anonymous,
        )
    party: PartyMention | None = earlier
    if party is None:
        return Source(mention=span, name=span.text)
    return Source(mention=span, name=party.name, kind=party.kind, role=ROLE_OF_KIND.get(party.kind), party=party.party)


def _agent(token: Token) -> Agent | None:
    """What a noun says of a person ("rescuer"), alone or with the word in front of it ("military sources")."""
    for child in token.lefts:
        if child.dep in {"compound", "amod", "nmod"}:
            found = agent(f"{child.lower} {token.lemma}") or agent(f"{child.lower} {token.lower}")
            if found is not None:
                return found
    own = agent(token.lemma) or agent(token.lower)
    joined = own is not None and own.noun_class == "coalition" and bool(governed_by(token, frozenset({"of"})))
    return None if joined else own  # "a coalition of local associations" is no army


def _kind_by_class(scene: Scene, token: Token) -> str:
    classes = scene.classes_of(token)
    return "civilians" if "civilian" in classes and token.pos != "PRON" and token.entity != "PERSON" else "unknown"


def _count(scene: Scene, token: Token, plural: bool) -> int | None:
    quantity = scene.quantity_of(token)
    if quantity is not None and quantity.quantifier == "exact" and quantity.n is not None:
        return int(quantity.n)
    if not plural and token.pos == "NOUN" and any(t.lower in {"a", "an", "one"} for t in token.lefts):
        return 1
    return None


def _directness(sources: tuple[Source, ...]) -> str:
    if not sources:
        return "unattributed"
    first = sources[0]
    if first.kind in PARTIES_TO_CONFLICT:
        return "party"
    by_role = {role.code: role.directness for role in source_roles()}
    return by_role.get(first.role or "", "secondhand")
