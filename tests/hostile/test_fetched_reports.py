"""What is fetched becomes reports: pages under their address, feeds entry by entry, and pages of feeds if asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.errors import SettingsError
from dateline.pipeline.sources import fetching
from dateline.pipeline.sources.files import find_sources
from dateline.pipeline.sources.pages import Fetching
from dateline.records import Problem
from dateline.store import Found, Store
from dateline.text.making import Known

from .conftest import Page, Site

TEXT = "Soldiers killed 8 people in Oresk, residents said on Tuesday."
WHOLE = f"{TEXT} The dead were taken to the town's hospital, where doctors treated 20 others."


def article(text: str) -> Page:
    head = '<title>Oresk, in full</title><meta property="article:published_time" content="2020-02-02">'
    return Page(
        f"<!doctype html><html><head>{head}</head><body><article><p>{text}</p></article></body></html>".encode()
    )


def feed(*entries: str) -> Page:
    items = "".join(entries)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Oresk Wire</title>{items}</channel></rss>'
    return Page(text.encode(), kind="application/rss+xml")


def entry(number: int, link: str, text: str = TEXT) -> str:
    return (
        f"<item><title>Eight killed</title><link>{link}</link><guid>g{number}</guid>"
        f"<pubDate>Tue, 06 Jan 2026 10:00:00 +0200</pubDate><description>{text}</description></item>"
    )


def read(
    site: Site, *given: str, pages: bool = False, kept: Callable[[str], bool] = lambda _name: False
) -> list[object]:
    fetching = Fetching(fetcher=site.fetcher(), pages=pages, is_kept=kept)
    return list(find_sources(given, Known(publisher="The user's word"), fetching=fetching).read())


def test_a_page_keeps_where_it_was_asked_for_where_it_was_and_when(site: Site) -> None:
    site.pages |= {"/a": Page(status=301, headers={"Location": "/b"}), "/b": article(TEXT)}
    (found,) = read(site, site.url("/a"))
    assert isinstance(found, Found)
    assert (found.name, found.report.url) == (site.url("/a"), site.url("/b"))
    assert (found.report.text, found.report.published, found.report.publisher) == (
        TEXT,
        "2020-02-02",
        "The user's word",
    )
    assert found.report.retrieved is not None
    assert found.data == site.pages["/b"].body  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (Page(TEXT.encode(), kind="text/plain"), TEXT),
        (Page(article(TEXT).body, kind="application/xhtml+xml"), TEXT),
        (Page(article(TEXT).body, kind="application/xml"), TEXT),
        (Page(article(TEXT).body, kind=""), TEXT),
    ],
)
def test_pages_of_other_kinds_are_read(site: Site, page: Page, text: str) -> None:
    site.pages["/a"] = page
    (found,) = read(site, site.url("/a"))
    assert isinstance(found, Found)
    assert found.report.text == text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(b"<?xml version='1.0'?><map><a>b</a></map>", kind="application/xml"), "is XML, and not a feed"),
        (Page(b'{"text": "One."}\n{"text": "Two."}\n', kind="text/plain"), "holds several reports"),
        (Page(b"\x89PNG\r\n\x1a\n000", kind="application/octet-stream"), "PNG picture"),
        (Page(b"<html><body></body></html>"), "no article text"),
        (Page(status=404), "the server answered 404"),
    ],
)
def test_what_is_no_report_is_a_problem_under_its_address(site: Site, page: Page, words: str) -> None:
    site.pages["/a"] = page
    (problem,) = read(site, site.url("/a"))
    assert isinstance(problem, Problem)
    assert problem.report == site.url("/a")
    assert words in problem.message


def test_a_fault_that_nobody_foresaw_is_the_problem_of_one_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_DEBUG", raising=False)
    site.pages["/b"] = article(TEXT)
    fetcher = site.fetcher()
    true = fetcher.fetch

    def breaks(text: str) -> object:
        if text.endswith("/a"):
            raise ValueError("of a library\nin two lines")
        return true(text)

    monkeypatch.setattr(fetcher, "fetch", breaks)
    sources = find_sources([site.url("/a"), site.url("/b")], Known(), fetching=Fetching(fetcher=fetcher))
    problem, found = sources.read()
    assert isinstance(problem, Problem)
    assert "ValueError: of a library in two lines" in problem.message
    assert isinstance(found, Found)


def test_entries_of_a_feed_are_kept_as_the_feed_gives_them(site: Site) -> None:
    site.pages["/feed"] = feed(entry(1, "/1"), entry(2, "https://other.example/2", ""))
    found, problem = read(site, site.url("/feed"))
    assert isinstance(found, Found)
    assert (found.name, found.report.url) == (site.url("/feed#g1"), site.url("/1"))
    assert (found.report.published, found.report.title) == ("2026-01-06T08:00:00+00:00", "Eight killed")
    assert found.report.retrieved is not None
    assert isinstance(problem, Problem)
    assert "no text of it, only where it is" in problem.message
    assert site.paths() == ["/robots.txt", "/feed"]  # no page was fetched


def test_pages_of_a_feed_are_fetched_where_asked_for(site: Site) -> None:
    site.pages |= {"/feed": feed(entry(1, "/1"), entry(2, "/2", "")), "/1": article(WHOLE), "/2": article(TEXT)}
    found = read(site, site.url("/feed"), pages=True)
    assert [(one.name, one.report.text) for one in found if isinstance(one, Found)] == [
        (site.url("/1"), WHOLE),
        (site.url("/2"), TEXT),
    ]
    first = found[0].report  # type: ignore[attr-defined]
    assert (first.published, first.title, first.url) == ("2026-01-06T08:00:00+00:00", "Eight killed", site.url("/1"))


def test_where_a_page_cannot_be_fetched_what_the_feed_gives_stands(site: Site) -> None:
    site.names["inner.example"] = ["192.168.1.1"]
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /3\n")
    site.pages["/feed"] = feed(
        entry(1, "/1"), entry(2, "http://inner.example/2", TEXT + " More."), entry(3, "/3", TEXT + " Most.")
    )
    answers = read(site, site.url("/feed"), pages=True)
    assert [one.name for one in answers if isinstance(one, Found)] == [site.url(f"/feed#g{n}") for n in (1, 2, 3)]
    problems = {one.report: one.message for one in answers if isinstance(one, Problem)}
    assert set(problems) == {site.url("/1"), "http://inner.example/2", site.url("/3")}
    assert "404" in problems[site.url("/1")]
    assert "not on the public network" in problems["http://inner.example/2"]
    assert "robots.txt" in problems[site.url("/3")]


def test_a_page_that_is_there_already_is_not_fetched_again(site: Site) -> None:
    site.pages |= {"/feed": feed(entry(1, "/1")), "/1": article(WHOLE)}
    assert read(site, site.url("/feed"), pages=True, kept=lambda name: name == site.url("/1")) == []
    assert site.paths() == ["/robots.txt", "/feed"]


def test_pages_of_a_saved_feed_are_fetched_where_asked_for(site: Site, tmp_path: Path) -> None:
    saved = tmp_path / "feed.xml"
    saved.write_bytes(feed(entry(1, site.url("/1"))).body)
    site.pages["/1"] = article(WHOLE)
    assert [one.report.text for one in read(site, str(saved)) if isinstance(one, Found)] == [TEXT]
    assert site.asked == []
    assert [one.report.text for one in read(site, str(saved), pages=True) if isinstance(one, Found)] == [WHOLE]


# The command

Dateline = Callable[..., tuple[int, str, str]]


@pytest.fixture
def dateline(
    site: Site, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Dateline:
    """`dateline` with a fetcher that reaches the site of the test, in a folder of its own."""
    monkeypatch.setattr(fetching, "Fetcher", site.fetcher)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    for name in ("DATELINE_CONFIG", "DATELINE_STORE", "DATELINE_FETCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def go(*words: str) -> tuple[int, str, str]:
        status = run(list(words))
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return go


def test_nothing_is_fetched_unless_asked_for(
    site: Site, dateline: Dateline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site.pages["/a"] = article(TEXT)
    address = site.url("/a")
    refused = (2, "", f"dateline: {address}: addresses are not fetched without --fetch; or save the page or the feed, ")
    status, out, err = dateline("add", address, "--only-keep")
    assert (status, out, err[: len(refused[2])]) == refused
    assert err.count("\n") == 1
    assert dateline("add", address, "--only-keep", "--fetch-pages")[0] == 2
    monkeypatch.setenv("DATELINE_FETCH", "true")
    assert dateline("add", address, "--only-keep", "--no-fetch")[0] == 2
    assert site.asked == []
    assert not (tmp_path / "dateline.db").exists()
    assert dateline("add", address, "--only-keep")[:2] == (0, "dateline.db: 1 new; not coded yet\n")
    monkeypatch.delenv("DATELINE_FETCH")
    assert (
        dateline("add", address, "--only-keep", "--fetch")[1] == "dateline.db: 0 new, 1 there already; not coded yet\n"
    )


def test_a_feed_that_is_read_again_fetches_new_pages_alone(site: Site, dateline: Dateline) -> None:
    add = ("add", site.url("/feed"), "--fetch", "--fetch-pages", "--only-keep")
    site.pages |= {"/feed": feed(entry(1, "/1")), "/1": article(WHOLE)}
    assert dateline(*add)[:2] == (0, "dateline.db: 1 new; not coded yet\n")
    site.pages |= {"/feed": feed(entry(2, "/2"), entry(1, "/1")), "/2": article(TEXT)}
    assert dateline(*add)[:2] == (0, "dateline.db: 1 new, 1 there already; not coded yet\n")
    assert site.paths().count("/1") == 1
    with Store.open("dateline.db") as store:
        assert store.verify().faults == ()
        (met,) = (o for several in store.origins(store.report_ids()).values() for o in several if o.name.endswith("/1"))
        assert met.url == site.url("/1")
        assert store.original(met.original) == article(WHOLE).body


def test_a_problem_with_an_address_is_mended_when_it_is_read_well(site: Site, dateline: Dateline) -> None:
    add = ("add", site.url("/feed"), "--fetch", "--only-keep")
    assert dateline(*add)[0] == 2
    with Store.open("dateline.db") as store:
        assert [problem.report for problem in store.problems()] == [site.url("/feed")]
    site.pages["/feed"] = feed(entry(1, "/1"))
    assert dateline(*add)[0] == 0
    with Store.open("dateline.db") as store:
        assert store.problems() == []


def test_what_reaches_the_network_is_loaded_only_where_it_is_asked_for(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys; from dateline.cli import run; run(['add', 'a.txt', '--only-keep']);"
        "print(sorted({'urllib3', 'http.client', 'requests', 'httpx'} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_an_address_that_can_never_be_fetched_is_told_before_anything_is_read() -> None:
    with pytest.raises(SettingsError, match="only http and https"):
        find_sources(["ftp://news.example/"], Known(), fetching=Fetching(fetcher=fetching.Fetcher()))
