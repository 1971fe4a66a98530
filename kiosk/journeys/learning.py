"""Lessons: which there are, and one of them, a picture and a few sentences a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.language import Language
from kiosk.domain.lesson import Lesson
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import State, within
from kiosk.journeys.steps import Step, go, seek
from kiosk.journeys.visit import Visit


@dataclass(frozen=True, slots=True)
class Lessons(State):
    """Pictures of lessons; None until they are found. `about` is the id of a trade before whose work they are worth
    hearing, empty for all of them."""

    level: ClassVar[int] = 60

    lessons: tuple[Lesson, ...] | None = None
    first: int = 0
    about: str = ""

    @property
    def is_empty_yet(self) -> bool:
        return self.lessons is None

    def is_bare(self, language: Language) -> bool:
        return self.lessons is None or not self.offered(language)

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindLessons(),)

    def turned(self, first: int) -> Lessons:
        return replace(self, first=within(first, len(self.lessons or ())))

    def offered(self, language: Language) -> tuple[Lesson, ...]:
        """Return those that are there in `language`, what they are `about` first and alone where there is any."""
        spoken = tuple(lesson for lesson in self.lessons or () if lesson.speaks(language))
        return tuple(lesson for lesson in spoken if lesson.is_about(self.about)) or spoken


@dataclass(frozen=True, slots=True)
class OneLesson(State):
    """One lesson at the page of index `first`, read aloud."""

    level: ClassVar[int] = 61

    lesson: Lesson
    first: int = 0

    def turned(self, first: int) -> OneLesson:
        return replace(self, first=within(first, len(self.lesson.pages)))


def acted(visit: Visit, event: was.LearningHand) -> Step:
    """What the visitor's hand did to learn something. A slip on its way is waited for first."""
    if visit.waiting_for is not None:
        return visit, ()
    match event, visit.screen:
        case was.LessonsWanted(), Lessons():
            return visit, ()
        case was.LessonsWanted(about), _:
            return seek(visit, Lessons(about=about))
        case was.LessonChosen(lesson_id), Lessons(lessons=lessons):
            chosen = next((lesson for lesson in lessons or () if lesson.id == lesson_id), None)
            return (visit, ()) if chosen is None else go(visit, OneLesson(chosen), do.Announce())
        case _:
            return visit, ()


def found(visit: Visit, event: was.LessonsFound) -> Step:
    """They are taken by the screen that asked; a lesson that is being heard goes on as it was."""
    match visit.screen:
        case Lessons(lessons=before) as screen:
            first = within(screen.first, len(event.lessons))
            announce: tuple[do.Effect, ...] = (do.Announce(),) if before is None else ()
            return replace(visit, screen=replace(screen, lessons=event.lessons, first=first)), announce
        case _:
            return visit, ()
