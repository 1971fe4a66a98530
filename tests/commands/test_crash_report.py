"""`crash-report`: what the makers need to see is in it; nothing that names a person or opens anything ever is."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.care.config.changing import change_file
from kiosk.care.places import Places
from kiosk.care.watching.crashes import Crash, CrashKind, CrashRecord
from kiosk.care.watching.report_words import Striking
from kiosk.cli import main
from kiosk.commands.crash_report import striking_of
from kiosk.desk.fast_posting import FastPosting
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station
from kiosk.store.durable import written_whole
from kiosk.store.keys import load_key

NAMES = ("欧阳秀英", "Wang Xiuying", "老王果园", "陈站长", "Lao Zhang", "张无名")
"""The last two stand in the log alone: the station does not know them."""
PHONES = ("13800135678", "13907421234", "13912345678", "0745-8231234")
IDENTITY = "11010519491231002X"
CODE, RECOVERY = "Kx7-county-code-4711-aB9", "2PH8-VHNU-A5JP-XJU7-UTH3-CPTM"
KEPT = (
    "watch: the kiosk begins",
    "Fatal Python error: Segmentation fault",
    'File "ui/app.py", line 42, in caught',
    "DamagedDatabase",
    "2026-11-21 08:00:00",
)

Said = tuple[int, str, str]


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """A station that knows people, in its database, its settings and (by some library's mistake) its log."""
    places = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    with open_station(places) as station:
        nobody = station.desk(Actor(role=Role.WORKER, device="desk-1"))
        head = nobody.accounts.make_head(name=NAMES[3], pin="739164")
        desk = station.desk(head)
        for name, phone in zip(NAMES[:2], PHONES[:2], strict=True):
            identity = IDENTITY if name == NAMES[0] else ""
            desk.people.register(WalkIn(name=name, phone=phone, identity_number=identity, consent=Consent.GIVEN))
        desk.postings.take_fast(
            FastPosting(
                work="摘苹果", headcount="5", pay="180", when="今天", place="石桥镇", employer=NAMES[2], phone=PHONES[2]
            )
        )
    settings = {
        "station.phone": PHONES[3], "enrolment.code": CODE, "county.blocked_phones": [PHONES[2]],
        "kiosk.theme": 2, "printer.target": "tcp:192.168.1.50",
    }  # fmt: skip
    change_file(places.settings, settings, whole=written_whole)
    places.logs.mkdir()
    (places.logs / "kiosk.log").write_text("\n".join(_log(places)) + "\n", "utf-8")
    (places.logs / "kiosk.log.1").write_text(f"2026-11-20 08:00:00 an older line of {NAMES[1]}\n", "utf-8")
    CrashRecord(places.crashes).add(
        Crash(at_ms=1_795_000_000_000, kind=CrashKind.FROZE, code=None, lived_s=61.0, was_safe=True)
    )
    return places


def _log(places: Places) -> list[str]:
    key = load_key(places.keys, database=places.database).hex()
    said = [*KEPT[:4], *NAMES, *PHONES, IDENTITY, CODE, RECOVERY, RECOVERY.replace("-", " "), key, key.upper()]
    return [f"2026-11-21 08:00:00 {words}" for words in said] + [
        f"2026-11-21 08:00:00 ERROR kiosk: KeyError: ('{NAMES[0]}', '{NAMES[1].upper()}', '138-0013-5678')",
        f"2026-11-21 08:00:00 no such file: {Path.home()}/notes.txt",
    ]


@pytest.fixture
def typed(here: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    monkeypatch.setenv("YIZHAN_KEYS", str(here.keys))

    def run(*words: str) -> Said:
        code = main(["crash-report", *words, "--data", str(here.data), "--lang", "en"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def texts_in(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_holds_log_crashes_doctor_version_and_settings(typed, stick: Path) -> None:
    code, out, err = typed("--to", str(stick), "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    files = texts_in(Path(told["file"]))
    assert told["bytes"] == Path(told["file"]).stat().st_size
    assert set(files) == {"about.json", "settings.txt", "doctor.json", "crashes.txt", "kiosk.log"}
    for words in KEPT:
        assert words in files["kiosk.log"]
    assert files["kiosk.log"].startswith("2026-11-20"), "the older file comes first"
    assert "froze after 61.0 s, code None, in safe mode" in files["crashes.txt"]
    assert {"database", "key", "printer"} <= {each["check"] for each in json.loads(files["doctor.json"])["findings"]}
    assert json.loads(files["about.json"])["program"] == "0.1.0"
    assert "kiosk.theme = 2" in files["settings.txt"]
    assert "printer.target = tcp:192.168.1.50" in files["settings.txt"]


def test_it_never_holds_a_name_a_phone_an_identity_number_or_a_key(typed, here: Places, stick: Path) -> None:
    assert typed("--to", str(stick))[0] == 0
    (file,) = stick.iterdir()
    whole = "\n".join(texts_in(file).values())
    key = load_key(here.keys, database=here.database).hex()
    for secret in (*NAMES, *PHONES, IDENTITY, CODE, RECOVERY, RECOVERY.replace("-", " "), key, str(Path.home())):
        assert secret not in whole, secret
        assert secret.casefold() not in whole.casefold()
    assert "138-0013-5678" not in whole
    for part in ("Wang", "Xiuying", "秀英", "enrolment"):
        assert part not in whole


def test_of_a_station_whose_people_cannot_be_read_only_the_program_s_own_lines_go(here: Places) -> None:
    striking = striking_of(here, is_sound=False)
    assert striking.log_line("2026-11-21 08:00:00 anything by Lao Zhang") is None
    assert striking.log_line("2026-11-21 08:00:00 watch: the kiosk begins") is not None
    assert striking.log_line('2026-11-21 08:00:00   File "ui/app.py", line 42, in caught') is not None


def test_a_machine_without_a_station_has_a_report_too(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "no-keys"))
    (tmp_path / "none" / "logs").mkdir(parents=True)
    (tmp_path / "none" / "logs" / "kiosk.log").write_text("2026-11-21 08:00:00 never opened\n", "utf-8")
    assert main(["crash-report", "--to", str(stick), "--data", str(tmp_path / "none"), "--lang", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    (file,) = stick.iterdir()
    assert "never opened" in texts_in(file)["kiosk.log"]


def test_a_folder_that_is_not_there_is_told_before_anything_is_looked_at(typed, tmp_path: Path) -> None:
    code, out, err = typed("--to", str(tmp_path / "pulled-out"))
    assert (code, out) == (2, "")
    assert "pulled-out" in err
    assert err.count("\n") == 1


def test_a_full_stick_is_told_and_nothing_half_written_stays(here: Places, stick: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))

    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "crash-report", "--to", str(stick), "--data", str(here.data), "--lang", "en"],
        env={**os.environ, "YIZHAN_KEYS": str(here.keys)}, preexec_fn=no_room, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "full" in done.stderr.splitlines()[-1]
    assert list(stick.iterdir()) == []


def test_what_tells_of_nobody_stays() -> None:
    striking = Striking(names=["Li Na", "好"], numbers=["12333"], secrets=["", "s3cret"])
    assert striking.words("备份好了：3 份，2026-11-21") == "备份好了：3 份，2026-11-21"
    assert striking.log_line("ERROR nailed it: LIST index, Li was here") == "ERROR nailed it: LIST index, ### was here"
    assert striking.words("the s3cret of Li Na") == "the ### of ###"
    assert striking.values({"Li Na": ["Li Na", 3, None]}) == {"Li Na": ["###", 3, None]}
    assert "test_everything_can_be_read_on_every_panel" in (
        striking.log_line("in test_everything_can_be_read_on_every_panel") or ""
    )
