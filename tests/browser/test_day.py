"""A person's day at the pages: reports are sent in, reviewed by keyboard, mended, merged, counted, mapped, printed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import showing
from tests.web.conftest import SAMPLES

from dateline.pipeline.deciding import Deciding, made_of
from dateline.settings import Settings
from dateline.store import Store
from dateline.web.uploads import Uploads


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """A server of a store that holds nothing yet."""
    path = tmp_path / "empty.db"
    Store.open(str(path), make=True).close()
    with showing.served(path) as (address, app):
        app.state.uploads = Uploads(app.state.store, Settings(), processes=1)
        yield address, app.state.store


def test_the_samples_are_sent_in_and_wait_for_review(page: Page, empty: tuple[str, Store]) -> None:
    address, store = empty
    other = page.context.browser.new_page(base_url=address)  # type: ignore[union-attr]
    other.goto("/")
    expect(other.get_by_text("holds no report yet")).to_be_visible()
    other.get_by_role("link", name="Add", exact=True).click()
    other.locator("input[type=file]").set_input_files(str(SAMPLES))
    other.get_by_role("button", name="Send").click()
    expect(other.locator("#progress")).to_contain_text("6 new, 6 coded", timeout=90_000)
    other.get_by_role("link", name="to the review").click()
    expect(other.locator(".item")).to_be_visible()
    assert len(store.report_ids()) == 6
    other.close()


def test_claims_are_reviewed_with_the_keyboard_alone(page: Page, store: Path) -> None:
    page.goto("/review")
    item = page.locator(".item")
    first = item.get_attribute("data-id")
    page.keyboard.press("a")
    expect(item).not_to_have_attribute("data-id", str(first))
    second = item.get_attribute("data-id")
    page.keyboard.press("x")
    expect(item).not_to_have_attribute("data-id", str(second))
    third = item.get_attribute("data-id")
    page.keyboard.press("Space")
    expect(item).not_to_have_attribute("data-id", str(third))
    expect(page.locator("#last li")).to_have_count(2)
    page.keyboard.press("u")
    expect(item).to_have_attribute("data-id", str(second))
    with Store.open(str(store)) as opened:
        made = opened.decisions()
        assert [(one.kind, one.by) for one in made] == [(kind, showing.WHO) for kind in ("accept", "reject", "undo")]
        assert [one.claims for one in made[:2]] == [(first,), (second,)]
    page.keyboard.press("r")
    page.keyboard.type("axr")  # letters are no keys while one writes
    assert page.evaluate("document.activeElement.value") == "axr"
    page.locator("#keys").evaluate("keys => { keys.open = true; }")
    page.locator("input[data-action=accept]").press("q")  # another key
    page.locator("input[data-action=reject]").press("Backspace")  # none
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("x")
    page.keyboard.press("a")
    page.keyboard.press("q")
    expect(item).not_to_have_attribute("data-id", str(second))
    expect(page.locator("#live")).to_contain_text("Accepted")
    with Store.open(str(store)) as opened:
        assert [(one.kind, one.claims) for one in opened.decisions()[3:]] == [("accept", (second,))]


def test_a_claim_is_flagged_and_split_with_the_keyboard_alone(page: Page, store: Path) -> None:
    with Store.open(str(store)) as opened:
        claim = next(claim for claim in opened.claims() if len(claim.participants) > 1)
    page.goto(f"/review?at={claim.id}")
    page.keyboard.press("f")
    expect(page.locator("#live")).to_contain_text("Flagged")
    page.keyboard.press("f")
    expect(page.locator("#live")).to_contain_text("taken away")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Split in two")).to_be_visible()
    expect(page.locator("input[name='participants.0']:checked")).to_be_focused()
    page.keyboard.press("ArrowRight")  # from "both" to the first
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")  # from "both" to the second
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Split in two")
    with Store.open(str(store)) as opened:
        made = opened.decisions()
        assert [one.kind for one in made] == ["flag", "undo", "split"]
        names = [one.name for one in claim.participants]
        assert [one["name"] for one in made[2].new["first"]["participants"]] == [names[0], *names[2:]]
        assert [one["name"] for one in made[2].new["second"]["participants"]] == names[1:]
    page.locator("body").press("u")
    expect(page.locator("#live")).to_contain_text("Taken back: split")


def test_a_place_is_amended_and_the_amendment_taken_back(page: Page, store: Path) -> None:
    with Store.open(str(store)) as opened:
        claim = next(claim for claim in opened.claims() if claim.places and claim.places[0].geonames)
    page.goto(f"/review?at={claim.id}")
    page.keyboard.press("e")
    page.locator('#amend a[href*="field=places.0"]').first.focus()
    page.keyboard.press("Enter")
    editor = page.locator("#editor")
    expect(editor.locator("svg.small-map").or_(editor.get_by_text("none of these"))).to_have_count(2)
    editor.get_by_label("none of these").check()
    editor.get_by_label("Reason").fill("Another town of that name")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Amended")
    with Store.open(str(store)) as opened:
        (decision,) = opened.decisions()
        assert (decision.kind, decision.claims, decision.reason) == ("amend", (claim.id,), "Another town of that name")
        assert decision.old["geonames"] == claim.places[0].geonames
        assert decision.new["geonames"] is None
    page.locator("body").press("u")
    expect(page.locator("#live")).to_contain_text("Taken back")
    with Store.open(str(store)) as opened:
        assert [one.kind for one in opened.decisions()] == ["amend", "undo"]


def test_a_number_is_amended_by_its_rule_with_the_keyboard_alone(page: Page, store: Path) -> None:
    with Store.open(str(store)) as opened:
        claim = next(claim for claim in opened.claims() if claim.figures and claim.figures[0].quantifier == "exact")
    page.goto(f"/review?at={claim.id}")
    page.keyboard.press("e")
    while page.evaluate("document.activeElement.dataset.edit") != "figures.0":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#edit select[name=quantifier]")).to_be_focused()
    expect(page.locator(".htmx-added")).to_have_count(0)  # what came in listens now
    page.keyboard.press("Home")
    while page.evaluate("document.activeElement.value") != "at_least":
        page.keyboard.press("ArrowDown")
    expect(page.locator("#bounds")).to_contain_text("at least")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("77")
    expect(page.locator("#bounds")).to_contain_text("low 77, best 77, high open by rule house.at_least")
    expect(page.locator("#bounds")).to_contain_text("From:")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Amended")
    expect(page.locator(".item-title")).to_be_focused()  # Tab goes on from here
    with Store.open(str(store)) as opened:
        (decision,) = opened.decisions()
        assert (decision.kind, decision.field, decision.claims) == ("amend", "figures.0", (claim.id,))
        assert (decision.new["low"], decision.new["best"], decision.new["high"]) == (77, 77, None)


def test_one_goes_back_and_never_out_of_the_queue(page: Page) -> None:
    page.goto("/")
    page.goto("/review")
    item = page.locator(".item")
    first = str(item.get_attribute("data-id"))
    page.keyboard.press("k")
    expect(page.locator("#live")).to_contain_text("This is the first one")
    page.keyboard.press("j")
    expect(item).not_to_have_attribute("data-id", first)
    second = str(item.get_attribute("data-id"))
    page.keyboard.press("k")
    expect(item).to_have_attribute("data-id", first)
    page.go_back()
    expect(item).to_have_attribute("data-id", second)


def test_claims_are_put_together_with_the_keyboard_alone(page: Page, store: Path) -> None:
    with Store.open(str(store)) as opened:
        strike = next(claim for claim in opened.claims() if claim.event == "airstrike" and claim.places)
    page.goto(f"/review?at={strike.id}")
    page.keyboard.press("m")
    expect(page.locator("#companions input[type=checkbox]").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Kept")
    with Store.open(str(store)) as opened:
        (decision,) = opened.decisions()
        assert decision.kind == "same"
        assert strike.id in decision.claims
    page.keyboard.press("u")
    expect(page.locator("#live")).to_contain_text("Taken back: same")


def test_reviewers_who_disagree_are_shown_with_reasons_and_kappa_on_a_phone(page: Page, store: Path) -> None:
    with Store.open(str(store)) as opened:
        ids = [claim.id for claim in opened.claims()][:4]
        for number, claim in enumerate(ids):
            opened.decide(made_of(opened, Deciding(kind="accept", ids=(claim,), by="Maria-Magdalena von Waldburg")))
            other = Deciding(kind="accept" if number else "reject", ids=(claim,), by="عمر الخطيب", reason="غير مؤكد")
            opened.decide(made_of(opened, other))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/review?show=disagreement")
    expect(page.locator(".item")).to_have_attribute("data-id", ids[0])
    expect(page.locator(".verdicts")).to_contain_text("عمر الخطيب: reject: غير مؤكد")
    expect(page.get_by_text("They disagree.")).to_be_visible()
    table = page.get_by_role("group", name="Agreement between reviewers, as a table")
    expect(table.get_by_role("cell").last).to_have_text("0.00")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 1


def test_two_incidents_are_merged_and_the_tally_moves(page: Page, store: Path) -> None:
    with Store.open(str(store)) as opened:
        found = opened.incidents(opened.list_incidents())
        killed = [one for one in found for f in one.figures if f.measure == "killed" and f.part_of is None and f.best]
    one, two = killed[:2]
    page.goto("/tallies?count=killed.people.person")
    before = page.locator(".counts dd").first.inner_text()
    incidents = page.locator(".counts dt").first.inner_text()
    page.goto(f"/incidents/{one.id}")
    page.get_by_label("Another incident or claim").fill(two.id)
    page.get_by_role("button", name="The same happening").click()
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible()
    page.goto("/tallies?count=killed.people.person")
    expect(page.locator(".conflict")).to_have_count(0)
    after = page.locator(".counts dd").first.inner_text()
    assert (before, incidents) != (after, page.locator(".counts dt").first.inner_text())
    with Store.open(str(store)) as opened:
        (decision,) = opened.decisions()
        assert decision.kind == "same"
        together = opened.incidents_with([one.claims[0].claim, two.claims[0].claim])
        assert len(set(together.values())) == 1


def test_the_map_is_narrowed_and_its_address_opens_the_same_elsewhere(page: Page, chromium: Browser) -> None:
    page.goto("/map")
    rows = page.locator("table.list tbody tr")
    everything = rows.count()
    page.locator(".map-filters > summary").click()
    page.get_by_role("textbox", name="Place").fill("Sudan")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile("place=Sudan"))
    narrowed = rows.count()
    assert 0 < narrowed < everything
    assert parse_qs(urlsplit(page.url).query)["place"] == ["Sudan"]
    elsewhere = chromium.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    other = elsewhere.new_page()
    other.goto(page.url)
    expect(other.locator("table.list tbody tr")).to_have_count(narrowed)
    expect(other.locator("svg.drawn-map")).to_be_visible()
    elsewhere.close()
    page.go_back()
    expect(rows).to_have_count(everything)


def test_an_incident_is_printed_with_its_map_its_sources_and_their_hashes(page: Page, whole: Path) -> None:
    with Store.open(str(whole)) as opened:
        address = showing.addresses(opened)["incident"]
        incident = opened.incidents([address.rsplit("/", 1)[1]])[0]
    page.goto(address)
    heading = page.locator("h1").inner_text()
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(one.get_textpage().get_text_range() for one in printed)
    words = " ".join(text.split())
    assert " ".join(heading.split())[:25] in words
    assert "SHA-256" in words
    assert incident.id in words
    assert "Graphic words: folded, and not printed" in words  # never a claim without a word
    assert "To the content" not in words
    assert "Log out" not in words
    assert "Review Reports" not in words  # the navigation stays on the screen


def test_who_is_not_here_logs_in_and_a_reader_sees_no_private_name(chromium: Browser, store: Path) -> None:
    from dateline.store import Role
    from dateline.web.people.passwords import made

    with Store.open(str(store)) as opened:
        opened.put_user(made("Rana", Role.READER, "correct horse battery"), by="the test")
    with showing.served(store, login=True) as (address, _):
        context = chromium.new_context(base_url=address)
        page = context.new_page()
        page.goto("/reports?q=market")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.keyboard.type("Rana")
        page.keyboard.press("Tab")
        page.keyboard.type("correct horse battery")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}/reports?q=market")
        expect(page.get_by_role("navigation", name="Pages").get_by_role("link", name="Review")).to_have_count(0)
        (cookie,) = [one for one in context.cookies() if "session" in one["name"]]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        context.close()
