"""`yizhan-kiosk report --pdf`: the report as a page that other programs read, and the other forms as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from kiosk.care.places import places
from kiosk.desk.demo_history import make_history
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station
from ui.cli import main

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
DAYS = ("--from", "2000-01-01", "--to", "2009-12-01")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A station with a few days behind it."""
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with open_station(places(tmp_path / "data")) as station:
        make_history(station.desk(Actor(role=Role.HEAD, device="d")).room, people=20, days=4)
    return tmp_path / "data"


def run(data: Path, *words: str) -> int:
    return main(["--data", str(data), "report", *words])


def test_a_pdf_holds_the_figures_that_json_tells(
    qapp: object, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_station(places(data)) as station:
        first = station.today.replace(day=1).isoformat()
    assert run(data, "--from", first, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    out = tmp_path / "报表.pdf"
    assert run(data, "--from", first, "--pdf", str(out)) == 0
    assert str(out) in capsys.readouterr().out
    words = "".join("".join(page.extract_text() for page in pypdf.PdfReader(out).pages).split())
    for said in ("求职登记人数", "主要工种", "日均成功用工人数"):
        assert said in words
    assert f"到站人次{told['arrivals']}" in words
    assert f"岗位数{told['postings']}" in words


def test_a_station_in_which_nothing_happened_has_a_report_too(qapp: object, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "empty.PDF"
    assert run(data, *DAYS, "--pdf", str(out)) == 0
    assert pypdf.PdfReader(out).pages


def test_another_ending_is_refused_and_nothing_is_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.txt"
    assert run(data, *DAYS, "--pdf", str(out)) == 2
    assert "report.txt" in capsys.readouterr().err
    assert not out.exists()


def test_only_one_form_at_a_time(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(data, *DAYS, "--json", "--pdf", "x.pdf")
    assert "--pdf" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(
    qapp: object, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, *DAYS, "--pdf", str(tmp_path / "gone" / "report.pdf")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_draws_in_a_process_of_its_own_without_a_screen(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    argv = [sys.executable, "-m", "ui.cli", "--data", str(data), "report", *DAYS, "--pdf", str(out)]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-")


WITHOUT_QT = """
import sys
sys.modules["PySide6"] = None
from kiosk.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def test_the_other_forms_do_without_qt(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.csv"
    for form in (["--json"], ["--csv", str(out)], []):
        argv = [sys.executable, "-c", WITHOUT_QT, "--data", str(data), "report", *DAYS, *form]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert out.exists()
