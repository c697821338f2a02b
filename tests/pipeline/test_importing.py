"""Others' files read as claims by a named source: every value points to its words, and a bad row loses no other."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from dateline.cli.add import Recoding, recode_reports
from dateline.errors import ExportError
from dateline.export.columns import layout
from dateline.export.contents import KINDS
from dateline.export.picking import Options
from dateline.pipeline.exporting import Exporting, export_store
from dateline.pipeline.importing.keeping import Kept, import_files, layout_of
from dateline.pipeline.view import View, asked_for
from dateline.records import Claim, Coder, Participant, Report, Span, Time
from dateline.records.encode import coded_from_json
from dateline.records.ids import claim_id, sha256
from dateline.settings import Settings
from dateline.store import Decision, Found, Result, Store
from dateline.store.canon import claim_digest
from dateline.store.reports import report_digest
from dateline.text.apart import Limits
from dateline.text.making import make_report

OURS = Path(__file__).parent.parent / "samples" / "oresk.json"
GED = {
    "id": "244657", "relid": "SUD-2024-1-1", "year": "2024", "type_of_violence": "3", "side_a": "Government of Sudan",
    "side_b": "Civilians", "where_prec": "2", "where_coordinates": "Umm Kaddadah", "adm_1": "North Darfur",
    "latitude": "13.60169", "longitude": "26.68759", "country": "Sudan", "country_id": "625", "date_prec": "1",
    "date_start": "2024-09-18", "date_end": "2024-09-18", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "9",
    "deaths_unknown": "10", "best": "19", "high": "23", "low": "9", "gwnoa": "625", "gwnob": "",
    "source_headline": "Air strike on market; many dead",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "SDN12345", "event_date": "2024-09-18", "year": "2024", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Sudan (2019-)", "inter1": "State forces",
    "actor2": "Civilians (Sudan)", "inter2": "Civilians", "iso": "729", "country": "Sudan", "admin1": "North Darfur",
    "location": "Umm Kaddadah", "latitude": "13.6", "longitude": "26.7", "geo_precision": "1", "fatalities": "21",
    "source": "Delta Press", "notes": "On 18 September, an air strike hit a market.",
}  # fmt: skip

Table = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A CSV file of rows in the columns of a layout; each row is the first with some cells others."""

    def make(name: str, first: dict[str, str], *others: dict[str, str], delimiter: str = ",") -> Path:
        path = tmp_path / f"{name}.csv"
        columns = [field.name for field in layout(name)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=delimiter)
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(first | other for other in others)
        return path

    return make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "theirs.db"), make=True) as opened:
        yield opened


def kept_claims(store: Store) -> list[tuple[Report, Claim]]:
    reports = store.reports(store.report_ids())
    return [(reports[claim.report], claim) for claim in store.claims()]


def test_a_row_of_ucdp_is_a_claim_of_who_coded_it(store: Store, table: Table) -> None:
    kept = import_files(store, [table("ucdp", GED)], source="Example set 24.1")
    assert (kept.reports, kept.claims, kept.problems) == (1, 1, [])
    ((report, claim),) = kept_claims(store)
    assert (report.publisher, report.published, claim.attribution.origin) == (
        "Example set 24.1",
        None,
        "Example set 24.1",
    )
    assert claim.codes.ucdp == {"type_of_violence": 3}
    assert [(p.role, p.name, p.kind, p.party, p.country) for p in claim.participants] == [
        ("actor", "Government of Sudan", "state_forces", "SDN:MIL", "SDN"),
        ("victim", "Civilians", "civilians", None, None),
    ]
    (place,) = claim.places
    assert (place.name, place.country, place.precision) == ("Umm Kaddadah", "SDN", 2)
    assert claim.time is not None
    assert (claim.time.start, claim.time.precision) == ("2024-09-18", 1)
    whole, civilians = claim.figures
    assert (whole.low, whole.best, whole.high) == (9, 19, 23)
    assert (civilians.of, civilians.best, civilians.part_of) == ("civilians", 9, 0)


def test_every_imported_value_points_to_its_words(store: Store, table: Table) -> None:
    import_files(store, [table("ucdp", GED), table("acled", ACLED)], source="Example set")
    for report, claim in kept_claims(store):
        spans = [claim.evidence, claim.trigger, *(p.mention for p in (*claim.participants, *claim.places))]
        spans += [figure.mention for figure in claim.figures]
        for span in spans:
            assert span is not None
            assert report.text[span.start : span.end] == span.text
    assert store.verify().faults == ()


def test_a_row_of_acled_keeps_its_type(store: Store, table: Table) -> None:
    import_files(
        store, [table("acled", ACLED, {"event_id_cnty": "SDN2", "inter1": "1", "inter2": "7"})], source="Theirs"
    )
    for _, claim in kept_claims(store):
        assert (claim.event, claim.figures[0].best) == ("airstrike", 21)
        assert claim.codes.acled == {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
        assert [(p.role, p.kind) for p in claim.participants] == [("actor", "state_forces"), ("victim", "civilians")]


def test_a_day_in_words_and_a_row_of_tags_are_read(store: Store, table: Table) -> None:
    path = table("acled", ACLED, {"event_date": "3 May 2019", "event_id_cnty": "SDN3"})
    header, *others = path.read_text(encoding="utf-8").splitlines()
    tag_row = ",".join("#date" if name == "event_date" else "" for name in header.split(","))
    path.write_text("\n".join([header, tag_row, *others]) + "\n", encoding="utf-8")
    kept = import_files(store, [path], source="Theirs")
    assert (kept.claims, kept.problems) == (2, [])
    assert sorted(claim.time.start or "" for _, claim in kept_claims(store) if claim.time) == [
        "2019-05-03",
        "2024-09-18",
    ]


def test_the_same_file_again_changes_nothing(store: Store, table: Table) -> None:
    path = table("acled", ACLED)
    import_files(store, [path], source="Theirs")
    again = import_files(store, [path], source="Theirs")
    assert (again.reports, again.known, again.claims) == (0, 1, 0)


@pytest.mark.parametrize(
    ("name", "row", "change", "message"),
    [
        ("ucdp", GED, {"type_of_violence": "4"}, "type_of_violence is '4', not 1, 2 or 3"),
        ("ucdp", GED, {"latitude": "913"}, "latitude is 913, not between -90 and 90"),
        ("ucdp", GED, {"best": "many"}, "best is not a number: 'many'"),
        ("ucdp", GED, {"date_start": "18/9/24"}, "date_start: '18/9/24' is not a date"),
        ("ucdp", GED, {"where_prec": "9"}, "where_prec is 9, not 1 to 7"),
        ("acled", ACLED, {"sub_event_type": "Parade"}, "unknown type 'Explosions/Remote violence', 'Parade'"),
        ("acled", ACLED, {"fatalities": "nan"}, "fatalities is not a number: 'nan'"),
    ],
)
def test_a_bad_row_is_one_line_and_the_others_are_kept(
    store: Store, table: Table, name: str, row: dict[str, str], change: dict[str, str], message: str
) -> None:
    kept = import_files(store, [table(name, row, change)], source="Theirs")
    assert kept.claims == 1
    (problem,) = kept.problems
    assert problem.endswith(message + ("; write it as YYYY-MM-DD" if "not a date" in message else ""))
    assert f"{name}.csv:3: " in problem


def test_semicolons_and_tabs_part_columns_too(store: Store, table: Table) -> None:
    for delimiter, name in ((";", "244658"), ("\t", "244659")):
        import_files(store, [table("ucdp", GED | {"id": name}, delimiter=delimiter)], source="Theirs")
    assert len(store.report_ids()) == 2


def test_a_coder_never_reads_what_somebody_else_coded(
    store: Store, table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    import_files(store, [table("ucdp", GED)], source="Theirs")
    before = [claim for _, claim in kept_claims(store)]
    recode_reports(Recoding(store=str(store.address.path)), Settings())
    assert [claim for _, claim in kept_claims(store)] == before
    assert "0 same, 0 changed, 0 new, 0 gone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\n1,2\n", "neither UCDP GED, nor an ACLED export"),
        (b"", "neither UCDP GED, nor an ACLED export"),
        (b"\xff\xfe\x00", "neither UCDP GED, nor an ACLED export"),
        (b"PK\x03\x04 no zip", "not an Excel workbook"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ExportError, match=message):
        layout_of(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No such file"):
        layout_of(tmp_path / "none.csv")


def test_a_set_of_others_needs_a_name(store: Store, table: Table) -> None:
    with pytest.raises(ExportError, match="--source: whose coding is this"):
        import_files(store, [table("ucdp", GED)], source=" ")


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Store]:
    """A store of the sample report, one claim accepted and one amended."""
    coded = coded_from_json(json.loads(OURS.read_text(encoding="utf-8")))
    data = b"<html>the page as it was read</html>"
    report = replace(coded.report, source_sha256=sha256(data))
    with Store.open(str(tmp_path / "ours.db"), make=True) as store:
        store.keep([Found(name="oresk.html", report=report, data=data)])
        kept = store.reports([report.id])[report.id]
        store.put([Result(report=report.id, coded_as=report_digest(kept), claims=coded.claims)])
        shelling, hurt = coded.claims[:2]
        common = {"by": "Nour", "at": "2026-03-05T10:00:00+00:00"}
        store.decide(
            [
                Decision(
                    kind="accept", subjects=(shelling.id,), claims=(shelling.id,), seen=(claim_digest(shelling),),
                    **common,
                ),
                Decision(
                    kind="amend", subjects=(hurt.id,), claims=(hurt.id,), seen=(claim_digest(hurt),),
                    field="stance", old="asserted", new="alleged", **common,
                ),
            ]
        )  # fmt: skip
        yield store


def written(store: Store, kind: str, format: str, path: Path, *, sensitive: bool = True) -> Path:
    options = Options(sensitive=sensitive)
    request = Exporting(kind=kind, format=format, path=path, asked=asked_for(), options=options, role="lead")
    export_store(store, request)
    return path


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_export_import_export_gives_the_same_bytes(ours: Store, store: Store, tmp_path: Path, format: str) -> None:
    first = [written(ours, kind, format, tmp_path / f"first-{kind}.{format}") for kind in ("claims", "reports")]
    kept = import_files(store, first, source=None)
    assert (kept.reports, kept.claims, kept.decisions, kept.problems) == (1, 5, 2, [])
    for kind in ("claims", "reports", "incidents", "tallies"):
        one = written(ours, kind, format, tmp_path / f"first-{kind}.{format}")
        other = written(store, kind, format, tmp_path / f"second-{kind}.{format}")
        assert one.read_bytes() == other.read_bytes(), kind
    assert store.verify().faults == ()


def test_an_amended_claim_comes_back_with_what_the_machine_said(ours: Store, tmp_path: Path) -> None:
    lines = written(ours, "claims", "jsonl", tmp_path / "c.jsonl").read_text(encoding="utf-8").splitlines()
    hurt = json.loads(lines[1])
    assert (hurt["stance"], hurt["review"]["machine"]["stance"], hurt["review"]["state"]) == (
        "alleged",
        "asserted",
        "amended",
    )


def problems_of(store: Store, path: Path) -> Kept:
    return import_files(store, [path], source=None)


def test_claims_without_their_report_wait_for_it(ours: Store, store: Store, tmp_path: Path) -> None:
    kept = problems_of(store, written(ours, "claims", "jsonl", tmp_path / "c.jsonl"))
    assert kept.claims == 0
    assert kept.problems[0].endswith("is not in this store: import its report first, or with it")


def test_a_withheld_line_is_not_read_back(ours: Store, store: Store, tmp_path: Path) -> None:
    kept = problems_of(store, written(ours, "reports", "jsonl", tmp_path / "r.jsonl", sensitive=False))
    assert kept.problems == [
        f"{tmp_path / 'r.jsonl'}:1: names or texts were withheld: what --sensitive writes can be read back"
    ]


def test_words_that_are_not_in_the_report_are_refused(ours: Store, store: Store, tmp_path: Path) -> None:
    reports = written(ours, "reports", "jsonl", tmp_path / "r.jsonl")
    claims = written(ours, "claims", "jsonl", tmp_path / "c.jsonl")
    lines = claims.read_text(encoding="utf-8").splitlines()
    forged = json.loads(lines[0])
    forged["evidence"]["text"] = forged["evidence"]["text"].replace("At least 12", "At least 92")
    moved = json.loads(lines[2]) | {"id": "c-0123456789abcdef"}
    good = lines[3]
    broken = ["{not json", "[]", '{"id": "c-0", "review": 5}', '{"id": "r-0", "report": {}}', '{"id": "x"}']
    claims.write_text("\n".join([json.dumps(forged), *broken, json.dumps(moved), good]) + "\n", encoding="utf-8")
    kept = import_files(store, [claims, reports], source=None)
    assert kept.claims == 1
    assert [problem.partition(": ")[2][:34] for problem in kept.problems] == [
        "not JSON: Expecting property name ",
        "not an object",
        "review: not an object",
        "report: no 'id'",
        "no report, claim, incident or tall",
        f"{forged['id']}: the report doe",
        "c-0123456789abcdef: has not the id",
    ]


def test_a_report_that_was_changed_is_refused(ours: Store, store: Store, tmp_path: Path) -> None:
    path = written(ours, "reports", "jsonl", tmp_path / "r.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace("At least 12", "At least 92"), encoding="utf-8")
    kept = problems_of(store, path)
    assert kept.reports == 0
    assert kept.problems[0].endswith("its text is not the one that it was made of")


def test_the_lines_of_code_can_be_imported(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps(json.loads(OURS.read_text(encoding="utf-8"))) + "\n", encoding="utf-8")
    kept = problems_of(store, path)
    assert (kept.reports, kept.claims, kept.problems) == (1, 5, [])


def test_a_report_that_was_coded_otherwise_is_left_as_it_is(ours: Store, store: Store, tmp_path: Path) -> None:
    both = [written(ours, kind, "jsonl", tmp_path / f"{kind}.jsonl") for kind in ("reports", "claims")]
    import_files(store, both, source=None)
    claims = both[1]
    claims.write_text(claims.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    kept = problems_of(store, claims)
    assert kept.problems[0].endswith("was coded otherwise here: import into a store of its own")
    assert len(list(store.claims())) == 5


def test_only_some_roles_may_ask_for_names(ours: Store, tmp_path: Path) -> None:
    request = Exporting(
        kind="claims",
        format="csv",
        path=tmp_path / "c.csv",
        asked=asked_for(),
        options=Options(sensitive=True),
        role="coder",
    )
    with pytest.raises(ExportError, match="is for a lead or reviewer; this user is a coder"):
        export_store(ours, request)
    assert not (tmp_path / "c.csv").exists()


def test_the_events_of_one_set_stay_apart_and_meet_those_of_another(store: Store, table: Table) -> None:
    other = {"event_id_cnty": "SDN2", "notes": "On 18 September, another air strike hit the market."}
    import_files(store, [table("acled", ACLED, other)], source="Theirs")
    assert [len(members) for _, members in View(store, asked_for()).incidents()] == [1, 1]
    import_files(store, [table("acled", ACLED)], source="Others still")
    assert sorted(len(members) for _, members in View(store, asked_for()).incidents()) == [1, 2]


#: The layout of GED 19.1, which has no relid and another order.
GED_19 = (
    "id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name side_a_new_id gwnoa "
    "side_a side_b_new_id gwnob side_b number_of_sources source_article source_office source_date source_headline "
    "source_original where_prec where_coordinates adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country "
    "country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown "
    "low best high"
)


def test_the_layout_of_an_older_year_is_read_by_its_names(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "ged191.csv"
    cells = GED | {"date_start": "2024-09-18 00:00:00.000"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, GED_19.split(), extrasaction="ignore")
        writer.writeheader()
        writer.writerow(cells)
    import_files(store, [path], source="GED 19.1")
    ((_, claim),) = kept_claims(store)
    assert claim.time is not None
    assert (claim.time.start, claim.places[0].country, claim.places[0].precision) == ("2024-09-18", "SDN", 2)
    assert [(f.of, f.low, f.best, f.high) for f in claim.figures] == [
        ("people", 9.0, 19.0, 23.0),
        ("civilians", 9.0, 9.0, 9.0),
    ]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
    book.close()
    return path


def test_a_workbook_is_read_as_its_csv_is(store: Store, table: Table, tmp_path: Path) -> None:
    """ACLED's workbooks have names in capitals, days and numbers as the spreadsheet's own, and a sheet before."""
    typed = {
        "event_date": datetime(2024, 9, 18), "fatalities": 21, "latitude": 13.6, "longitude": 26.7, "iso": 729,
        "year": 2024, "time_precision": 1, "geo_precision": 1,
    }  # fmt: skip
    rows = [[name.upper() for name in ACLED], [typed.get(name, cell) for name, cell in ACLED.items()]]
    path = workbook(tmp_path / "acled.xlsx", {"Read me": [["Data of", "Example set"]], "Data": rows})
    kept = import_files(store, [path], source="Example set")
    assert (kept.reports, kept.claims, kept.problems) == (1, 1, [])
    ((report, claim),) = kept_claims(store)
    assert "event_date: 2024-09-18\n" in report.text
    with Store.open(str(tmp_path / "csv.db"), make=True) as other:
        import_files(other, [table("acled", ACLED)], source="Example set")
        ((_, same),) = kept_claims(other)
    assert [(f.measure, f.best) for f in claim.figures] == [(f.measure, f.best) for f in same.figures]
    assert (claim.event, claim.codes, claim.places[0].latitude) == (same.event, same.codes, same.places[0].latitude)


def test_a_workbook_is_read_apart_and_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "long.xlsx", {"Data": [["id", "year"], *([[1, 2]] * 4000)]})
    monkeypatch.setattr("dateline.text.apart.limits", Limits(seconds=0.0005))
    with pytest.raises(ExportError, match="took longer than"):
        layout_of(path)


def test_a_bad_row_of_a_workbook_is_told_by_its_number(store: Store, tmp_path: Path) -> None:
    rows = [list(GED), list(GED.values()), list((GED | {"id": "2", "best": "many"}).values())]
    kept = import_files(store, [workbook(tmp_path / "ged.xlsx", {"x": rows})], source="Theirs")
    assert kept.claims == 1
    assert [problem.partition("ged.xlsx")[2] for problem in kept.problems] == [":3: best is not a number: 'many'"]


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_a_store_with_every_kind_of_decision_comes_back_byte_for_byte(
    store: Store, tmp_path: Path, format: str
) -> None:
    """Denials, text from right to left, days that nobody knows; accepted, amended twice, rejected."""
    text = (
        "قوات الدعم السريع shelled Kutum on Tuesday, killing 12 people, the army said.\n\n"
        "The RSF denied the shelling. Gunmen killed two teachers in Mellit."
    )
    report = make_report(text, source=text.encode(), title="تقرير كتم", publisher="Darfur Desk", language="en")
    start, denied, last = text.index("shelled"), text.index("denied"), text.index("killed two")

    def claim(event: str, trigger: int, **values: Any) -> Claim:
        evidence, word = Span.of(text, 0, len(text)), Span.of(text, trigger, trigger + 6)
        id = claim_id(report.id, event, evidence, word)
        coder = Coder(name="dateline", version="1", model="m", data="0123456789ab")
        return Claim(
            id=id, report=report.id, event=event, trigger=word, evidence=evidence, coder=coder, **values
        )  # fmt: skip

    actor = Participant(role="actor", mention=Span.of(text, 0, 17), name="قوات الدعم السريع", kind="militia")
    shelling = claim("shelling", start, participants=(actor,), time=Time(mention=None, value="XXXX-WXX-2"))
    denial = claim("denial", denied, stance="asserted", disputes=(shelling.id,))
    claims = (shelling, denial, claim("killing", last))
    at: dict[str, Any] = {"by": "Nour", "at": "2026-03-05T10:00:00+00:00"}
    with Store.open(str(tmp_path / "rich.db"), make=True) as rich:
        rich.keep([Found(name="k.txt", report=report, data=text.encode())])
        kept = rich.reports([report.id])[report.id]
        rich.put([Result(report=report.id, coded_as=report_digest(kept), claims=claims)])
        seen: list[dict[str, Any]] = [
            {"subjects": (c.id,), "claims": (c.id,), "seen": (claim_digest(c),)} for c in claims
        ]
        rich.decide(
            [
                Decision(kind="amend", field="stance", old="asserted", new="alleged", **seen[0], **at),
                Decision(kind="accept", reason="تحقق من النص", **seen[1], **at),
                Decision(kind="reject", reason="not in the text", **seen[2], **at),
            ]
        )
        asked = asked_for(state=("unreviewed", "accepted", "amended", "rejected", "changed"))
        first, second = ({kind: tmp_path / f"{n}-{kind}.{format}" for kind in KINDS} for n in (1, 2))
        options = Options(sensitive=True)
        for kind, path in first.items():
            made = Exporting(kind=kind, format=format, path=path, asked=asked, options=options, role="lead")
            export_store(rich, made)
    back = import_files(store, [first["claims"], first["reports"]], source=None)
    assert (back.claims, back.decisions, back.problems) == (3, 3, [])
    for kind, path in second.items():
        made = Exporting(kind=kind, format=format, path=path, asked=asked, options=options, role="lead")
        export_store(store, made)
        assert path.read_bytes() == first[kind].read_bytes(), kind
    assert store.verify().faults == ()
