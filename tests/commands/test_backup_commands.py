"""`backup`, `restore` and `recovery-code` as a technician types them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.store.recovery_code import RecoveryCode

Said = tuple[int, str, str]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Type a command at a machine; return its exit code, and what it said on each of the two streams."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    def run(*words: str, on: str = "here", said: str = "") -> Said:
        monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / on / "keys"))
        monkeypatch.setattr(sys, "stdin", io.StringIO(said))
        code = main([*words, "--data", str(tmp_path / on / "data"), "--lang", "en"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def code(typed) -> str:
    """The recovery code of the demo county's station."""
    assert typed("demo")[0] == 0
    return json.loads(typed("recovery-code", "--json")[1])["code"]


def postings(typed, *, on: str = "here") -> int:
    return len(json.loads(typed("postings", "--json", on=on)[1]))


def test_the_code_is_shown_once_and_says_so(typed) -> None:
    exit_code, out, _ = typed("recovery-code")
    assert exit_code == 0
    shown = out.splitlines()[0].rpartition(": ")[2]
    assert RecoveryCode.read(shown).shown() == shown
    exit_code, out, err = typed("recovery-code")
    assert (exit_code, out) == (2, "")
    assert "cannot be shown again" in err
    exit_code, out, _ = typed("recovery-code", "--new")
    assert exit_code == 0
    assert shown not in out
    assert len(out.splitlines()) == 3, "it says that old backups need the old code"


def test_the_paper_can_be_tried(typed, code: str) -> None:
    assert typed("recovery-code", "--check", said=f"{code.lower()}\n")[0] == 0
    for wrong in (RecoveryCode.new().shown(), code[:-1], "", "驿站"):
        exit_code, out, err = typed("recovery-code", "--check", said=f"{wrong}\n")
        assert (exit_code, out, err.count("\n")) == (2, "", 1)


def test_a_backup_is_made_here_and_on_the_stick(typed, code: str, stick: Path) -> None:
    exit_code, out, _ = typed("backup")
    assert (exit_code, len(out.splitlines())) == (0, 1)
    exit_code, out, _ = typed("backup", "--to", str(stick))
    assert (exit_code, len(out.splitlines())) == (0, 3)
    told = json.loads(typed("backup", "--to", str(stick), "--json")[1])
    carried = Path(told["carried"]["file"])
    assert carried.parent == stick
    assert carried.stat().st_size == told["carried"]["bytes"]
    assert Path(told["backup"]).stat().st_size == told["bytes"]
    assert code.replace("-", "") not in out


def test_without_a_code_it_says_how_to_make_one(typed, stick: Path) -> None:
    exit_code, out, err = typed("backup", "--to", str(stick))
    assert (exit_code, out) == (2, "")
    assert "yizhan-kiosk recovery-code" in err
    assert list(stick.iterdir()) == []


def test_a_restore_on_the_same_machine_needs_no_code(typed, code: str, stick: Path) -> None:
    typed("backup", "--to", str(stick))
    (file,) = map(str, stick.iterdir())
    for words in ((file, "--dry-run"), ("--latest", "--dry-run"), (file,), ("--latest",)):
        exit_code, out, err = typed("restore", *words)
        assert (exit_code, err) == (0, "")
        assert ("Nothing was changed" in out) == ("--dry-run" in words)
        assert ("What was here before lies in" in out) == ("--dry-run" not in words)


@pytest.mark.parametrize("way", ["typed", "told"])
def test_a_restore_on_a_new_machine_takes_the_code(typed, code: str, stick: Path, way: str) -> None:
    before = postings(typed)
    typed("backup", "--to", str(stick))
    (file,) = map(str, stick.iterdir())
    exit_code, _, err = typed("restore", file, on="new", said="\n")
    assert (exit_code, "the recovery code is needed" in err) == (2, True)
    words = ("--code", code) if way == "typed" else ()
    exit_code, out, _ = typed("restore", file, "--json", *words, on="new", said=f"{code}\n")
    told = json.loads(out)
    assert (exit_code, told["restored"], told["put_aside"], told["code_kept"]) == (0, True, None, True)
    assert postings(typed, on="new") == before > 0


def test_what_is_no_backup_is_said_in_one_sentence(typed, code: str, stick: Path) -> None:
    (stick / "holiday.yzbackup").write_bytes(b"a picture")
    for words in ((str(stick / "holiday.yzbackup"),), (str(stick / "gone.yzbackup"),), (str(stick),), ("--latest",)):
        exit_code, out, err = typed("restore", *words)
        assert (exit_code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("words", [[], ["--latest", "file.yzbackup"]])
def test_it_wants_to_know_from_what(typed, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        typed("restore", *words)
    assert ended.value.code == 2


def test_the_one_more_place_of_the_settings_gets_the_newest(typed, code: str, stick: Path, tmp_path: Path) -> None:
    assert typed("backup", "--elsewhere")[::2] == (2, "The settings name no more folder for backups (backup.folder).\n")
    settings = tmp_path / "here" / "data" / "station.toml"
    settings.write_text(f"[backup]\nfolder = '{stick}'\n", "utf-8")
    exit_code, out, _ = typed("backup", "--elsewhere", "--json")
    carried = json.loads(out)["carried"]["file"]
    assert (exit_code, [Path(carried)]) == (0, [*stick.iterdir()])
    assert typed("restore", carried, "--code", code, on="new")[0] == 0
    stick.rename(stick.with_name("gone"))
    assert typed("backup", "--elsewhere")[::2] == (
        2, f"There is no folder {stick}; please see whether the stick is in.\n",
    )  # fmt: skip
