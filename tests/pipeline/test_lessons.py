"""What decisions teach: weights that tell right from wrong on held-out reports, and rows that amendments ask for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.errors import StoreError
from dateline.learning.confidence import CONFIDENCE, with_confidence
from dateline.learning.features import features_of
from dateline.learning.model import read_model
from dateline.pipeline.deciding import Deciding, made_of
from dateline.pipeline.lessons import learn
from dateline.pipeline.suggesting import pattern_text, rows_of, suggestions
from dateline.records import Claim, Coder, Participant, Place, Span
from dateline.records.ids import claim_id
from dateline.reference import patterns
from dateline.reference.files import PACKAGED
from dateline.store import Found, Result, Store
from dateline.store.canon import claim_digest
from dateline.text.readers import make_report

CODER = Coder(name="dateline", version="1", model="none", data="none")
TEXT = "Gunmen of the Hill Brigade torched a clinic in Umm Keddada on day {number}."


def claim_of(text: str, report: str, *, placed: bool, rule: str) -> Claim:
    """A claim with everything that a person could amend; `placed` makes it one that reviewers accept."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words), words)

    evidence, trigger = span(text), span("torched")
    where = span("Umm Keddada")
    place = Place(role="site", mention=where, name="Umm Keddada", latitude=13.6, longitude=26.7, precision=1)
    return Claim(
        id=claim_id(report, "destruction", evidence, trigger),
        report=report,
        event="destruction",
        trigger=trigger,
        evidence=evidence,
        participants=(Participant(role="actor", mention=span("the Hill Brigade"), name="Hill Brigade", kind="rebels"),),
        places=(place if placed else Place(role="site", mention=where),),
        rule=rule,
        coder=CODER,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Sixty claims in sixty reports; of those whose place is not known every one was amended."""
    with Store.open(str(tmp_path / "kept.db"), make=True) as kept:
        yield kept


def decide_all(kept: Store, count: int = 60) -> list[Claim]:
    made = []
    rule = next(p.name for p in patterns.patterns() if p.event == "destruction" and ("torch",) in p.words)
    for number in range(count):
        report = make_report(TEXT.format(number=number), published="2024-06-05")
        claim = claim_of(report.text, report.id, placed=number % 2 == 0, rule=rule)
        kept.keep([Found(report=report, data=report.text.encode(), name=f"{number}.txt")])
        kept.put([Result(report=report.id, coded_as="x", claims=(claim,))])
        made.append(claim)
    for number, claim in enumerate(made):
        asked = Deciding(kind="accept", ids=(claim.id,), by="Lena M.")
        if number % 2:
            value = '{"role":"actor","mention":%s,"name":"Hill Brigade","party":"SDN:REB","kind":"rebels"}'
            words = claim.participants[0].mention
            mention = f'{{"start":{words.start},"end":{words.end},"text":"{words.text}"}}'
            asked = replace(asked, kind="amend", field="participants.0", value=value % mention)
        kept.decide(made_of(kept, asked))
    return made


def test_decisions_teach_what_they_have_in_common(store: Store) -> None:
    made = decide_all(store)
    lesson = learn(store)
    assert lesson.helps
    assert lesson.after.auc == 1.0
    assert lesson.learnt + lesson.held == 60
    good, bad = (lesson.model.chance(features_of([claim])[0]) for claim in made[:2])
    assert good > 0.7 > 0.3 > bad
    assert "place_unresolved" in dict(lesson.model.reasons(features_of([made[1]])[0]))


def test_too_few_decisions_teach_nothing(store: Store) -> None:
    decide_all(store, 12)
    with pytest.raises(StoreError, match="too few decisions"):
        learn(store)


def test_learning_is_off_until_a_setting_names_it(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = decide_all(store)
    before = [claim_digest(claim) for claim in store.claims()]
    target = tmp_path / "own.toml"
    assert run(["learn", "--store", str(tmp_path / "kept.db"), "-o", str(target)]) == 0
    told = capsys.readouterr().out
    assert "before" in told
    assert "after" in told
    assert [claim_digest(claim) for claim in store.claims()] == before
    packaged, own = read_model(PACKAGED / CONFIDENCE), read_model(target)
    assert own.about["accepted"] == 30
    first, second = with_confidence([made[0]], packaged)[0], with_confidence([made[0]], own)[0]
    assert (first.id, claim_digest(first)) == (second.id, claim_digest(second))
    assert first.confidence != second.confidence


def test_a_name_amended_to_a_party_asks_for_a_row(store: Store) -> None:
    decide_all(store, 6)
    (row,) = rows_of(suggestions(store), "party")
    assert (row["name"], row["code"], row["source"], row["times"]) == ("Hill Brigade", "SDN:REB", "own", "3")
    assert suggestions(store, least=4) == []


@pytest.mark.parametrize(("words", "asked"), [("Gunmen", 0), ("Hill Brigade", 1)])
def test_a_common_noun_asks_for_no_name(store: Store, words: str, asked: int) -> None:
    report = make_report(TEXT.format(number=1), published="2024-06-05")
    at = report.text.index(words)
    who = Participant(role="actor", mention=report.span(at, at + len(words)), name=words, kind="rebels")
    claim = replace(claim_of(report.text, report.id, placed=True, rule="damage_verb"), participants=(who,))
    store.keep([Found(report=report, data=report.text.encode(), name="one.txt")])
    store.put([Result(report=report.id, coded_as="x", claims=(claim,))])
    request = Deciding(kind="amend", ids=(claim.id,), by="L", field="participants.0.party", value="SDN:REB")
    store.decide(made_of(store, request))
    assert len(rows_of(suggestions(store), "party")) == asked


def test_an_amended_event_asks_for_a_pattern_that_is_then_read(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = decide_all(store, 1)[0]
    store.decide(made_of(store, Deciding(kind="amend", ids=(claim.id,), by="Lena M.", field="event", value="looting")))
    text = pattern_text(suggestions(store))
    (pattern,) = tomllib.loads(text)["pattern"]
    assert (pattern["event"], pattern["words"]) == ("looting", ["torch"])
    assert pattern["examples"] == [claim.evidence.text]
    folder = tmp_path / "own" / "patterns" / "en"
    folder.mkdir(parents=True)
    (folder / "suggested.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DATELINE_OWN_WORDS_DIR", str(tmp_path / "own"))
    for cached in (patterns.patterns, patterns.by_first_word):
        cached.cache_clear()
    try:
        words, first = patterns.by_first_word()["torch"][0]
        assert (words, first.event) == (("torch",), "looting")
    finally:
        for cached in (patterns.patterns, patterns.by_first_word):
            cached.cache_clear()


def test_a_name_that_was_not_placed_asks_for_a_place(store: Store) -> None:
    claim = decide_all(store, 2)[1]
    mention = claim.places[0].mention
    value = (
        f'{{"role":"site","mention":{{"start":{mention.start},"end":{mention.end},"text":"{mention.text}"}},'
        '"name":"Um Kadadah","country":"SDN","latitude":13.6,"longitude":26.7,"precision":1}'
    )
    store.decide(made_of(store, Deciding(kind="amend", ids=(claim.id,), by="L", field="places.0", value=value)))
    (row,) = rows_of(suggestions(store), "place")
    assert (row["name"], row["stands_for"], row["latitude"]) == ("Umm Keddada", "Um Kadadah", "13.6")
