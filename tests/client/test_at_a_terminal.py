"""What the station's commands say and end with: connecting, how it stands, sending now, and the stick."""

from __future__ import annotations

import json
import os
import resource
import shutil
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.care.central_clock import note_central_time, since_boot_ms
from kiosk.care.places import Places
from kiosk.store.postings import NewPosting
from sync.client.report import Report
from sync.client.status import Status, read_status, sync_folder
from sync.protocol.enrolment import ALPHABET
from tests.client.terminal import Port, Terminal, port_of
from tests.client.test_one_market import posting
from tests.faults.town import CountyCentral, new_station

DAY_MS = 86_400_000
HTML = b"<html><body>Please log in</body></html>"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_station(tmp_path_factory.mktemp("new") / "station")


@pytest.fixture
def port(central: CountyCentral) -> Iterator[Port]:
    with port_of(central) as opened:
        yield opened


@pytest.fixture
def terminal(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    shutil.copytree(template, tmp_path / "station")
    places = Places(data=tmp_path / "station" / "data", keys=tmp_path / "station" / "keys")
    monkeypatch.setenv("YIZHAN_KEYS", str(places.keys))
    return Terminal(places=places, capsys=capsys)


@pytest.fixture
def connected(terminal: Terminal, port: Port, central: CountyCentral) -> Terminal:
    """A station that is enrolled and has not synced yet."""
    code, out, errors = terminal("enrol", port.url, central.add("东街驿站").code)
    assert (code, errors) == (0, ""), errors
    assert "东街驿站" in out
    return terminal


def save(terminal: Terminal, *titles: str) -> None:
    with terminal.station() as station:
        station.postings.save_new([NewPosting(posting=posting(title)) for title in titles])


def page(body: bytes, *, kind: str = "text/html", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


# How it stands


def test_a_station_without_a_county_says_so_and_ends_with_1(terminal: Terminal) -> None:
    code, out, errors = terminal("sync", "status")
    assert (code, out, errors) == (1, "This station is not connected to the county yet.\n", "")


def test_a_station_is_connected_as_soon_as_its_code_was_taken(connected: Terminal, port: Port) -> None:
    code, out, _ = connected("sync", "status")
    assert code == 1  # the county was never reached
    assert f"Connected with {port.url} as 东街驿站" in out
    assert "first exchange with the county is still to come" in out
    assert read_status(connected.places.data).outcome == "enrolled"
    port.cut = 0
    assert connected("sync", "--once")[0] == 1
    code, out, _ = connected("sync", "status")
    assert (code, "The county was never reached yet." in out) == (1, True)
    port.heal()
    assert connected("sync", "--once")[0] == 0
    code, out, _ = connected("sync", "status")
    assert code == 0
    assert "The county was reached just now." in out
    assert time.strftime("at %Y-%m-%d %H:") in out
    assert "still to come" not in out


@pytest.mark.parametrize(
    "written",
    ["", "{", "[]", '{"heard_ms": "x"}', '{"outcome": "done", "heard_ms": 1e400}', '{"outcome": "done", "agrees": 3}',
     '{"outcome": "done", "waiting": true}', '{"outcome": "done", "heard_ms": 1' + "0" * 400 + "}", "[" * 100_000,
     None],
    ids=range(10),
)  # fmt: skip
def test_whatever_stands_in_the_status_what_is_so_now_is_said(connected: Terminal, written: str | None) -> None:
    assert connected("sync", "--once")[0] == 0
    file = sync_folder(connected.places.data) / "status.json"
    file.unlink()
    if written is not None:
        file.write_text(written)
    save(connected, "一", "二")
    code, out, errors = connected("sync", "status")
    assert (code, errors) == (0, "")
    assert "The county was reached just now." in out
    with connected.station() as station:
        (waiting,) = station.database.rows("select count(*) from operations")[0]
    assert f"Not with the county yet: {waiting}." in out
    figures = json.loads(connected("sync", "status", "--json")[1])
    assert (figures["waiting"], figures["is_well"], figures["name"]) == (waiting, True, "东街驿站")


def test_rows_that_differ_for_good_are_told_of_and_end_with_1(connected: Terminal) -> None:
    assert connected("sync", "--once")[0] == 0
    with connected.station() as station:
        station.database.execute("insert into sync_troubles values ('posting', 'x', 'differs', '{}', 0)")
    code, out, _ = connected("sync", "status")
    assert code == 1
    assert "not as the county has it" in out
    with connected.station() as station:
        station.database.execute("delete from sync_troubles")
    assert connected("sync", "status")[0] == 0


def test_a_machine_that_the_county_gave_up_is_told_how_it_goes_on(
    connected: Terminal, central: CountyCentral, tmp_path: Path
) -> None:
    assert connected("sync", "--once")[0] == 0
    save(connected, "一")
    with connected.station() as station:
        whose = (station.station.region[:6], station.station.id)
    code = central.enrolment.replace(*whose, kiosk=1)
    ended, _, errors = connected("sync", "--once")
    assert ended == 1
    assert "another machine took its place" in errors
    ended, out, _ = connected("sync", "status")
    assert ended == 1
    assert "another machine took its place" in out
    assert "connected anew" in out
    assert "by themselves" not in out
    ended, out, _ = connected("bundle", "export", str(tmp_path))
    assert ended == 1  # but it is written: nobody signed that word
    assert "not likely to take" in out
    assert len(list(tmp_path.glob("*.yzb"))) == 1
    port_url = json.loads(connected("sync", "status", "--json")[1])["address"]
    assert connected("enrol", port_url, code, "--anew")[0] == 0
    assert connected("sync", "--once")[0] == 0
    assert connected("bundle", "export", str(tmp_path))[0] == 0
    assert connected("sync", "status")[0] == 0


def test_a_clock_that_is_set_right_makes_nobody_wait_for_57_years(tmp_path: Path) -> None:
    """The station synced in 1970; seconds later its clock is right, whether or not the machine was started anew."""
    folder, now_ms = sync_folder(tmp_path), time.time_ns() // 1_000_000
    folder.mkdir()
    for heard_ms, ahead_ms in ((5_000_000, now_ms - 9_000_000), (now_ms + 40 * DAY_MS, -41 * DAY_MS)):
        wrong = {"outcome": "done", "at_ms": heard_ms, "heard_ms": heard_ms, "central_ahead_ms": ahead_ms}
        (folder / "status.json").write_text(json.dumps(wrong))
        status = read_status(tmp_path)
        assert status.heard_ms == heard_ms + ahead_ms
        assert status.central_ahead_ms == 0
        assert read_status(tmp_path) == status


def test_a_clock_that_was_set_a_day_off_makes_no_answer_a_day_old(tmp_path: Path) -> None:
    folder, now_ms = sync_folder(tmp_path), time.time_ns() // 1_000_000
    heard = {"outcome": "done", "heard_ms": now_ms - DAY_MS, "central_ahead_ms": 0}
    folder.mkdir()
    (folder / "status.json").write_text(json.dumps(heard))
    note_central_time(folder / "clock.json", now_ms - DAY_MS, since_boot=since_boot_ms())
    status = read_status(tmp_path)
    assert abs(now_ms - status.heard_ms) < 60_000
    assert status.central_ahead_ms == -DAY_MS


def test_a_clock_that_is_still_wrong_stays_as_it_was_told(tmp_path: Path) -> None:
    now_ms = time.time_ns() // 1_000_000
    told = Status(outcome="done", heard_ms=now_ms - 5_000, central_ahead_ms=-41 * 365 * DAY_MS)
    sync_folder(tmp_path).mkdir()
    said = {"outcome": "done", "heard_ms": told.heard_ms, "central_ahead_ms": told.central_ahead_ms}
    (sync_folder(tmp_path) / "status.json").write_text(json.dumps(said))
    assert read_status(tmp_path) == told


def test_a_full_disk_is_told_of_though_no_sync_could_write_that_down(connected: Terminal) -> None:
    assert connected("sync", "--once")[0] == 0
    assert connected("sync", "status")[0] == 0
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (48 * 1024, before[1]))
    try:
        code, out, errors = connected("sync", "status")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (code, errors) == (1, "")
    assert "The machine is full" in out
    assert connected("sync", "status")[0] == 0


# What the line does


def test_a_line_that_is_cut_at_any_byte_is_no_portal(connected: Terminal, port: Port) -> None:
    save(connected, *(f"岗{number}" for number in range(3)))
    port.cut = 0
    outcomes: dict[int, str] = {}
    for cut in (*range(0, 130, 7), 300, 400):
        port.cut = cut
        code, out, _ = connected("sync", "--once", "--json")
        report = Report(**json.loads(out))
        outcomes[cut] = report.outcome
        assert code == 1
        assert port.sizes[-1] > cut
    assert set(outcomes.values()) == {"cut"}, outcomes
    code, _, errors = connected("sync", "--once")
    assert errors == "The line broke off in the middle. Nothing is lost: the station tries again by itself.\n"
    port.heal()
    assert connected("sync", "--once")[0] == 0


@pytest.mark.parametrize("cut", [0, 5, 30, 80, 200])
def test_a_line_that_is_cut_while_connecting_is_no_portal(
    terminal: Terminal, port: Port, central: CountyCentral, cut: int
) -> None:
    port.cut = cut
    words = ("enrol", port.url, central.add("东街驿站").code)
    code, _, errors = terminal(*words)
    assert (code, errors[:32]) == (2, "The line broke off in the middle")
    port.heal()
    assert terminal(*words)[0] == 0


@pytest.fixture
def without_pages(connected: Terminal, port: Port) -> Terminal:
    """A station that has to fetch pages."""
    save(connected, *(f"岗{number}" for number in range(80)))
    assert connected("sync", "--once")[0] == 0
    with connected.station() as station:
        station.database.execute("delete from sync_scopes")
        station.database.execute("delete from postings")
    port.asked.clear()
    return connected


def is_page(request: Any) -> bool:
    return str(request.path).startswith("/v1/pages/")


@pytest.mark.parametrize("head", ["html", "no length", "no kind"])
@pytest.mark.parametrize("length", ["short", "the same", "long"])
def test_a_portal_that_answers_for_pages_is_called_one(
    without_pages: Terminal, port: Port, length: str, head: str
) -> None:
    def portal(request: Any) -> bytes | None:
        if not is_page(request):
            return None
        there = len(request.of_central(b"").partition(b"\r\n\r\n")[2])
        body = HTML.ljust({"short": 0, "the same": there, "long": 3_000_000}[length])
        if head == "no length":
            request.close_connection = True
            return b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body
        return page(body, kind="text/html" if head == "html" else "application/octet-stream")

    port.instead = portal
    code, _, errors = without_pages("sync", "--once")
    assert [path for path in port.asked if "/pages/" in path]
    assert code == 1
    assert "the network may want a log-in first" in errors
    port.heal()
    assert without_pages("sync", "--once")[0] == 0


def test_a_portal_s_page_is_known_by_what_it_says_that_it_is(without_pages: Terminal, port: Port) -> None:
    def portal(request: Any) -> bytes | None:
        there = request.of_central(b"") if is_page(request) else b""
        return page(bytes(len(there.partition(b"\r\n\r\n")[2])), kind="text/html; charset=gbk") if there else None

    port.instead = portal
    assert "the network may want a log-in first" in without_pages("sync", "--once")[2]


def test_a_page_whose_head_is_cut_is_of_no_portal(without_pages: Terminal, port: Port) -> None:
    cuts = []

    def cut(request: Any) -> bytes | None:
        if not is_page(request):
            return None
        request.close_connection = True
        said = request.of_central(b"")
        cuts.append(said.index(b"content-length: ") + len("content-length: ") + len(cuts))
        return bytes(said[: cuts[-1]])

    port.instead = cut
    outcomes = [json.loads(without_pages("sync", "--once", "--json")[1])["outcome"] for _ in range(4)]
    assert outcomes == ["cut"] * 4
    port.heal()
    assert without_pages("sync", "--once")[0] == 0


@pytest.mark.parametrize("body", [HTML, HTML * 4000])
def test_a_portal_that_answers_for_everything_is_called_one(connected: Terminal, port: Port, body: bytes) -> None:
    port.instead = lambda request: page(body)
    code, _, errors = connected("sync", "--once")
    assert (code, "the network may want a log-in first" in errors) == (1, True)


def test_a_server_that_does_not_run_is_no_missing_network(connected: Terminal, port: Port) -> None:
    port.instead = lambda request: page(HTML, status="502 Bad Gateway")  # of the proxy before it
    assert "the county's server does not answer" in connected("sync", "--once")[2]
    with connected.station() as station:
        station.database.execute("update central set url = 'http://127.0.0.1:9'")
    code, _, errors = connected("sync", "--once")
    assert (code, "the county's server does not answer" in errors) == (1, True)


def test_what_anybody_says_is_not_told_as_the_county_s_word(
    terminal: Terminal, port: Port, central: CountyCentral
) -> None:
    for word, shown in (("unknown-token", '"unknown-token"'), ("\x1b[2J<b>", '"?"')):
        port.instead = lambda request, word=word: page(
            json.dumps({"error": word}).encode(), kind="application/json", status="401 Unauthorized"
        )
        code, _, errors = terminal("enrol", port.url, central.add(f"驿站{len(word)}").code)
        assert code == 2
        assert "another server than the county's" in errors
        assert shown in errors


# Connecting


def test_an_address_and_a_code_of_a_chinese_keyboard_are_understood(
    terminal: Terminal, port: Port, central: CountyCentral
) -> None:
    code = central.add("东街驿站").code
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())
    url = f"  http：／／127。0。0。1：{port.number} "
    assert terminal("enrol", url, full_width)[0] == 0
    with terminal.station() as station:
        assert station.database.value("select url from central") == port.url


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://127.0.0.1:abc", "http://127.0.0.1:-1", "http://127.0.0.1:99999", "http://127.0.0.1:0",
     "ftp://127.0.0.1", "http://", "", "http://127.0.0.1/\x01", "http://127.0.0.1/路", "http://a..b", "http://[]"],
)  # fmt: skip
def test_an_address_that_is_none_is_one_sentence(terminal: Terminal, url: str) -> None:
    code, out, errors = terminal("enrol", url, "QVWF-AAAA-AAAA-AAAA")
    assert (code, out) == (2, "")
    assert errors.startswith("This address is not right: ")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("QVWB-AAAA-AAAA-AAA0", "There is no B 0 in any code"),
        ("QVWF-AAAA-AAAA-AAA", "16 letters and digits, and this one has 15"),
        ("", "16 letters and digits, and this one has 0"),
    ],
)
def test_a_code_that_is_none_says_why(terminal: Terminal, code: str, said: str) -> None:
    ended, _, errors = terminal("enrol", "http://127.0.0.1:9", code)
    assert (ended, said in errors) == (2, True)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_what_is_said_to_be_in_no_code_is_in_none(terminal: Terminal, lang: str) -> None:
    never = sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") - set(ALPHABET))
    errors = terminal("enrol", "http://127.0.0.1:9", "QVWB", lang=lang)[2]
    assert [letter for letter in never if letter not in errors.replace("B:", "B")] == []


def test_without_http_or_https_it_is_said_which_was_tried(terminal: Terminal, port: Port) -> None:
    code, _, errors = terminal("enrol", f"127.0.0.1:{port.number}", "QVWF-AAAA-AAAA-AAAA")
    assert code == 2
    assert f"at https://127.0.0.1:{port.number}" in errors
    assert "please type that too" in errors
    assert "no server answers" in terminal("enrol", "http://127.0.0.1:9", "QVWF-AAAA-AAAA-AAAA")[2]
    said = terminal("enrol", f"https://127.0.0.1:{port.number}", "QVWF-AAAA-AAAA-AAAA")[2]
    assert "is not the county's server" in said


def test_a_station_that_is_connected_says_with_whom(connected: Terminal, port: Port, central: CountyCentral) -> None:
    code, _, errors = connected("enrol", port.url, central.add("西街驿站").code)
    assert code == 2
    assert port.url in errors
    assert "东街驿站" in errors


def test_a_file_of_a_certificate_may_hold_other_words_or_be_binary(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    for written in (b"", b"\xff\xfe\x00\x01" * 50, b"\x30\x82\x01\x01" + bytes(300), "没有".encode(), _pem(b"no DER")):
        file.write_bytes(written)
        code, _, errors = terminal("enrol", "http://127.0.0.1:9", "QVWF-AAAA-AAAA-AAAA", "--certificate", str(file))
        assert (code, errors.startswith("There is no certificate in ")) == (2, True), written[:20]
    real = ssl.create_default_context().get_ca_certs(binary_form=True)[0]
    for written in ("县里的证书\n".encode() + _pem(real) + "完\n".encode("gbk"), real):
        file.write_bytes(written)
        _, _, errors = terminal("enrol", "http://127.0.0.1:9", "QVWF-AAAA-AAAA-AAAA", "--certificate", str(file))
        assert "no server answers" in errors


def _pem(data: bytes) -> bytes:
    return ssl.DER_cert_to_PEM_cert(data).encode()


# Sending now, and the stick


def test_what_the_county_refused_is_not_counted_as_sent_and_ends_with_1(connected: Terminal) -> None:
    assert connected("sync", "--once")[0] == 0
    with connected.station() as station:
        station.database.execute(
            "insert into operations (id, kind, row_id, fields, base_version, station_time_ms, state)"
            " values ('never', 'posting-saved', 'no such row', '{\"nothing\": 1}', 1, 0, 'waiting')"
        )
    code, out, errors = connected("sync", "--once")
    assert (code, out) == (1, "")
    assert errors.startswith("Done: 0 sent, ")
    assert "The county did not take 1;" in errors
    code, out, _ = connected("sync", "status")
    assert (code, "The county did not take 1;" in out) == (1, True)


@pytest.mark.parametrize(
    "words", [("sync",), ("sync", "--once"), ("sync", "status"), ("bundle", "export", "x"), ("bundle", "look", ".")]
)
def test_a_folder_that_was_mistyped_does_not_become_a_station(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    gone = tmp_path / "statoin"
    code, out, errors = Terminal(places=Places(data=gone, keys=tmp_path), capsys=terminal.capsys)(*words)
    assert (code, out) == (2, "")
    assert errors.startswith(f"There is no station in {gone}")
    assert not gone.exists()


def test_news_for_ever_with_nobody_end_at_once(terminal: Terminal) -> None:
    code, out, errors = terminal("sync")
    assert (code, out) == (2, "")
    assert "yizhan-kiosk enrol" in errors


@pytest.mark.parametrize("word", ["0", "-1", "nan", "inf", "x", ""])
def test_a_pause_that_is_none_is_refused(terminal: Terminal, word: str) -> None:
    code, _, errors = terminal("sync", f"--every={word}")
    assert (code, errors.startswith("This cannot be understood")) == (2, True)


def test_what_is_no_file_and_no_folder_is_not_waited_for(connected: Terminal, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yzb")
    (tmp_path / "b.yzb").write_text("torn")
    for words in (("import", "a.yzb"), ("import", "gone.yzb"), ("import", "."), ("look", "gone"), ("look", "b.yzb")):
        code, out, errors = connected("bundle", words[0], str(tmp_path / words[1]))
        assert (code, out) == (2, ""), words
        assert "whether the stick is in" in errors
    assert connected("bundle", "look", str(tmp_path))[:2] == (0, "There is no answer for this kiosk.\n")
