"""What the kiosk's user may not look into is told and left out; the other lessons stay, and no restart is needed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.doctor.of_lessons import check_lessons
from kiosk.domain.finding import Light
from kiosk.lessons.shelf import Lessons, LessonShelf
from tests.doctor.told import assert_told
from tests.lessons.folder import lesson_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights are others there")
NOBODY = 65534


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that anybody may reach, seen by somebody whose rights count: root may do everything."""
    above = Path(tempfile.mkdtemp())
    above.chmod(0o755)
    lesson_folder(above / "data" / "lessons" / "fish-pond")
    lesson_folder(above / "data" / "lessons" / "heat-here")
    check_lessons(Places(data=above / "data", keys=above / "keys"))  # nobody may not import what Python loads late
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield above / "data"
    finally:
        if is_root:
            os.seteuid(0)
        for one in (above / "data" / "lessons", above / "data" / "lessons" / "fish-pond"):
            one.chmod(0o755)
        shutil.rmtree(above)


def may(path: Path, mode: int) -> None:
    """Set the rights as the owner of the folder does, who is not the kiosk's user."""
    was = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    try:
        path.chmod(mode)
    finally:
        if os.getuid() == 0:
            os.seteuid(was)


def shelf_of(data: Path) -> LessonShelf:
    nothing = data / "none"
    return LessonShelf(data / "lessons", shipped=nothing)


def told(found: Lessons) -> list[tuple[str, object]]:
    return [(mistake.key, mistake.details["file"]) for mistake in found.mistakes]


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o444, 0o600])
def test_one_that_may_not_be_searched_is_told_once_and_the_others_stay(
    data: Path, caplog: pytest.LogCaptureFixture, mode: int
) -> None:
    pond = data / "lessons" / "fish-pond"
    may(pond, mode)
    shelf = shelf_of(data)
    for _ in range(2):
        found = shelf.lessons()
        assert [lesson.id for lesson in found.lessons] == ["heat-here"]
        assert told(found) == [("lesson-folder-unreadable", str(pond))]
    assert [record.message for record in caplog.records] == [
        f"a lesson is left out: lesson-folder-unreadable {found.mistakes[0].details}"
    ]
    caplog.clear()
    here = Places(data=data, keys=data / "keys")
    assert_told(check_lessons(here), Light.AMBER, "left-out", count=1, folder=str(data / "lessons"))


def test_a_folder_of_lessons_that_may_not_be_read_is_told_once(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    lessons = data / "lessons"
    may(lessons, 0o000)
    shelf = shelf_of(data)
    for _ in range(2):
        assert shelf.lessons().lessons == ()
        assert told(shelf.lessons()) == [("lesson-folder-unreadable", str(lessons))]
    assert len(caplog.records) == 1
    caplog.clear()
    here = Places(data=data, keys=data / "keys")
    assert_told(check_lessons(here), Light.AMBER, "left-out", count=1, folder=str(lessons))


@pytest.mark.parametrize("inner", [".", "fish-pond", "fish-pond/lesson.toml", "fish-pond/1.svg"])
def test_what_may_be_read_again_counts_without_a_restart(
    data: Path, caplog: pytest.LogCaptureFixture, inner: str
) -> None:
    path = data / "lessons" / inner
    usual = path.stat().st_mode & 0o777
    may(path, 0o000)
    shelf = shelf_of(data)
    assert "fish-pond" not in [lesson.id for lesson in shelf.lessons().lessons]
    assert len(shelf.lessons().mistakes) == 1
    caplog.clear()
    may(path, usual)
    assert [lesson.id for lesson in shelf.lessons().lessons] == ["fish-pond", "heat-here"]
    assert shelf.lessons().mistakes == ()


def test_what_may_not_be_read_any_more_is_noticed(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = shelf_of(data)
    assert [lesson.id for lesson in shelf.lessons().lessons] == ["fish-pond", "heat-here"]
    may(data / "lessons" / "fish-pond" / "1.svg", 0o000)
    assert [lesson.id for lesson in shelf.lessons().lessons] == ["heat-here"]
    assert [key for key, _ in told(shelf.lessons())] == ["lesson-unreadable"]
    caplog.clear()
