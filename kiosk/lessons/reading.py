"""One folder read: the lesson in it, or what is wrong with it."""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.domain.lesson import Lesson
from kiosk.errors import YizhanError
from kiosk.lessons.checks import lesson_said
from kiosk.lessons.drawings import check_picture
from kiosk.lessons.files import bytes_in

SHEET = "lesson.toml"
COVERS = ("cover.svg", "cover.png")
LARGEST_BYTES = 64 * 1024
MOST_DOTS_ON_A_LINE = 200
"""tomllib takes the square of a dotted key's length, in memory, too."""
BLANKS = str.maketrans("\u3000\u00a0", "  ", "\u200b\ufeff")
"""Chinese keyboards type a blank of their own, and texts copied from elsewhere bring some that nobody sees."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
AT_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRead:
    """`lesson` is None where there is a mistake."""

    lesson: Lesson | None
    mistakes: tuple[YizhanError, ...] = ()


def read_lesson(folder: Path, *, is_own: bool) -> LessonRead:
    """Read the lesson in `folder`; whatever lies there, nothing is raised.

    Of the station's own each picture is looked at; those of the program are as we made them.
    """
    try:
        found, mistakes = _in_folder(folder, is_own=is_own)
        if found is not None and is_own:
            mistakes = tuple(_wrong_pictures(found, folder))
    except YizhanError as error:
        return LessonRead(lesson=None, mistakes=(error,))
    except OSError:
        return unreadable(folder)
    except Exception as error:  # noqa: BLE001  the lists of work ask for the lessons: nothing here may cost one
        log.error("a lesson cannot be read: %s in %s", type(error).__name__, folder)
        return unreadable(folder)
    return LessonRead(lesson=None if mistakes else found, mistakes=mistakes)


def unreadable(folder: Path) -> LessonRead:
    """What is told of a folder that the program may not look into."""
    return LessonRead(lesson=None, mistakes=(YizhanError("lesson-folder-unreadable", file=str(folder)),))


def _in_folder(folder: Path, *, is_own: bool) -> tuple[Lesson | None, tuple[YizhanError, ...]]:
    if folder.is_symlink():
        raise YizhanError("lesson-is-link", file=str(folder))
    if not folder.is_dir():
        raise YizhanError("lesson-no-folder", file=str(folder))
    if not NAME.fullmatch(folder.name):
        raise YizhanError("lesson-name", file=folder.name)
    sheet = folder / SHEET
    if not sheet.is_symlink() and not sheet.exists():
        raise YizhanError("lesson-no-sheet", file=str(folder))
    text = _text_in(sheet)
    return lesson_said(
        _said_in(text, sheet),
        text=text,
        file=str(sheet),
        lesson_id=folder.name,
        cover=_cover_in(folder),
        folder=str(folder),
        is_own=is_own,
    )


def _text_in(sheet: Path) -> str:
    data = bytes_in(sheet, most=LARGEST_BYTES)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").translate(BLANKS)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YizhanError("lesson-not-utf8", file=str(sheet), line=line) from error


def _said_in(text: str, sheet: Path) -> Mapping[str, Any]:
    for line, words in enumerate(text.split("\n"), 1):
        if words.count(".") > MOST_DOTS_ON_A_LINE:
            raise YizhanError("lesson-not-toml", file=str(sheet), line=line)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = AT_LINE.search(str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        raise YizhanError("lesson-not-toml", file=str(sheet), line=line) from error
    except (ValueError, RecursionError) as error:
        raise YizhanError("lesson-unreadable", file=str(sheet)) from error


def _cover_in(folder: Path) -> str:
    for name in COVERS:
        if (folder / name).is_symlink() or (folder / name).exists():
            return name
    raise YizhanError("lesson-no-cover", file=str(folder))


def _wrong_pictures(lesson: Lesson, folder: Path) -> Iterator[YizhanError]:
    for name in dict.fromkeys((lesson.cover, *(page.picture for page in lesson.pages))):
        picture = folder / name
        if not picture.is_symlink() and not picture.exists():
            yield YizhanError("lesson-no-picture", file=str(picture))
            continue
        try:
            check_picture(picture)
        except YizhanError as error:
            yield error
