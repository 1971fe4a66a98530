"""The first slip of the day was rehearsed: drawn before anybody asked, seen by nobody, held by nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from kiosk.domain.listing import Today
from kiosk.domain.preferences import SettingKind
from kiosk.domain.slip import slip_number
from kiosk.errors import UnknownThing
from kiosk.journeys import events as was
from kiosk.journeys.states import SignInPictures, SlipShown
from kiosk.services import OpenStation
from tests.ui.conftest import OpenWindow
from tests.ui.window import MORNING, Window
from ui.screens.worker.slip import SlipScreen
from ui.slip_pages import ComposedSlips


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a slip was kept for the screen, drawn for it, and forgotten."""
    counted: Counter[str] = Counter()

    def watch(name: str) -> None:
        real: Callable[..., Any] = getattr(ComposedSlips, name)

        def counting(self: ComposedSlips, *arguments: Any, **named: Any) -> Any:
            counted[name] += 1
            return real(self, *arguments, **named)

        monkeypatch.setattr(ComposedSlips, name, counting)

    for name in ("keep", "draw", "forget"):
        watch(name)
    return counted


def held(staff: OpenStation) -> int:
    """How many slots are held at the station."""
    return sum(staff.slips.held_count(posting.id) for posting in staff.find(Today()))


def slip_screens(window: Window) -> list[SlipScreen]:
    window.live()
    return [screen for screen in window.shell.findChildren(SlipScreen) if screen.isVisible()]


def test_a_slip_is_drawn_before_the_first_visitor_comes_and_nothing_of_it_stays(
    open_window: OpenWindow, done: Counter[str], staff: OpenStation
) -> None:
    window = open_window()
    window.until(lambda: done["forget"] == 1, "the rehearsal")
    assert done == {"keep": 1, "draw": 1, "forget": 1}
    assert window.name == "home"
    assert slip_screens(window) == []
    assert held(staff) == 0
    with pytest.raises(UnknownThing):
        staff.slips.find(slip_number(prefix=staff.station.prefix, day=MORNING.date(), running=0))


def test_a_visitor_who_comes_in_the_middle_of_it_gets_a_slip_of_their_own(
    open_window: OpenWindow, done: Counter[str], staff: OpenStation
) -> None:
    window = open_window()
    window.until(lambda: done["keep"] == 1)
    shown = window.to_slip()
    window.until(lambda: all(item.is_drawn for item in window.shell.visible_items()))
    assert shown.slip.number in {phrase.text for phrase in window.shell.phrases()}
    assert held(staff) == 1
    window.touch("slip-done", "home")
    assert slip_screens(window) == []


def test_staff_who_come_in_the_middle_of_it_end_it(open_window: OpenWindow, done: Counter[str]) -> None:
    window = open_window()
    window.until(lambda: done["keep"] == 1)
    window.shell.happen(was.StaffCame())
    window.settle()
    assert window.name == "home"
    assert slip_screens(window) == []


def test_while_somebody_is_there_nothing_is_laid_out_unseen(window: Window, staff: OpenStation) -> None:
    window.touch("home-today", "postings")
    made = staff.rehearsal()
    assert made is not None
    screens, ended = window.shell.findChildren(SlipScreen), []
    window.shell.rehearse(SlipShown(*made), then=lambda: ended.append(True))
    window.until(lambda: ended == [True])
    assert window.name == "postings"
    assert window.shell.findChildren(SlipScreen) == screens


def test_the_number_of_a_rehearsal_is_never_issued(staff: OpenStation) -> None:
    made = staff.rehearsal()
    assert made is not None
    slip, posting = made
    assert slip.posting_id == posting.id
    assert slip.number.split("-")[2] == "000"


def test_a_rehearsal_that_began_amid_a_visit_does_not_go_on_after_it(window: Window, staff: OpenStation) -> None:
    window.touch("home-today", "postings")
    made = staff.rehearsal()
    assert made is not None
    ended = list[bool]()
    window.shell.rehearse(SlipShown(*made), then=lambda: ended.append(True))
    window.shell.happen(was.WentHome())
    window.until(lambda: ended == [True])
    assert slip_screens(window) == []


def test_screens_of_a_visitor_may_be_dropped_while_they_are_made_ready(window: Window) -> None:
    ended: list[bool] = []
    window.shell.rehearse(SignInPictures(), then=lambda: ended.append(True))
    for _ in range(100):  # the work is done in turns; the screens go between any two of them
        QApplication.processEvents()
        window.shell.forget()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.until(lambda: ended == [True], "the end")


class Painted(QObject):
    """The names of what is painted, seen or unseen."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  overrides Qt
        if event.type() is QEvent.Type.Paint:
            self.names.add(watched.objectName())
        return False


def test_the_trades_and_the_map_are_drawn_anew_when_a_visitor_with_another_look_has_gone(window: Window) -> None:
    window.touch("nav-settings", "settings")
    window.touch(f"setting-{SettingKind.TEXT_SIZE}", "onesetting")
    window.touch("text-size-4")
    window.seconds(140)
    assert window.name == "home"
    painted = Painted()
    QApplication.instance().installEventFilter(painted)
    window.until(lambda: {"trade-0", "near-all"} <= painted.names, "the rehearsal")
    assert window.name == "home"
