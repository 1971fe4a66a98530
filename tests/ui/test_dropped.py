"""What is dropped goes at once: a screen, a look, and all that stands on them, with no look for cyclic garbage."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.preferences import SettingKind
from kiosk.journeys.state import State
from tests.ui.test_made_screens import journeys
from tests.ui.test_settings import layouts
from tests.ui.window import Window
from ui.screens.worker.made import SCREENS
from ui.stage import Stage


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """Rings of references stay where they are."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    yield
    if was_on:
        gc.enable()


def states() -> list[type[State]]:
    """Every state that has a screen."""
    known = {name: found for module in journeys() for name, found in vars(module).items()}
    return [known[name] for name in (*SCREENS, "SlipShown", "SeatShown")]


def seen(window: Window) -> Stage:
    """The stage that is on the panel."""
    (stage,) = [stage for stage in window.shell.findChildren(Stage) if not stage.isHidden()]
    return stage


Known = list[tuple[str, weakref.ref[QWidget]]]


def watched(stage: Stage) -> Known:
    """A stage and all that is on it, with their names."""
    return [
        (widget.objectName() or repr(widget), weakref.ref(widget)) for widget in (stage, *stage.findChildren(QWidget))
    ]


def delete_what_was_dropped() -> None:
    """As the event loop of a kiosk does; the events that a test has processed leave it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def layouts_at_rest(window: Window) -> int:
    """How many layouts are kept when nothing has been made or dropped for longer than a kiosk waits with either."""
    counts: list[int] = []
    for _ in range(30):
        second = time.monotonic() + 1
        window.until(lambda second=second: time.monotonic() > second)
        delete_what_was_dropped()
        counts.append(layouts())
        if len(counts) > 3 and len({*counts[-4:]}) == 1:
            return counts[-1]
    raise AssertionError(counts)


def left(known: Known) -> list[str]:
    return [name for name, kept in known if kept() is not None]


def test_no_screen_outlives_its_look(window: Window) -> None:
    host = QWidget()
    stage = window.shell.stage_like(seen(window).look, host)
    for state in states():
        stage.screen_of(state)
    window.shell.show_on(stage, window.shell.visit)
    known = watched(stage)
    assert len(known) > 500
    shiboken6.delete(stage)
    del stage
    assert left(known) == []


def test_a_look_that_a_visitor_leaves_goes_with_all_that_was_shown_in_it(window: Window) -> None:
    """Three of them lay in rings of references after 1,500 touches: 5 MB."""
    window.touch("nav-settings", "settings")
    window.touch(f"setting-{SettingKind.TEXT_SIZE}", "onesetting")
    window.touch("text-size-4")
    for name, screen in (("nav-home", "home"), ("home-trades", "trades"), ("trade-0", "postings")):
        window.touch(name, screen)
    window.touch("nav-help")
    window.touch("nav-staff")
    window.touch("notice-button")
    window.touch("nav-back", "trades")
    known = watched(seen(window))
    window.seconds(140)
    assert window.name == "home"
    delete_what_was_dropped()
    assert left(known) == []


def test_the_next_visitor_finds_the_kiosk_as_the_first_one_did(window: Window) -> None:
    """What one visitor looked at was kept for the next, 6 MB more or less of it, and after another look nothing was."""
    fresh = layouts_at_rest(window)
    look_around(window)
    window.touch(f"setting-{SettingKind.TEXT_SIZE}", "onesetting")
    window.seconds(140)
    usual = layouts_at_rest(window)  # the screens stand there by now, each with what it last showed
    assert fresh <= usual < fresh * 2
    for trade in range(4):
        window.touch("home-trades", "trades")
        window.touch(f"trade-{trade}", "postings")
        window.touch("nav-home", "home")
    assert layouts() > usual * 1.3
    window.seconds(140)
    assert layouts_at_rest(window) == pytest.approx(usual, rel=0.1)
    look_around(window)
    window.touch(f"setting-{SettingKind.TEXT_SIZE}", "onesetting")
    window.touch("text-size-4")
    window.seconds(140)
    assert layouts_at_rest(window) == pytest.approx(usual, rel=0.1)


def look_around(window: Window) -> None:
    """Touch a list, a posting, and the settings."""
    for name, screen in (("home-today", "postings"), ("posting-0", "oneposting"), ("nav-settings", "settings")):
        window.touch(name, screen)
