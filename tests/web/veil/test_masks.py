"""Masks are kept from one page to the next, and never longer than they veil all names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.records import Report
from dateline.web.veil.masks import Masks
from dateline.web.veil.names import Names

REPORTS = {
    key: Report(id=key, text=text, sha256="", source_sha256="", title=title)
    for key, text, title in (
        ("r-1", "Adel Bo said so.", "One"),
        ("r-2", "Halima Nur fled. Nur is safe.", "Two"),
        ("r-3", "Nobody fled, said Nur.", "Halima Nur is safe"),
        ("r-4", "Nobody is named.", "Four"),
    )
}


def test_what_a_new_name_is_in_is_veiled_anew_and_the_rest_is_kept() -> None:
    asked: list[str] = []

    def load(ids: Sequence[str]) -> Mapping[str, Report]:
        asked.extend(ids)
        return {one: REPORTS[one] for one in ids}

    masks = Masks(load)
    before = Names.gathered({"r-1": frozenset({("adel", "bo")})})
    assert masks.of(REPORTS, before)["r-2"].text == REPORTS["r-2"].text
    after = Names.gathered({**before.of, "r-9": frozenset({("halima", "nur")})})
    masks.renew(before, after, {"r-9"}, after.first_words_that_differ(before))
    asked.clear()
    found = masks.of(REPORTS, after)
    assert sorted(asked) == ["r-2", "r-3"]
    assert found["r-2"].text == "██████ ███ fled. ███ is safe."
    assert found["r-3"].text == "Nobody fled, said ███."
    assert found["r-1"].text == "████ ██ said so."
    assert found["r-4"].mask.text("Halima Nur") == "██████ ███"
    masks.renew(after, before, {"r-1"}, before.first_words_that_differ(after))
    assert masks.of(REPORTS, before)["r-2"].text == REPORTS["r-2"].text


def test_a_mask_made_of_older_names_is_not_given() -> None:
    masks = Masks(lambda ids: {one: REPORTS[one] for one in ids})
    old = Names()
    new = Names.gathered({"r-2": frozenset({("halima", "nur")})})
    masks.renew(old, new, {"r-2"}, new.first_words_that_differ(old))
    masks.of(["r-2"], old)  # a page that began before
    assert masks.of(["r-2"], new)["r-2"].text.startswith("██████ ███")
