"""A station's own lessons stand among those of the program, or in their place; wrong ones nowhere, and are told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.cli import EXIT_FAILED, EXIT_OK, EXIT_REFUSED, main
from kiosk.doctor.of_lessons import check_lessons
from kiosk.domain.finding import Light
from kiosk.lessons.shelf import MOST_OWN, LessonShelf
from tests.doctor.told import assert_told
from tests.lessons.folder import SHEET, SVG, lesson_folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Two lessons that stand for those of the program."""
    lesson_folder(tmp_path / "shipped" / "heat", sheet=SHEET.replace("15", "30"))
    lesson_folder(tmp_path / "shipped" / "heights", sheet=SHEET.replace("15", "20"))
    return tmp_path / "shipped"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "data" / "lessons"


def ids(shelf: LessonShelf) -> list[str]:
    return [lesson.id for lesson in shelf.lessons().lessons]


def test_they_stand_in_their_order(own: Path, shipped: Path) -> None:
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["heights", "heat"]
    lesson_folder(own / "fish-pond")
    assert ids(shelf) == ["fish-pond", "heights", "heat"]
    assert [lesson.is_own for lesson in shelf.lessons().lessons] == [True, False, False]


def test_an_own_one_takes_the_place_of_ours_of_that_name(own: Path, shipped: Path) -> None:
    lesson_folder(own / "heat", sheet=SHEET.replace("下塘捞鱼", "我们站的天热"))
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["heat", "heights"]
    heat = shelf.lessons().lesson("heat")
    assert heat is not None
    assert heat.folder == str(own / "heat")
    assert shelf.lessons().lesson("gone") is None


def test_a_broken_one_is_left_out_and_told_once(own: Path, shipped: Path, caplog: pytest.LogCaptureFixture) -> None:
    lesson_folder(own / "fish-pond")
    lesson_folder(own / "broken", sheet=SHEET.replace("order", "ordre"))
    lesson_folder(own / "heat", sheet="")
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["fish-pond", "heights", "heat"]
    assert not any(lesson.folder == str(own / "heat") for lesson in shelf.lessons().lessons)
    assert {mistake.key for mistake in shelf.lessons().mistakes} >= {"lesson-unknown-word", "lesson-needs-title"}
    assert len(caplog.records) == len(shelf.lessons().mistakes)
    assert "lesson-unknown-word" in caplog.text
    caplog.clear()


def test_what_was_mended_or_taken_away_counts_at_once(
    own: Path, shipped: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pond = lesson_folder(own / "fish-pond", pictures=["cover.svg"])
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["heights", "heat"]
    (pond / "1.svg").write_text(SVG)
    assert ids(shelf) == ["fish-pond", "heights", "heat"]
    shutil.rmtree(pond)
    assert ids(shelf) == ["heights", "heat"]
    caplog.clear()


def test_nothing_is_read_again_while_nobody_was_there(own: Path, shipped: Path) -> None:
    lesson_folder(own / "fish-pond")
    shelf = LessonShelf(own, shipped=shipped)
    assert shelf.lessons() is shelf.lessons()


def test_hidden_folders_and_loose_files_are_no_lessons(own: Path, shipped: Path) -> None:
    lesson_folder(own / ".Trash-1000")
    (own / "readme.txt").write_text("?")
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["heights", "heat"]
    assert shelf.lessons().mistakes == ()


def test_very_many_are_not_all_looked_at(own: Path, shipped: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(MOST_OWN + 5):
        lesson_folder(own / f"lesson-{number:03}")
    shelf = LessonShelf(own, shipped=shipped)
    assert len(ids(shelf)) == MOST_OWN + 2
    assert [mistake.key for mistake in shelf.lessons().mistakes] == ["lesson-many"]
    caplog.clear()


def test_a_file_in_place_of_the_folder_costs_no_lesson_and_is_told_once(
    own: Path, shipped: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own.parent.mkdir()
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["heights", "heat"]
    own.write_text("fish-pond")
    for _ in range(2):
        assert ids(shelf) == ["heights", "heat"]
        (mistake,) = shelf.lessons().mistakes
        assert (mistake.key, mistake.details["file"]) == ("lesson-folder-unreadable", str(own))
    assert len(caplog.records) == 1
    caplog.clear()
    here = Places(data=own.parent, keys=tmp_path / "keys")
    assert_told(check_lessons(here), Light.AMBER, "left-out", count=1, folder=str(own))
    own.unlink()
    assert shelf.lessons().mistakes == ()


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_folders_that_lead_round_end(own: Path, shipped: Path, caplog: pytest.LogCaptureFixture) -> None:
    own.mkdir(parents=True)
    (own / "round").symlink_to(own, target_is_directory=True)
    shelf = LessonShelf(own, shipped=shipped)
    assert ids(shelf) == ["heights", "heat"]
    assert [mistake.key for mistake in shelf.lessons().mistakes] == ["lesson-is-link"]
    caplog.clear()


def test_the_doctor_tells_of_a_wrong_one(own: Path, tmp_path: Path) -> None:
    here = Places(data=own.parent, keys=tmp_path / "keys")
    assert_told(check_lessons(here), Light.GREEN, "ok", count=15, own=0)
    lesson_folder(own / "fish-pond")
    assert_told(check_lessons(here), Light.GREEN, "ok", count=15, own=1)
    lesson_folder(own / "broken", sheet="order")
    assert_told(check_lessons(here), Light.AMBER, "left-out", count=1, folder=str(own))


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "没毛病"), ("en", "nothing is wrong")])
def test_somebody_who_made_one_asks_whether_it_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    pond = lesson_folder(tmp_path / "fish-pond")
    assert main(["lessons", "--check", str(pond), "--lang", language]) == EXIT_OK
    assert words in capsys.readouterr().out
    assert main(["lessons", "--check", str(tmp_path), "--lang", language]) == EXIT_OK
    assert words in capsys.readouterr().out


def test_each_mistake_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pond = lesson_folder(tmp_path / "fish-pond", sheet=SHEET.replace("15", "0").replace("1.svg", "1.bmp"))
    assert main(["lessons", "--check", str(pond), "--lang", "en"]) == EXIT_REFUSED
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{pond / 'lesson.toml'}, line 1: order needs")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons", "--check", str(tmp_path / "gone"), "--lang", "en"]) == EXIT_FAILED
    assert "There is no folder" in capsys.readouterr().err


def test_all_lessons_can_be_listed(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson_folder(own / "fish-pond")
    assert main(["lessons", "--data", str(own.parent), "--lang", "en"]) == EXIT_OK
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 16
    assert "the station's own" in lines[1]
    assert main(["lessons", "--data", str(own.parent)]) == EXIT_OK
    assert "本站自己做的" in capsys.readouterr().out
