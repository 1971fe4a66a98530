"""All lessons of a station in the order in which they are offered: the program's, and in place of them its own."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.lesson import Lesson
from kiosk.errors import YizhanError
from kiosk.lessons.reading import LessonRead, read_lesson, unreadable
from kiosk.texts.catalogue import ASSETS

SHIPPED = ASSETS / "lessons"
MOST_OWN, MOST_FILES = 60, 60
"""More folders than these are not looked at, and no more files of one."""

Stamp = tuple[str, int, int, int]
"""A file's name, when it was written, when its rights or its place were changed, and its bytes."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What is there: `mistakes` are those of the folders that were left out."""

    lessons: tuple[Lesson, ...]
    mistakes: tuple[YizhanError, ...] = ()

    def lesson(self, lesson_id: str) -> Lesson | None:
        """Return the lesson with this id; None where it is gone meanwhile."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)


class LessonShelf:
    """Reads the lessons when they are first asked for, and the station's own again after somebody changed them."""

    def __init__(self, own: Path, *, shipped: Path = SHIPPED) -> None:
        self._own, self._shipped_folder = own, shipped
        self._shipped: tuple[LessonRead, ...] | None = None
        self._seen: tuple[Stamp, ...] | None = None
        self._found = Lessons(lessons=())

    def lessons(self) -> Lessons:
        """Return all lessons. What is broken is left out and told in the log, once; nothing is raised."""
        if self._shipped is None:
            self._shipped = read_in(self._shipped_folder, is_own=False)
        seen = tuple(_stamps(self._own))
        if seen != self._seen:
            self._found = together(self._shipped, read_in(self._own, is_own=True))
            self._seen = seen
            for mistake in self._found.mistakes:
                log.warning("a lesson is left out: %s %s", mistake.key, mistake.details)
        return self._found


def together(shipped: tuple[LessonRead, ...], own: tuple[LessonRead, ...]) -> Lessons:
    """Return what is right of both in their order; one of the station's own takes the place of ours of its name."""
    reads = (*shipped, *own)
    by_id = {read.lesson.id: read.lesson for read in reads if read.lesson is not None}
    return Lessons(
        lessons=tuple(sorted(by_id.values(), key=lambda lesson: (lesson.order, lesson.id))),
        mistakes=tuple(mistake for read in reads for mistake in read.mistakes),
    )


def read_in(folder: Path, *, is_own: bool) -> tuple[LessonRead, ...]:
    """Read each folder in `folder`, by name; none where it is not there. One that cannot be looked into is told of."""
    try:
        folders = _folders_in(folder)
    except FileNotFoundError:
        return ()
    except OSError:
        return (unreadable(folder),)
    reads = tuple(read_lesson(one, is_own=is_own) for one in folders[:MOST_OWN])
    if len(folders) > MOST_OWN:
        reads += (LessonRead(lesson=None, mistakes=(YizhanError("lesson-many", file=str(folder), most=MOST_OWN),)),)
    return reads


def _folders_in(folder: Path) -> list[Path]:
    """Hidden ones are an office program's or a stick's; a link to a folder is told of, not followed."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not entry.name.startswith(".") and _is_folder(entry)]
    return [folder / name for name in sorted(names)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A link that leads where nobody may look counts: it is told of as a link."""
    try:
        return entry.is_dir()
    except OSError:
        return True


def _stamps(folder: Path) -> Iterator[Stamp]:
    """Those of the folder and of what lies in it: other ones, and somebody was there."""
    folders: list[Path] = []
    with suppress(OSError):
        folders = _folders_in(folder)[: MOST_OWN + 1]
    for one in (folder, *folders):
        with suppress(OSError):
            yield _stamp(one)
            for name in sorted(os.listdir(one))[:MOST_FILES]:
                yield _stamp(one / name)


def _stamp(path: Path) -> Stamp:
    found = os.lstat(path)
    return str(path), found.st_mtime_ns, found.st_ctime_ns, found.st_size
