"""Carries out the sign-in by three pictures at the arrivals: asks the desk, and leads from question to question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.domain.arrival import Arrived
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.sign_in import AskMore, More, NotFound, SignedIn
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from ui.screens.desk.arrival_pictures import PicturesPage
from ui.screens.desk.arrival_words import DayList
from ui.screens.desk.screen import DeskScreen

Answer = tuple[Done[SignedIn] | AskMore | NotFound, tuple[Arrived, ...]]


class ByPictures(QObject):
    """Asks for `page` through `screen`; `signed_in` is told who was found, with today's list."""

    def __init__(
        self, screen: DeskScreen, page: PicturesPage, *, today: Callable[[], DayList], signed_in: Callable[[Any], None]
    ) -> None:
        super().__init__(screen)
        self._screen, self._page, self._today, self._signed_in = screen, page, today, signed_in
        self._several: tuple[str, ...] = ()
        page.wanted.connect(self._try)
        page.names_wanted.connect(self._show_people)

    def _try(self, three: tuple[SignInPicture, ...], animal: Zodiac | None) -> None:
        def question(desk: Desk) -> Answer:
            return desk.arrivals.sign_in_by_pictures(three, animal), desk.arrivals.today()

        self._screen.ask(question, self._answered)

    def _answered(self, answer: Answer) -> None:
        match answer[0]:
            case AskMore(further=further, person_ids=several):
                self._several = several
                if further is More.ZODIAC:
                    self._page.ask_animal()
                else:
                    self._show_people()
            case NotFound():
                self._page.say_nobody()
            case _:
                self._signed_in(answer)

    def _show_people(self) -> None:
        several = self._several

        def question(desk: Desk) -> tuple[PersonSummary, ...]:
            found = (desk.people.page(each).summary for each in several)
            return tuple(each for each in found if each is not None)

        self._screen.ask(question, lambda people: self._page.show_people(people, self._today()))
