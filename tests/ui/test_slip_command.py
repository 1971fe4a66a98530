"""`yizhan-kiosk slip`: a real slip as a file, and the truth about any other."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image

from kiosk.care.places import places
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.services import open_station
from kiosk.store.postings import NewPosting
from ui.cli import main

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MANY, FEW = "aaaa1111", "aaab2222"
HEADCOUNT = {MANY: 50, FEW: 1}


def posting(posting_id: str) -> Posting:
    today = date.today()
    return Posting(
        id=posting_id,
        trade="fruit-picking",
        title="摘苹果",
        employer_id="e",
        employer_name="王家果园",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=HEADCOUNT[posting_id],
        first_day=today + timedelta(days=1),
        last_day=today + timedelta(days=3),
        place="河口镇大桥村3组",
        contact_phone="13812345678",
        daily_start=time(6),
        daily_end=time(17, 30),
        verified_by="staff",
        verified_at_ms=1,
    )


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A station with a posting of many slots and one of a single slot."""
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with open_station(places(tmp_path / "data")) as station:
        station.postings.save_new([NewPosting(posting=posting(one), fingerprint=one) for one in (MANY, FEW)])
    return tmp_path / "data"


@pytest.fixture
def slip(data: Path) -> Callable[..., int]:
    """`slip("POSTING", "--format", "png", ...)` returns the exit code."""

    def run(*words: str | Path) -> int:
        return main(["slip", *map(str, words), "--data", str(data)])

    return run


def held(data: Path, posting_id: str) -> int:
    with open_station(places(data)) as station:
        return station.slips.held_count(posting_id)


Slip = Callable[..., int]
Out = pytest.CaptureFixture[str]


@pytest.mark.parametrize("width", ["80", "58"])
@pytest.mark.parametrize("kind", ["png", "pdf", "escpos", "text"])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.usefixtures("qapp")
def test_each_form_is_written_and_takes_one_slot(
    slip: Slip, data: Path, tmp_path: Path, width: str, kind: str, lang: str
) -> None:
    out = tmp_path / "slip.out"
    assert slip(MANY, "--format", kind, "--width", width, "--out", out, "--lang", lang) == 0
    raw = out.read_bytes()
    match kind:
        case "png":
            assert Image.open(io.BytesIO(raw)).width == {"80": 576, "58": 384}[width]
        case "pdf":
            page = pypdf.PdfReader(io.BytesIO(raw)).pages[0]
            assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(int(width), abs=0.4)
        case "escpos":
            assert raw[:8] == b"\x1b@\x1dv0\x00" + {"80": b"\x48\x00", "58": b"\x30\x00"}[width]
        case "text":
            assert ("180元/天" if lang == "zh-CN" else "¥180/day") in raw.decode()
    assert held(data, MANY) == 1


@pytest.mark.usefixtures("qapp")
def test_what_it_writes_it_calls_real_and_shows(slip: Slip, tmp_path: Path, capsys: Out) -> None:
    for kind in ("png", "text"):
        out = tmp_path / f"slip.{kind}"
        slip(MANY, "--format", kind, "--out", out)
        assert slip("--verify", out) == 0
        told = capsys.readouterr().out
        assert "180元/天" in told
        assert told.endswith("是真的\n")


@pytest.mark.usefixtures("qapp")
def test_the_text_of_the_code_itself_is_real(slip: Slip, tmp_path: Path, capsys: Out) -> None:
    slip(MANY, "--format", "png", "--out", tmp_path / "slip.png")
    text = zxingcpp.read_barcodes(Image.open(tmp_path / "slip.png").convert("L"))[0].text
    assert slip("--verify", text, "--lang", "en") == 0
    assert slip("--verify", text.replace("\n", "\r\n") + "\n") == 0
    assert slip("--verify", text.replace("180", "280"), "--lang", "en") == 1
    told = capsys.readouterr()
    assert "¥" not in told.out
    assert "280" in told.out
    assert "not real\n" in told.out
    assert told.err == "This slip is forged, or somebody changed it.\n"


def test_a_changed_word_anywhere_in_the_text_file_is_found(slip: Slip, tmp_path: Path) -> None:
    out = tmp_path / "slip.txt"
    slip(MANY, "--out", out)
    text = out.read_text("utf-8")
    for line in filter(None, text.splitlines()):
        out.write_text(text.replace(line, "假" + line[1:], 1), "utf-8")
        assert slip("--verify", out) == 1, line
    out.write_text(text, "utf-8")
    assert slip("--verify", out) == 0


def test_a_slip_of_another_station_is_not_called_real(slip: Slip, tmp_path: Path, capsys: Out) -> None:
    with open_station(places(tmp_path / "other")) as other:
        foreign = other.signer.sign("零工驿站 A1-1121-007-9")
    assert slip("--verify", foreign) == 1
    assert "不是本站" in capsys.readouterr().err


def test_a_cancelled_slip_is_real_but_said_to_be_cancelled(slip: Slip, data: Path, tmp_path: Path, capsys: Out) -> None:
    slip(MANY, "--out", tmp_path / "slip.txt")
    number = next(line for line in (tmp_path / "slip.txt").read_text("utf-8").splitlines() if line.count("-") == 3)
    with open_station(places(data)) as station:
        station.give_back(station.slips.find(number).id)
    assert slip("--verify", tmp_path / "slip.txt") == 0
    assert "这张单子已经取消了。" in capsys.readouterr().out


def test_without_a_slot_nothing_is_written(slip: Slip, data: Path, tmp_path: Path, capsys: Out) -> None:
    assert slip(FEW, "--out", tmp_path / "one.txt") == 0
    assert slip(FEW, "--out", tmp_path / "two.txt") == 1
    assert not (tmp_path / "two.txt").exists()
    assert capsys.readouterr().err == "这个活儿的名额满了，没有开单子。\n"
    assert held(data, FEW) == 1


def test_several_go_by_one_slip_or_nobody_does(slip: Slip, data: Path, tmp_path: Path, capsys: Out) -> None:
    assert slip(MANY, "--people", "3", "--out", tmp_path / "three.txt") == 0
    assert "3人一起" in (tmp_path / "three.txt").read_text("utf-8")
    assert held(data, MANY) == 3
    assert slip(FEW, "--people", "2", "--out", tmp_path / "two.txt") == 1
    assert "只剩1个" in capsys.readouterr().err
    assert held(data, FEW) == 0
    assert slip(MANY, "--people", "2", "--out", tmp_path) == 2
    assert held(data, MANY) == 3, "a party whose slip cannot be written gives all its slots back"


def test_a_slip_that_cannot_be_written_gives_its_slot_back(slip: Slip, data: Path, tmp_path: Path, capsys: Out) -> None:
    assert slip(FEW, "--out", tmp_path / "nowhere" / "slip.txt") == 2
    assert slip(FEW, "--out", tmp_path) == 2
    assert "单子写不到这里" in capsys.readouterr().err
    assert held(data, FEW) == 0
    assert slip(FEW, "--out", tmp_path / "slip.txt") == 0


def test_a_full_disk_gives_the_slot_back(slip: Slip, data: Path) -> None:
    assert slip(FEW, "--out", "/dev/full") == 2
    assert held(data, FEW) == 0


def test_the_same_wish_gets_the_same_slip(slip: Slip, data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert slip(MANY, "--wish", "w-1", "--out", tmp_path / name) == 0
    assert (tmp_path / "one").read_text("utf-8") == (tmp_path / "two").read_text("utf-8")
    assert held(data, MANY) == 1


@pytest.mark.parametrize(("beginning", "code"), [("aaaa", 0), ("AAAA1", 0), ("aaa", 2), ("zzz", 2), ("", 2)])
def test_a_beginning_counts_only_if_it_is_one_posting_s(slip: Slip, tmp_path: Path, beginning: str, code: int) -> None:
    assert slip(beginning, "--out", tmp_path / "slip.txt") == code


@pytest.mark.parametrize("text", ["", " ", "你好", "\x1b[31mred", "a" * 100_000, "nosuchfile.txt", "x\0y"])
def test_what_is_no_slip_is_refused_without_touching_the_terminal(slip: Slip, text: str, capsys: Out) -> None:
    assert slip("--verify", text) == 1
    told = capsys.readouterr()
    assert told.out.endswith("不是真的\n")
    assert "\x1b" not in told.out
    assert told.err.count("\n") == 1


def test_a_missing_picture_is_named(slip: Slip, capsys: Out) -> None:
    assert slip("--verify", "missing.png") == 2
    assert "missing.png" in capsys.readouterr().err


def test_commands_at_the_same_moment_never_give_out_more_than_there_is(data: Path, tmp_path: Path) -> None:
    def give_out(number: int) -> None:
        command = [sys.executable, "-m", "ui.cli", "slip", FEW, "--data", str(data)]
        done = subprocess.run(
            [*command, "--out", str(tmp_path / f"{number}.txt")], capture_output=True, timeout=60, check=False
        )
        codes.append(done.returncode)

    codes: list[int] = []
    threads = [threading.Thread(target=give_out, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [0, 1, 1, 1]
    assert len(list(tmp_path.glob("*.txt"))) == 1


def test_it_works_without_a_screen_and_writes_only_the_slip_to_stdout(data: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "ui.cli", "slip", MANY, "--data", str(data), "--format", "png"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True, env=environment)
    assert Image.open(io.BytesIO(done.stdout)).width == 576
    assert done.stderr == b""


@pytest.mark.parametrize(("width", "columns"), [("80", 48), ("58", 32)])
def test_the_text_keeps_within_the_columns_of_its_paper_and_is_real(
    slip: Slip, tmp_path: Path, width: str, columns: int
) -> None:
    out = tmp_path / "slip.txt"
    slip(MANY, "--out", out, "--width", width, "--lang", "en")
    for line in out.read_text("utf-8").splitlines():
        assert sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) <= columns
    assert slip("--verify", out) == 0
    out.write_text(out.read_text("utf-8").replace("180", "280"), "utf-8")
    assert slip("--verify", out) == 1


def test_a_wish_whose_slip_was_given_back_gets_no_paper_any_more(slip: Slip, data: Path, capsys: Out) -> None:
    assert slip(MANY, "--wish", "w", "--out", "/dev/full") == 2
    capsys.readouterr()
    assert slip(MANY, "--wish", "w", "--lang", "en") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "cancelled" in told.err
    assert held(data, MANY) == 0


def test_a_second_copy_that_cannot_be_written_takes_nothing_from_the_first(
    slip: Slip, data: Path, tmp_path: Path
) -> None:
    assert slip(MANY, "--wish", "w", "--out", tmp_path / "slip.txt") == 0
    assert slip(MANY, "--wish", "w", "--out", tmp_path / "no" / "such") == 2
    assert held(data, MANY) == 1


def test_a_wish_granted_for_other_work_keeps_that_work_on_its_slip(slip: Slip, tmp_path: Path) -> None:
    slip(MANY, "--wish", "w", "--out", tmp_path / "first.txt")
    assert slip(FEW, "--wish", "w", "--out", tmp_path / "second.txt") == 0
    assert (tmp_path / "second.txt").read_bytes() == (tmp_path / "first.txt").read_bytes()


@pytest.mark.usefixtures("qapp")
def test_black_on_nothing_is_read_as_black_on_paper(slip: Slip, tmp_path: Path) -> None:
    slip(MANY, "--format", "png", "--out", tmp_path / "slip.png")
    drawn = Image.open(tmp_path / "slip.png").convert("L")
    ink = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
    ink.paste((0, 0, 0, 255), (0, 0), drawn.point(lambda grey: 255 - grey))
    ink.save(tmp_path / "ink.png")
    assert slip("--verify", tmp_path / "ink.png") == 0


@pytest.mark.usefixtures("qapp")
def test_a_forged_code_beside_a_real_one_spoils_the_picture_and_a_strangers_does_not(
    slip: Slip, tmp_path: Path
) -> None:
    slip(MANY, "--format", "png", "--out", tmp_path / "slip.png")
    drawn = Image.open(tmp_path / "slip.png").convert("L")
    text = zxingcpp.read_barcodes(drawn)[0].text
    for other, code in ((text.replace("180", "280"), 1), ("https://example.com", 0)):
        beside = Image.fromarray(zxingcpp.create_barcode(other, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
        both = Image.new("L", (drawn.width + beside.width + 80, max(drawn.height, beside.height)), 255)
        both.paste(drawn, (0, 0))
        both.paste(beside, (drawn.width + 40, 0))
        both.save(tmp_path / "both.png")
        assert slip("--verify", tmp_path / "both.png") == code


def test_a_name_that_ends_like_a_folder_is_no_file(slip: Slip, data: Path, tmp_path: Path) -> None:
    assert slip(MANY, "--out", f"{tmp_path / 'none'}/") == 2
    assert not (tmp_path / "none").exists()
    assert held(data, MANY) == 0


def test_a_pipe_is_read_as_a_file_is(slip: Slip, data: Path, tmp_path: Path) -> None:
    slip(MANY, "--out", tmp_path / "slip.txt")
    command = [sys.executable, "-m", "ui.cli", "slip", "--verify", "/dev/stdin", "--data", str(data)]
    text = (tmp_path / "slip.txt").read_bytes()
    assert subprocess.run(command, input=text, capture_output=True, timeout=60, check=False).returncode == 0
