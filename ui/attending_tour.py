"""The part of the tour that leads through classes and notices, with what staff do meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Protocol

from kiosk.desk.desk import Desk
from kiosk.domain.notice import NewNotice
from kiosk.domain.training import NewClass, TrainingClass
from kiosk.journeys import events as was
from kiosk.journeys.attending_states import OneClass, SeatShown
from kiosk.journeys.states import Printing
from kiosk.texts.catalogue import Texts
from ui.shell import Shell

LONG_NOTICE = 12
"""Sentences: more than one page of a small panel."""


class Walking(Protocol):
    """The hand of a tour."""

    def home(self) -> None:
        """Touch Home."""
        ...

    def touch(self, name: str, *, until: str | None = None) -> None:
        """Touch an item, and wait for a screen."""
        ...

    def picture(self, name: str) -> None:
        """Save a picture of the window, and measure it."""
        ...

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Let the window live until it is so."""
        ...


class AttendingTour:
    """Pictures each screen of classes and notices; `desk` is a clerk's, who plans and tells."""

    def __init__(self, tour: Walking, shell: Shell, desk: Desk) -> None:
        self._tour, self._shell, self._desk = tour, shell, desk
        self._texts = Texts(shell.visit.language)

    def walk(self) -> None:
        """Begin and end at Home."""
        self._seeing_nothing()
        self._taking_a_seat()
        self._finding_it_full()
        self._reading_a_notice()
        self._tour.home()

    def _to(self, name: str) -> None:
        """Go to a part of the kiosk from Home, behind "more" where it is there."""
        self._tour.home()
        item = f"home-{name}"
        if item not in {each.objectName() for each in self._shell.visible_items()}:
            self._tour.touch("home-more", until="more")
            item = f"more-{name}"
        self._tour.touch(item, until=name)

    def _seeing_nothing(self) -> None:
        for name in ("classes", "notices"):
            self._to(name)
            self._tour.picture(f"no-{name}")
        self._tour.home()
        self._shell.come(was.MoreWanted())
        self._tour.wait(lambda: self._shell.screen_name == "more", "what else there is")
        self._tour.picture("more")

    def _taking_a_seat(self) -> None:
        self._held = self._plan(days=1)
        self._to("classes")
        self._tour.picture("classes")
        self._tour.touch("class-0", until="oneclass")
        self._tour.picture("class")
        before = self._class().seats_left
        self._tour.touch("class-want", until="seatshown")
        self._tour.wait(lambda: self._seat().printing is not Printing.UNDER_WAY, "the printer's answer")
        self._tour.picture("seat")
        self._tour.touch("nav-back", until="oneclass")
        self._tour.wait(lambda: self._class().seats_left < before, "the seats that are left now")
        self._tour.picture("class-with-seat")
        self._tour.touch("class-want", until="seatshown")
        self._tour.touch("slip-give-back", until="notice-seat-given-back")
        self._tour.picture("notice-seat-given-back")
        self._tour.touch("notice-button", until="oneclass")

    def _finding_it_full(self) -> None:
        for number in range(self._held.seats):
            self._desk.seats.take(self._held.id, wish_id=f"tour {number}")
        self._tour.wait(lambda: self._is_there("class-full"), "the class to be full")
        self._tour.picture("class-full")
        self._plan(days=8)
        self._tour.wait(lambda: self._is_there("class-instead"), "the next date")
        self._tour.picture("class-full-instead")
        self._tour.touch("class-instead", until="oneclass")
        self._tour.wait(lambda: self._is_there("class-want"), "a class with seats")
        self._shell.happen(was.SeatWanted("tour"))
        self._shell.happen(was.SeatRefused("tour"))
        self._tour.picture("notice-class-full")
        self._to("classes")
        self._tour.touch("class-0", until="oneclass")
        self._desk.training.cancel(self._held.id, self._texts("class-some"))
        self._tour.wait(lambda: self._shell.screen_name == "notice-class-gone", "the cancelled class to vanish")
        self._tour.picture("notice-class-gone")

    def _reading_a_notice(self) -> None:
        today = self._desk.room.today
        long = " ".join([self._texts("class-full-ask")] * LONG_NOTICE)
        told = ((self._texts("class-some"), self._texts("seat-bring")), (self._texts("seat-title"), long))
        for days, (title, words) in enumerate(told):
            last = today + timedelta(days=days)
            new = NewNotice(title=title[:30], words=words[:500], first_day=today, last_day=last)
            notice = self._desk.notices.save(new).value.notice
        self._to("notices")
        self._tour.picture("notices")
        self._tour.touch("message-0", until="onenotice")
        self._tour.picture("notice-read")
        self._tour.touch("nav-back", until="notices")
        if not self._is_there("message-1"):
            self._tour.touch("page-next")
        self._tour.touch("message-1" if self._is_there("message-1") else "message-0", until="onenotice")
        self._tour.picture("notice-read-long")
        self._desk.notices.withdraw(notice.id)
        self._tour.wait(lambda: self._shell.screen_name == "notice-message-gone", "the notice to vanish")
        self._tour.picture("notice-message-gone")

    def _plan(self, *, days: int) -> TrainingClass:
        new = NewClass(
            title=self._texts("trade-mason"),
            day=self._desk.room.today + timedelta(days=days),
            starts=time(9),
            ends=time(11, 30),
            place=self._desk.room.station.name,
            seats=2,
            trade="mason",
            teacher="李师傅",
            note=self._texts("seat-bring"),
        )
        return self._desk.training.plan(new).value

    def _class(self) -> TrainingClass:
        screen = self._shell.visit.screen
        assert isinstance(screen, OneClass)
        return screen.held

    def _seat(self) -> SeatShown:
        screen = self._shell.visit.screen
        assert isinstance(screen, SeatShown)
        return screen

    def _is_there(self, name: str) -> bool:
        return any(item.objectName() == name for item in self._shell.visible_items())
