"""`yizhan-kiosk settings` from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.care.config.describing import example
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.config.sections import names
from kiosk.cli import EXIT_FAILED, EXIT_OK, EXIT_REFUSED, main
from kiosk.domain.language import Language
from kiosk.store.durable import written_whole
from kiosk.texts.catalogue import Texts

GOOD = '[printer]\npaper_mm = 58\n[enrolment]\ncode = "ABCD-1234"\n'
WRONG = "# x\n[printer]\npaper_mm = 57\n[kiosk]\ntheme = 2\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.toml"


@pytest.fixture
def shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run the command for the station in `tmp_path`; returns its code and the lines that it printed."""

    def shown(*words: str) -> tuple[int, list[str]]:
        code = main(["settings", "--data", str(tmp_path), "--lang", "en", *words])
        said = capsys.readouterr()
        return code, (said.out or said.err).splitlines()

    return shown


def test_without_a_file_every_setting_is_shown_as_usual(shown, file: Path) -> None:
    code, lines = shown()
    assert code == EXIT_OK
    assert [line.split(" = ")[0] for line in lines[:-2]] == list(names())
    assert 'printer.target = "none" (as usual)' in lines
    assert "panel.width_mm = nothing (as usual)" in lines
    assert lines[-1] == f"There is no settings file {file}; everything is as usual."
    assert list(file.parent.iterdir()) == []


def test_what_the_file_says_is_shown_with_its_line_and_the_code_is_not(shown, file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    code, lines = shown()
    assert code == EXIT_OK
    assert "printer.paper_mm = 58 (line 2 of the file)" in lines
    assert "enrolment.code = there is one, not shown here (line 4 of the file)" in lines
    assert lines[-1] == f"The settings file {file} has no mistake."
    assert "ABCD" not in "".join(shown()[1] + shown("--json")[1])
    assert list(file.parent.iterdir()) == [file]


def test_mistakes_are_shown_with_their_lines_and_the_code_is_1(shown, file: Path) -> None:
    file.write_text(WRONG, "utf-8")
    code, lines = shown()
    assert code == EXIT_REFUSED
    assert lines[-2] == f"Line 3 of the settings {file}: printer.paper_mm has to be one of 80, 58."
    assert lines[-1] == f"What is right counts for now, and the rest is as usual: {file}"
    assert "kiosk.theme = 2 (line 5 of the file)" in lines


def test_what_comes_from_the_last_good_one_is_shown_so(shown, file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    settings_in_force(file, whole=written_whole)
    file.write_text(WRONG, "utf-8")
    code, lines = shown()
    assert code == EXIT_REFUSED
    assert "printer.paper_mm = 58 (line 2 of the last good one)" in lines
    assert "kiosk.theme = 1 (as usual)" in lines
    assert lines[-1] == f"The last settings without a mistake count for now: {file}.good"
    file.unlink()
    assert f"{file}.good" in shown()[1][-1]


def test_another_file_is_checked_by_itself(shown, file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD, "utf-8")
    other = tmp_path / "prepared.toml"
    other.write_text(WRONG, "utf-8")
    code, lines = shown("--check", str(other))
    assert code == EXIT_REFUSED
    assert "printer.paper_mm = 80 (as usual)" in lines
    assert lines[-1].startswith(f"Line 3 of the settings {other}")
    other.write_text(GOOD, "utf-8")
    assert shown("--check", str(other))[0] == EXIT_OK
    code, lines = shown("--check", str(tmp_path / "none"))
    assert (code, len(lines)) == (EXIT_FAILED, 1)


def test_programs_get_the_same_as_json(shown, file: Path) -> None:
    file.write_text(WRONG, "utf-8")
    code, lines = shown("--json")
    said = json.loads("\n".join(lines))
    assert (code, said["file"], said["from"]) == (EXIT_REFUSED, str(file), "file")
    assert [one["setting"] for one in said["settings"]] == list(names())
    by_name = {one.pop("setting"): one for one in said["settings"]}
    assert by_name["kiosk.theme"] == {"value": "2", "from": "file", "line": 5}
    assert by_name["panel.width_mm"] == {"value": None, "from": "default", "line": None}
    (mistake,) = said["mistakes"]
    assert (mistake["line"], mistake["setting"], mistake["key"]) == (3, "printer.paper_mm", "settings-needs-one-of")
    assert "has to be one of 80, 58" in mistake["sentence"]


def test_a_mistake_of_the_whole_file_has_no_line(shown, file: Path) -> None:
    file.mkdir()
    code, lines = shown("--json")
    (mistake,) = json.loads("\n".join(lines))["mistakes"]
    assert (code, mistake["line"], mistake["setting"]) == (EXIT_REFUSED, None, None)


@pytest.mark.parametrize("language", Language)
def test_the_example_is_printed_whole(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "--example", "--lang", language]) == EXIT_OK
    assert capsys.readouterr().out == example(Texts(language))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "0 1 0 0 0 1 0 0 0 1"),
        ("rotation = 90", "90 0 1 0 -1 0 1 0 0 1"),
        ("rotation = 270\ntouch_matrix = [0.9, 0, 0.05, 0, 1.1, -0.05, 0, 0, 1]", "270 0 -1.1 1.05 0.9 0 0.05 0 0 1"),
        ("rotation = 45", "0 1 0 0 0 1 0 0 0 1"),
    ],
)
def test_a_session_is_told_how_to_turn_picture_and_touch(file: Path, shown, lines: str, said: str) -> None:
    file.write_text(f"[panel]\n{lines}\n", "utf-8")
    assert shown("--panel") == (EXIT_OK, [said])
