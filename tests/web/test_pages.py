"""The pages as a browser gets them: what they show, and how they are kept from everything else."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from fpdf import FPDF
from PIL import Image

from dateline import __version__
from dateline.pipeline.sources.files import read_plain
from dateline.reference.data_version import data_version
from dateline.store import Found, Store
from dateline.text.making import Known


class Loads(HTMLParser):
    """Collects what a page would load, and what the policy would refuse."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if (tag == "script" and "src" not in known) or tag == "style":
            self.inline.append(tag)
        self.inline += [name for name in known if name == "style" or name.startswith("on")]
        kept = ("src", "href") if known.get("method") == "post" else ("src", "href", "action")
        self.addresses += [known[name] or "" for name in kept if name in known]
        if known.get("id"):
            self.ids.append(known["id"] or "")


def report_with(kept: Store, words: str) -> str:
    (found,) = kept.report_ids(search=words)
    return found


def some_claim(kept: Store, words: str, event: str) -> str:
    report = report_with(kept, words)
    return next(claim.id for claim in kept.claims(of=[report]) if claim.event == event)


@pytest.fixture
def addresses(kept: Store) -> list[str]:
    report = report_with(kept, "categorically")
    claim = next(iter(kept.claims(of=[report]))).id
    return [
        *("/", "/review", "/reports", "/reports?q=market&sort=waiting", f"/reports/{report}", "/claims", "/sources"),
        *(f"/claims/{claim}", f"/claims/{claim}/edit?field=places.0", f"/review/item?at={claim}"),
        *(f"/claims/{claim}/companions?how=same", f"/claims/{claim}/companions?how=different", "/review/together"),
        *("/search", "/search?q=event:airstrike+market", "/nowhere"),
    ]


def test_a_page_loads_only_its_own_and_holds_no_script_or_style(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        page = Loads(client.get(address).text)
        assert page.inline == [], address
        assert [one for one in page.addresses if "://" in one or one.startswith("//")] == [], address
        assert len(page.ids) == len(set(page.ids)), address


def test_every_page_names_the_program_and_the_store(client: TestClient, addresses: list[str], kept: Store) -> None:
    for address in addresses:
        if address.startswith("/review/item"):  # a part of a page
            continue
        page = client.get(address).text
        assert f"<span>Dateline {__version__}</span>" in page, address
        assert kept.address.shown in page, address


def test_every_link_of_a_page_leads_somewhere(client: TestClient, addresses: list[str]) -> None:
    met = {link.partition("#")[0] for address in addresses for link in Loads(client.get(address).text).addresses}
    dead = [link for link in met if link and not link.startswith("?") and client.get(link).status_code != 200]
    assert dead == []


def test_every_answer_carries_the_policy(client: TestClient, addresses: list[str]) -> None:
    for address in (*addresses, "/api/reports", "/static/x/none.js"):
        policy = client.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_the_overview_tells_what_there_is(client: TestClient, kept: Store) -> None:
    page = client.get("/").text
    claims = kept.counts()["claims"]
    assert re.search(rf"<dt>wait for review</dt><dd>(<a [^>]*>)?{claims}<", page)
    assert "Toll of Sudan market strike rises to 31, medics say" in page
    assert "displaced (people)" in page  # a reported total
    assert "640,000" in page
    assert "Ministry of Defence" in page.partition("Disputed")[2]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=pharmacy", ["Bulletin 38: 16-18 September 2024"]),
        ('q="livestock market" -pharmacy', ["Air strike on North Darfur market kills at least 19, residents say"]),
        ("publisher=kaduna", ["Gunmen seize 14 farmers in Kaduna, demand ransom"]),
        ("from=2024-09-21", ["Toll of Sudan market strike rises to 31, medics say"]),
        ("q=pharmacy&to=2024-01-01", []),
    ],
)
def test_reports_are_found(client: TestClient, query: str, titles: list[str]) -> None:
    page = client.get(f"/reports?{query}").text
    assert re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]*)', page) == titles


def test_a_search_of_no_word_is_told_in_one_line(client: TestClient) -> None:
    answer = client.get("/reports?q=--")
    assert answer.status_code == 400
    assert "holds no word to look for" in answer.text


def test_the_reader_shows_every_claim_beside_its_words(client: TestClient, kept: Store) -> None:
    report = report_with(kept, "categorically")
    page = client.get(f"/reports/{report}").text
    for claim in kept.claims(of=[report]):
        assert f'id="{claim.id}"' in page
        assert re.search(rf'<mark class="\w+" data-claims="[^"]*{claim.id}', page)
    assert "<h2>Denied</h2>" in page
    assert '<mark class="denied"' in page  # seen without scripts too


def test_the_reader_tells_the_text_as_it_is_kept(client: TestClient, kept: Store) -> None:
    report = report_with(kept, "categorically")
    page = client.get(f"/reports/{report}").text
    text = kept.reports([report])[report].text
    for start, inner in re.findall(r'<p class="\w+" dir="auto" data-start="(\d+)"[^>]*>(.*?)</p>', page, re.DOTALL):
        words = re.sub(r"<sup.*?</sup>|<[^>]+>", "", inner).replace("&#39;", "'").replace("&#34;", '"')
        assert text[int(start) :].startswith(words)


def test_the_original_is_given_as_it_was_read_and_never_shown(client: TestClient, kept: Store) -> None:
    report = report_with(kept, "categorically")
    (origin,) = kept.origins([report])[report]
    answer = client.get(f"/reports/{report}/original/{origin.original}")
    assert answer.content == kept.original(origin.original)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert client.get(f"/reports/{report}/original/{'0' * 64}").status_code == 404


def test_a_claim_has_its_reasons_and_what_speaks_to_it(client: TestClient, kept: Store) -> None:
    page = client.get(f"/claims/{some_claim(kept, 'categorically', 'denial')}").text
    sentence = re.search(r'href="(/reports/r-[0-9a-f]+)#(s\d+)"', page)
    assert sentence
    assert f'id="{sentence[2]}"></span>' in client.get(sentence[1]).text
    assert "How it came about" in page
    assert "Nobody has decided on it." in page


@pytest.mark.parametrize("address", ["/reports/r-0000000000000000", "/claims/c-0000000000000000", "/nowhere"])
def test_what_is_not_there_is_told(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
    answer = client.get(f"/api{address}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


def test_the_pages_of_a_pdf_stand_beside_its_text(client: TestClient, kept: Store) -> None:
    pdf = FPDF()
    for words in ("Shelling killed four people in Kherson on Tuesday, the governor said.", "Three more were wounded."):
        pdf.add_page()
        pdf.set_font("helvetica", size=14)
        pdf.multi_cell(0, 8, words)
    (found,) = read_plain(bytes(pdf.output()), "scan.pdf", Known())
    assert isinstance(found, Found)
    kept.keep([found])
    key, sha = found.report.id, found.report.source_sha256
    assert "see=pages" in client.get(f"/reports/{key}").text
    told = client.get(f"/reports/{key}?see=pages").text
    addresses = re.findall(r'<img src="([^"]+)"', told)
    assert addresses == [f"/reports/{key}/original/{sha}/page/{number}.png" for number in (1, 2)]
    answer = client.get(addresses[0])
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]
    drawn = Image.open(io.BytesIO(answer.content)).convert("L")
    assert drawn.width == 1000
    assert drawn.getextrema() == (0, 255)  # ink on paper
    assert client.get(addresses[1].replace("/2.png", "/3.png")).status_code == 400
    other = next(one for one in kept.report_ids() if one != key)
    assert client.get(addresses[0].replace(key, other)).status_code == 404
    assert "see=pages" not in client.get(f"/reports/{other}").text


def test_a_sentence_has_its_twins(client: TestClient, kept: Store) -> None:
    claim = next(iter(kept.claims()))
    text = kept.reports([claim.report])[claim.report].text
    told = client.get(f"/claims/{claim.id}").text
    (number,) = re.findall(rf'href="/reports/{claim.report}#s(\d+)"', told)
    found = client.get(f"/reports/{claim.report}/s{number}.json").json()
    assert text[found["start"] : found["end"]] == found["text"]
    assert found["start"] <= claim.evidence.start < found["end"]
    assert claim.id in found["claims"]
    table = client.get(f"/reports/{claim.report}/s{number}.csv").text
    assert all(one in table for one in found["claims"])
    assert f'id="s{number}"' in client.get(f"/reports/{claim.report}").text
    for wrong in ("s0", "s9999"):
        assert client.get(f"/reports/{claim.report}/{wrong}.json").status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/incidents?event=airstrike&from=2024-09-01&page=2", "narrowed by event airstrike; from 2024-09-01"),
        ("/claims?q=%3Cb%3E", "narrowed by q &lt;b&gt;"),
        ("/tallies", "not narrowed"),
    ],
)
def test_on_paper_a_page_tells_its_filter_and_its_data(
    client: TestClient, kept: Store, address: str, words: str
) -> None:
    told = client.get(address).text
    line = re.sub(r"</?bdi>", "", next(one for one in told.splitlines() if 'class="printed"' in one))
    assert words in line
    assert data_version() in line
    assert kept.head()[1][:12] in line
