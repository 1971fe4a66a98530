"""What is dropped goes at once: a screen, a look, and all that stands on them, with no look for cyclic garbage."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.preferences import SettingKind
from kiosk.journeys.state import State
from tests.ui.test_made_screens import journeys
from tests.ui.window import Window
from ui.screens.worker.made import SCREENS
from ui.stage import Stage


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """Rings of references stay where they are."""
    gc.collect()
    gc.disable()
    yield
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
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert left(known) == []
