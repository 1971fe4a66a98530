"""What happened while somebody looks at lessons."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.lesson import Lesson


@dataclass(frozen=True, slots=True)
class LessonsWanted:
    """ "Learn" was touched; `about` is the trade before whose work somebody wants to hear, empty for all lessons."""

    about: str = ""


@dataclass(frozen=True, slots=True)
class LessonChosen:
    lesson_id: str


@dataclass(frozen=True, slots=True)
class LessonsFound:
    lessons: tuple[Lesson, ...]


LearningHand = LessonsWanted | LessonChosen
LearningAnswer = LessonsFound
