"""`yizhan-kiosk lessons`: the lessons of the station, and what is wrong with one that somebody made."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.care.places import places
from kiosk.cli import EXIT_OK, EXIT_REFUSED
from kiosk.domain.lesson import Lesson
from kiosk.errors import UnreadableFile, YizhanError
from kiosk.lessons.reading import SHEET, read_lesson
from kiosk.lessons.shelf import SHIPPED, read_in, together
from kiosk.texts.catalogue import Texts

HELP = "list the lessons of the station, or say what is wrong with one that you made"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Those that are shown, or a folder that is not yet in its place."""
    words = "look at the lesson in this folder, or at each lesson in it, and say in plain words what is wrong"
    parser.add_argument("--check", type=Path, metavar="FOLDER", help=words)


def run(arguments: argparse.Namespace) -> int:
    """Print the lessons, and 1 where one has a mistake; the files stay as they are."""
    texts = Texts(arguments.lang)
    if arguments.check is not None:
        return _check(arguments.check, texts)
    own = places(arguments.data).lessons
    found = together(read_in(SHIPPED, is_own=False), read_in(own, is_own=True))
    for lesson in found.lessons:
        print(_line(lesson, texts))
    _tell(found.mistakes, texts)
    return EXIT_REFUSED if found.mistakes else EXIT_OK


def _check(folder: Path, texts: Texts) -> int:
    """A folder that holds lessons is one that is no lesson itself. Raises `UnreadableFile` where there is none."""
    folder = folder.absolute()
    if not folder.is_dir():
        raise UnreadableFile("lesson-no-folder", file=str(folder))
    inner = () if (folder / SHEET).exists() else read_in(folder, is_own=True)
    reads = inner or (read_lesson(folder, is_own=True),)
    for read in reads:
        if read.lesson is not None:
            print(texts("lessons-well", lesson=read.lesson.id, pages=len(read.lesson.pages)))
        _tell(read.mistakes, texts)
    return EXIT_REFUSED if any(read.mistakes for read in reads) else EXIT_OK


def _tell(mistakes: tuple[YizhanError, ...], texts: Texts) -> None:
    for mistake in mistakes:
        print(texts(mistake.key, **mistake.details))


def _line(lesson: Lesson, texts: Texts) -> str:
    key = "lessons-line-own" if lesson.is_own else "lessons-line"
    title = lesson.title.get(texts.language) or next(iter(lesson.title.values()))
    return texts(key, order=lesson.order, lesson=lesson.id, title=title, pages=len(lesson.pages))
