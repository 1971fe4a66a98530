"""What a finger does where something moves below it, and what the desk does so that nothing has to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Unexpected
from tests.ui.desk.window import DeskWindow
from ui.desk.frame import NewsBar
from ui.desk_finger import TOUCHES, DeskFinger, Lost
from ui.screens.desk.screen import News

AWAY_PX, STAYS_MS = 300, 60


class Restless(QPushButton):
    """A button that goes elsewhere when it is pressed, so often as it is told."""

    def __init__(self, parent: QWidget, *, times: int) -> None:
        super().__init__("restless", parent)
        self.setObjectName("restless")
        self.setGeometry(400, 300, 120, 80)
        self._left, self.clicks = times, 0
        self.pressed.connect(self._go_away)
        self.clicked.connect(self._count)
        self.show()
        self.raise_()

    def _go_away(self) -> None:
        if self._left:
            self._left -= 1
            self.move(self.pos() + QPoint(0, AWAY_PX if self.y() < AWAY_PX * 2 else -AWAY_PX))

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def finger(desk_window: DeskWindow) -> DeskFinger:
    return DeskFinger(desk_window.shell)


def test_a_button_that_slipped_from_under_the_finger_is_touched_again_and_told_of(
    finger: DeskFinger, unexpected: Unexpected
) -> None:
    button = Restless(finger.shell, times=1)
    finger.touch("restless")
    assert (button.clicks, finger.events) == (1, 2)
    unexpected.expect("restless did not answer")


def test_a_button_that_never_answers_is_lost(finger: DeskFinger, unexpected: Unexpected) -> None:
    button = Restless(finger.shell, times=TOUCHES)
    with pytest.raises(Lost, match="restless did not answer"):
        finger.touch("restless")
    assert button.clicks == 0
    unexpected.expect("restless did not answer")


@pytest.fixture
def window(desk_window: DeskWindow, qtbot: QtBot) -> QWidget:
    """A window with a button that fills it above the news."""
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    column.addWidget(QPushButton("here", whole), 1)
    column.addWidget(NewsBar(desk_window.shell.look, whole, stays_ms=STAYS_MS))
    whole.resize(1280, 800)
    whole.show()
    return whole


def test_news_stay_while_a_finger_is_down_and_go_when_it_is_lifted(window: QWidget, qtbot: QtBot) -> None:
    bar, at = window.findChild(NewsBar), QPoint(200, 100)
    assert isinstance(bar, NewsBar)
    bar.show_news(News(text="6"))
    touched = QTest.createTouchDevice()
    QTest.touchEvent(window.windowHandle(), touched).press(0, at)
    QTest.qWait(STAYS_MS * 4)
    stayed = bar.isVisible()
    QTest.touchEvent(window.windowHandle(), touched).release(0, at)
    assert stayed
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=60_000)
