"""What a model is asked, and the schema that binds its answer: the codes of the ontology, and no others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from dateline.records import Report, Span
from dateline.reference import ontology
from dateline.reference.files import read_toml

Json = dict[str, Any]

#: So many letters of a report are asked about at a time.
MOST_LETTERS = 12_000
_MOST_SENTENCE = 2_000
_END = re.compile(r"(?<=[.!?؟۔。…])[\"”»’')\]]*\s+|\n+")
PLACE_ROLES = ("site", "origin", "destination", "area")


def sentences_of(report: Report) -> list[Span]:
    """The sentences of a report in any language, as its full stops and lines part them."""
    found: list[Span] = []
    start = 0
    for end, after in [*((m.start(), m.end()) for m in _END.finditer(report.text)), (len(report.text),) * 2]:
        found += _parts(report, start, end)
        start = after
    return found


def _parts(report: Report, start: int, end: int) -> Iterator[Span]:
    for at in range(start, end, _MOST_SENTENCE):
        words = report.text[at : min(end, at + _MOST_SENTENCE)]
        bare = words.strip()
        if bare:
            first = at + len(words) - len(words.lstrip())
            yield report.span(first, first + len(bare))


def pieces(sentences: Sequence[Span]) -> Iterator[list[tuple[int, Span]]]:
    """The sentences with their numbers, in parts that a model reads at a time."""
    piece: list[tuple[int, Span]] = []
    letters = 0
    for number, sentence in enumerate(sentences, start=1):
        if piece and letters + len(sentence.text) > MOST_LETTERS:
            yield piece
            piece, letters = [], 0
        piece.append((number, sentence))
        letters += len(sentence.text)
    if piece:
        yield piece


def question(report: Report, piece: Sequence[tuple[int, Span]]) -> Json:
    """The body of a question about some sentences, without the name of the model."""
    told = [f"Published: {(report.published or 'not known')[:10]}", "", *(f"[{n}] {s.text}" for n, s in piece)]
    return {
        "messages": [
            {"role": "system", "content": read_toml("extractors/prompt.toml")["instructions"].strip()},
            {"role": "user", "content": "\n".join(told)},
        ],
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": schema()},
        },
    }


@cache
def schema() -> Json:
    """The JSON schema of an answer."""
    words = {"type": "string"}
    number, text = {"type": ["number", "null"]}, {"type": ["string", "null"]}
    kinds = _one_of(ontology.kind_codes())
    claim = _object(
        sentence={"type": "integer"},
        event=_one_of(ontology.event_codes()),
        trigger=words,
        stance=_one_of(ontology.stance_codes()),
        participants=_list(_object(role=_one_of(ontology.role_codes()), words=words, kind=kinds)),
        places=_list(_object(role=_one_of(PLACE_ROLES), words=words, name=text, country=text)),
        time={"anyOf": [_object(words=words, start=text, end=text), {"type": "null"}]},
        figures=_list(
            _object(
                measure=_one_of(ontology.measure_codes()),
                of=words,
                quantifier=_one_of(ontology.quantifier_codes()),
                words=words,
                n=number,
                n2=number,
            )
        ),
        sources=_list(_object(words=words, kind=kinds)),
        cue=text,
        target_kinds=_list(_one_of(ontology.target_kind_codes())),
    )
    return _object(claims=_list(claim))


def _object(**fields: Json) -> Json:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _one_of(codes: Collection[str]) -> Json:
    return {"type": "string", "enum": sorted(codes)}
