"""Who takes part, as the contract writes it: backers, who demands by speaking, and people whom no party names."""

from __future__ import annotations

from dateline.claims.references import References
from dateline.claims.roles import Filler
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech, width
from dateline.nlp.syntax import agents
from dateline.records import Participant
from dateline.reference.lexicons import words_of

CROWD = frozenset({"those", "others", "many", "some", "one", "everyone", "most", "several"})
VOICED = frozenset({"obligation", "voiced"})  # frames of deeds that whoever speaks does by saying so


def backers(scene: Scene, fillers: list[Filler]) -> list[Filler]:
    """Those who stand behind an actor: "Russian-backed Syrian forces", "troops supported by clan militia"."""
    found = []
    for filler in fillers:
        if filler.role != "actor":
            continue
        for child in filler.token.lefts:
            if child.lemma in words_of("backing"):
                for part in child.lefts:
                    party = scene.party_of(part)
                    if party is not None and party is not filler.party:
                        found.append(Filler("backer", part, party))
        for child in filler.token.rights:
            if child.dep in {"acl", "relcl"} and child.lemma in words_of("backing"):
                found += [Filler("backer", t, p) for t in agents(child) if (p := scene.party_of(t)) is not None]
    return found


def demander(references: References, trigger: Trigger, speeches: list[Speech]) -> list[Filler]:
    """Who demands or denies by what they say: the source of the speech around it, where it is one party."""
    if trigger.pattern.frame not in VOICED:
        return []
    around = [s for s in speeches if s.sources and s.covers(trigger.token.start)]
    chosen = min(around, key=width, default=None)
    sources = chosen.sources if chosen is not None and not chosen.carried else ()
    party = references.party(sources[0]) if len(sources) == 1 else None
    return [Filler("actor", sources[0], party)] if party is not None and party.kind != "unknown" else []


def participant(scene: Scene, filler: Filler, civilian_country: str | None) -> Participant:
    """A filler as the contract writes it; people that no party names are civilians where their word says so."""
    if filler.party is not None:
        party = filler.party
        return Participant(
            role=filler.role,
            mention=party.span,
            name=party.name,
            party=party.party,
            kind=party.kind,
            country=party.country,
        )
    span = scene.phrase(filler.token)
    classes = scene.classes_of(filler.token)
    stands_for = filler.token.pos in {"DET", "PRON"} and filler.token.lower not in CROWD
    stands_for = stands_for or (filler.token.lower == "those" and filler.role == "target")
    civilian = not stands_for and ("civilian" in classes or ("person" in classes and "armed" not in classes))
    kind = "civilians" if civilian and filler.role != "instrument" else "unknown"
    country = civilian_country if kind == "civilians" else None
    return Participant(
        role=filler.role,
        mention=span,
        name=span.text,
        party=f"{country}:CIV" if country else None,
        kind=kind,
        country=country,
    )
