"""Files from anywhere: each comes to reports or to problems of one line, within the limits, and the run goes on."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import ReportError
from dateline.pipeline.sources.files import find_sources
from dateline.records import Problem
from dateline.store import Found
from dateline.text import apart
from dateline.text.apart import Limits
from dateline.text.making import Known
from dateline.text.pictures import count_pages, draw_page

from .bad_files import BOMBS, FOUND, GOOD, SENTENCE, TRICKS, flips, truncations


@pytest.fixture(autouse=True, scope="module")
def narrow() -> Iterator[None]:
    """Narrower limits than users have, so that what breaks them does so soon."""
    before, apart.limits = apart.limits, Limits(seconds=20, memory=600_000_000)
    yield
    apart.limits = before
    apart.close_all()


def read(*paths: Path) -> list[Found | Problem]:
    answers = list(find_sources(map(str, paths), Known()).read())
    for one in answers:
        if isinstance(one, Problem):
            assert one.message.strip()
            assert "\n" not in one.message
            assert len(one.message) < 600
            assert "this should not happen" not in one.message
        else:
            one.report.text.encode()
            assert "\x00" not in one.report.text
    return answers


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", sorted(GOOD))
def test_what_is_well_formed_is_read(tmp_path: Path, name: str) -> None:
    answers = read(write(tmp_path, name, GOOD[name]))
    assert [one.report.text for one in answers if isinstance(one, Found)] == [SENTENCE] * len(answers)


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_a_problem_or_a_report_and_the_next_file_is_read(tmp_path: Path, name: str) -> None:
    file, data = BOMBS[name]()
    bomb = write(tmp_path, file, data)
    after = write(tmp_path, "zz.html", GOOD["a.html"])
    began = time.monotonic()
    *first, last = read(bomb, after)
    assert time.monotonic() - began < 40
    assert isinstance(last, Found)
    assert first
    host = socket.gethostname()
    for one in first:
        if isinstance(one, Found) and "Oresk" in one.report.text and host:
            assert f"killed {host}" not in one.report.text  # no other file was read through an entity
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([file, "zz.html"])  # nothing was unpacked here
    assert not (tmp_path.parent.parent / "outside.txt").exists()


@pytest.mark.parametrize("name", sorted(FOUND))
def test_what_a_fuzzer_found_stays_mended(tmp_path: Path, name: str) -> None:
    file, data = FOUND[name]
    for one in read(write(tmp_path, file, data)):
        assert not isinstance(one, Problem) or "Error:" not in one.message


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_file_cut_off_anywhere_stops_no_run(tmp_path: Path, name: str) -> None:
    for cut in truncations(GOOD[name]):
        assert read(write(tmp_path, name, cut))


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_file_with_changed_bytes_stops_no_run(tmp_path: Path, name: str) -> None:
    for other in flips(GOOD[name], 10, seed=len(name)):
        assert read(write(tmp_path, name, other))


@pytest.mark.parametrize(
    "ending", ["txt", "html", "pdf", "xml", "eml", "mbox", "warc", "warc.gz", "zip", "json", "jsonl"]
)
def test_random_bytes_and_no_bytes_stop_no_run(tmp_path: Path, ending: str) -> None:
    chance = random.Random(ending)
    for size in (0, 1, 2, 7, 100, 5000):
        assert read(write(tmp_path, f"a.{ending}", chance.randbytes(size)))


@pytest.mark.parametrize("name", sorted(TRICKS))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_texts_that_play_tricks_keep_their_words(tmp_path: Path, name: str, encoding: str) -> None:
    (found,) = read(write(tmp_path, "a.txt", TRICKS[name].encode(encoding, "surrogatepass")))
    assert isinstance(found, Found)
    text = found.report.text
    assert text.startswith("Sol")
    assert text.endswith("residents said.")
    hidden = {*"\x1b\x07\x08\x00\u202e\u202c\u2066\u2069\u200b\u2060\ud800"}
    assert not hidden & set(text)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "shift_jis", "utf-7", "koi8_r", "gb18030", "cp437", "big5"])
def test_a_wrong_encoding_stops_no_run(tmp_path: Path, encoding: str) -> None:
    data = "Солдаты убили 8 человек. 兵士が殺した。 Café “Oresk”.".encode(encoding, "replace")
    assert read(write(tmp_path, "a.txt", data))
    named = f'<html><head><meta charset="{encoding}"></head><body><p>'.encode() + data + b"</p></body></html>"
    assert read(write(tmp_path, "a.html", named))
    wrongly = b'<html><head><meta charset="utf-16"></head><body><p>' + data + b"</p></body></html>"
    assert read(write(tmp_path, "b.html", wrongly))


def test_a_link_that_leads_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path, "secret.txt", b"The key is under the mat, the guard said on Monday.")
    news = tmp_path / "news"
    news.mkdir()
    write(news, "a.txt", SENTENCE.encode())
    (news / "b.txt").symlink_to(outside)
    (news / "c.txt").symlink_to(news / "a.txt")
    (news / "d").symlink_to(tmp_path)
    (news / "e.txt").symlink_to("/dev/zero")
    answers = read(news)
    texts = [one.report.text for one in answers if isinstance(one, Found)]
    assert texts == [SENTENCE, SENTENCE]
    problems = {Path(one.report).name: one.message for one in answers if isinstance(one, Problem)}
    assert set(problems) == {"b.txt", "e.txt"}
    assert all("not followed" in message for message in problems.values())


def test_a_page_that_takes_too_long_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "limits", Limits(seconds=1, memory=600_000_000))
    slow = write(tmp_path, "a.html", b"<html><body>" + b"<pre>a\n</pre>" * 200_000)
    after = write(tmp_path, "b.txt", SENTENCE.encode())
    problem, found = read(slow, after)
    assert isinstance(problem, Problem)
    assert "longer than the 1 s" in problem.message
    assert isinstance(found, Found)


def test_the_language_of_what_is_read_apart_is_told(tmp_path: Path) -> None:
    """What tells languages apart unpacks itself into a file, which the process that reads may not write."""
    from .bad_files import zipped

    text = "Vier Menschen wurden am Montag in Oresk getötet, sagten die Anwohner, und zwölf weitere verletzt. " * 5
    (found,) = read(write(tmp_path, "a.zip", zipped({"a.txt": text.encode()})))
    assert isinstance(found, Found)
    assert found.report.language == "de"


def test_a_page_that_cannot_be_drawn_is_told() -> None:
    without_page = GOOD["a.pdf"].replace(b"[3 0 R]", b"[9 0 R]")
    assert count_pages(without_page) == 1
    with pytest.raises(ReportError, match="page 1 of the PDF cannot be drawn"):
        draw_page(without_page, 1)
    with pytest.raises(ReportError):
        draw_page(GOOD["a.pdf"][:200], 1)
