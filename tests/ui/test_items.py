"""A button under a finger, and a mistake of ours in painting it."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.theme import Panel, Theme
from ui.widgets.face import Face, Line
from ui.widgets.face_painter import FacePainter
from ui.widgets.item import BigButton
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

INSIDE, OUTSIDE = QPoint(60, 40), QPoint(260, 40)


@pytest.fixture
def button(qapp: QCoreApplication) -> BigButton:
    theme = Theme(Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476))
    window = QWidget()
    window.resize(400, 200)
    made = BigButton(Typesetter(theme, Pictures(())), "way", window, Face(lines=(Line(text="今天的活"),)))
    made.resize(200, 100)
    made.window_kept = window  # type: ignore[attr-defined]  # the window lives as long as its button
    window.show()
    qapp.processEvents()
    return made


def counted(button: BigButton) -> Callable[[], int]:
    clicks = list[None]()
    button.clicked.connect(lambda: clicks.append(None))
    return lambda: len(clicks)


def test_it_acts_once_when_the_finger_is_lifted_inside(button: BigButton) -> None:
    clicks = counted(button)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=INSIDE)
    assert button.isDown()
    assert clicks() == 0
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=INSIDE)
    assert not button.isDown()
    assert clicks() == 1


def test_it_does_nothing_when_the_finger_slid_off(button: BigButton) -> None:
    clicks = counted(button)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=INSIDE)
    QTest.mouseMove(button, OUTSIDE)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=OUTSIDE)
    assert not button.isDown()
    assert clicks() == 0


def test_it_acts_before_it_is_painted_again(button: BigButton, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[str]()
    real = FacePainter.paint

    def paint(self: FacePainter, *arguments: object, **named: object) -> None:
        seen.append("painted")
        real(self, *arguments, **named)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(FacePainter, "paint", paint)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=INSIDE)
    QCoreApplication.processEvents()
    seen.clear()
    button.clicked.connect(lambda: seen.append("acted"))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=INSIDE)
    assert seen[0] == "acted"


def test_a_mistake_in_painting_unseen_is_told_and_ends_nothing(
    button: BigButton, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[type]()
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    monkeypatch.setattr(FacePainter, "paint", lambda self: None)  # is called with more: a TypeError of C code
    button.grab()
    assert told == [TypeError]


def test_it_acts_where_it_was_touched_though_it_moved_under_the_finger(button: BigButton) -> None:
    clicks = counted(button)
    window = button.window()
    touched = button.mapTo(window, INSIDE)
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, pos=touched)
    button.move(150, 110)
    QTest.mouseMove(window.windowHandle(), touched + QPoint(1, 1))
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, pos=touched)
    assert clicks() == 1
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=INSIDE)
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, pos=touched)
    assert clicks() == 1, "the place of a touch is that of this touch, not of the last"


def test_words_below_a_picture_stand_away_from_the_border_where_there_is_room(button: BigButton) -> None:
    typesetter = button.typesetter
    padding, face = typesetter.theme.padding, Face(picture="home", lines=(Line(text="明天干到后天"),))
    needed = typesetter.place(face, QRectF(0, 0, 900, 400)).lines[0].rect.width() + 2 * padding
    for more, moved in ((100.0, padding), (5.0, 5.0), (1.0, 1.0)):
        area = QRectF(0, 0, needed + more, 400)
        placed = typesetter.place(face, area)
        assert placed.picture_rect is not None
        assert placed.picture_rect.center().x() == pytest.approx(area.center().x())
        assert placed.lines[0].rect.left() == pytest.approx(padding + moved)
