"""A claim in a few words, whether a person or the coder wrote it: what the worst cases show."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def brief(claim: Json | None) -> str:
    """Event, who, where, when, how many, according to whom, how surely; "nothing" where there is no claim."""
    if claim is None:
        return "nothing"
    trigger = _words(claim.get("trigger"))
    parts = [
        f"{claim.get('event')} “{trigger}”" if trigger else str(claim.get("event")),
        *(f"{p.get('role')} {_named(p)}" for p in claim.get("participants") or ()),
        *(f"{p.get('role')} {p.get('name') or _words(p)}" for p in claim.get("places") or ()),
        _time(claim.get("time")),
        *(_figure(f) for f in claim.get("figures") or ()),
        *(
            f"says {s.get('kind')}"
            for s in claim.get("sources") or (claim.get("attribution") or {}).get("sources") or ()
        ),
        str(claim.get("stance") or ""),
    ]
    return "; ".join(part for part in parts if part)


def _words(node: Json | None) -> str:
    """The words of a mention: a quote of the gold, a span of the coder."""
    if not node:
        return ""
    inner = node.get("mention") if isinstance(node.get("mention"), dict) else node
    return str(node.get("quote") or (inner or {}).get("text") or "")


def _named(participant: Json) -> str:
    words = _words(participant) or str(participant.get("name") or "")
    return f"“{words}” ({participant.get('party') or participant.get('kind') or '?'})"


def _time(time: Json | None) -> str:
    if not time:
        return ""
    start, end = time.get("start"), time.get("end")
    return (
        str(time.get("value") or "no day")
        if not (start or end)
        else f"{start or '…'}" + (f" to {end}" if end and end != start else "")
    )


def _figure(figure: Json) -> str:
    number = figure.get("n") if figure.get("n") is not None else _words(figure)
    return " ".join(
        str(word)
        for word in (figure.get("measure"), figure.get("quantifier"), number, figure.get("of"))
        if word is not None
    )
