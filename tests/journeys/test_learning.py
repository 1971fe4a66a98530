"""Lessons on the path: found, chosen by picture, turned page by page, and left as any other screen."""

from __future__ import annotations

from kiosk.domain.language import Language
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.learning import Lessons, OneLesson
from kiosk.journeys.state import Home
from kiosk.journeys.states import OnePosting
from kiosk.journeys.visit import NoticeKind
from tests.journeys.walking import Walk, lesson

HEAT, LIFTING = lesson("heat", trades=("planting",)), lesson("lifting", trades=("cook",))
CHINESE = lesson("pond", languages=(Language.ZH_CN,))
FOUND = was.LessonsFound((HEAT, LIFTING, CHINESE))


def test_lessons_are_read_aloud_when_they_have_been_found(walk: Walk) -> None:
    walk(was.LessonsWanted())
    assert walk.asked_for(do.FindLessons)
    assert not walk.asked_for(do.Announce)
    assert walk.screen.is_empty_yet
    walk(FOUND)
    assert walk.screen == Lessons(FOUND.lessons)
    assert walk.asked_for(do.Announce)
    walk(FOUND)
    assert not walk.asked_for(do.Announce)


def test_a_lesson_is_heard_page_by_page(walk: Walk) -> None:
    walk(was.LessonsWanted(), FOUND, was.LessonChosen("lifting"))
    assert walk.screen == OneLesson(LIFTING)
    assert walk.asked_for(do.Announce)
    walk(was.TurnedTo(1))
    assert walk.screen == OneLesson(LIFTING, first=1)
    assert walk.asked == (do.StopTalking(), do.Announce())
    for beyond, page in ((9, 2), (-1, 0)):
        walk(was.TurnedTo(beyond))
        assert walk.screen == OneLesson(LIFTING, first=page)


def test_back_leads_to_the_lessons_and_home(walk: Walk) -> None:
    walk(was.LessonsWanted(), FOUND, was.LessonChosen("heat"), was.WentBack())
    assert isinstance(walk.screen, Lessons)
    assert walk.asked_for(do.FindLessons)
    walk(was.WentBack())
    assert walk.screen == Home()


def test_what_is_not_there_cannot_be_chosen(walk: Walk) -> None:
    walk(was.LessonChosen("heat"))
    assert walk.screen == Home()
    walk(was.LessonsWanted(), was.LessonChosen("heat"), FOUND, was.LessonChosen("gone"))
    assert isinstance(walk.screen, Lessons)
    walk(was.LessonsWanted("cook"))
    assert walk.screen == Lessons(FOUND.lessons)


def test_lessons_found_too_late_change_nothing(walk: Walk) -> None:
    walk(was.LessonsWanted(), was.WentHome(), FOUND)
    assert walk.screen == Home()


def test_a_lesson_goes_on_when_lessons_change(walk: Walk) -> None:
    walk(was.LessonsWanted(), FOUND, was.LessonChosen("heat"), was.TurnedTo(2), was.LessonsFound(()))
    assert walk.screen == OneLesson(HEAT, first=2)


def test_where_they_cannot_be_read_it_is_said(walk: Walk) -> None:
    walk(was.LessonsWanted(), was.LookupFailed())
    assert (walk.screen, walk.visit.notice) == (Home(), NoticeKind.NOT_READ)


def test_only_those_in_the_visitor_s_language_are_offered() -> None:
    screen = Lessons(FOUND.lessons)
    assert screen.offered(Language.ZH_CN) == FOUND.lessons
    assert screen.offered(Language.EN) == (HEAT, LIFTING)


def test_before_the_work_those_of_its_trade_are_offered(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.LessonsWanted("cook"), FOUND)
    assert isinstance(walk.screen, Lessons)
    assert walk.screen.offered(Language.ZH_CN) == (LIFTING,)
    assert Lessons(FOUND.lessons, about="guard").offered(Language.ZH_CN) == FOUND.lessons
    walk(was.WentBack())
    assert isinstance(walk.screen, OnePosting)


def test_a_slip_on_its_way_is_waited_for_first(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.LessonsWanted())
    assert isinstance(walk.screen, OnePosting)
