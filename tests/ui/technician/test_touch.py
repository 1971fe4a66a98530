"""Touch is put right at the desk: nine crosses are touched through a panel that feels a finger elsewhere than it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from kiosk.care.touch_mapping import STRAIGHT, TURNED, Matrix, Point, in_force, moved
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from tests.ui.desk.clipping import clipped
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.technician.conftest import AtMachine
from ui.screens.desk.screen import Place
from ui.screens.technician.touch_field import TouchField

ZH = Texts(Language.ZH_CN)
MIRRORED: Matrix = (-1, 0, 1, 0, 1, 0, 0, 0, 1)
SHIFTED: Matrix = (0.97, 0, 0.02, 0, 1.02, -0.01, 0, 0, 1)


class Panel:
    """A panel with a mistake: a finger that is at one place of the window is felt at another."""

    def __init__(self, window: DeskWindow, mistake: Matrix = STRAIGHT) -> None:
        self.window, self.mistake = window, mistake

    def touch(self, at: QPoint) -> None:
        self.window.tap(self._felt(at))

    def press(self, name: str) -> None:
        """Touch the middle of a button, where it is seen."""
        shown = self.window.widget(name)
        self.touch(shown.mapTo(self.window.shell, shown.rect().center()))
        self.window.settle()

    def touch_crosses(self, *, beside: int | None = None) -> None:
        for number, cross in enumerate(field(self.window).crosses):
            self.touch((cross + QPointF(0, 150 if number == beside else 0)).toPoint())

    def draw(self, *way: QPoint) -> None:
        handle, finger = self.window.shell.windowHandle(), QTest.createTouchDevice()
        for number, at in enumerate(way):
            event = QTest.touchEvent(handle, finger)
            (event.press if number == 0 else event.move)(0, self._felt(at)).commit(False)
        QTest.touchEvent(handle, finger).release(0, self._felt(way[-1])).commit(False)
        self.window.live()

    def _felt(self, at: QPoint) -> QPoint:
        """The mistake is one of the window's size here, whose corner is the screen's."""
        width, height = self.window.shell.width(), self.window.shell.height()
        x, y = moved(self.mistake, (at.x() / width, at.y() / height))
        return QPoint(round(x * width), round(y * height))


def field(window: DeskWindow) -> TouchField:
    return window.widget("touch-field", TouchField)


def saved(window: DeskWindow) -> Matrix:
    settings = tomllib.loads(window.places.settings.read_text("utf-8"))
    return tuple(settings["panel"]["touch_matrix"])


def share_on_screen(window: DeskWindow, at: QPoint) -> Point:
    screen = window.shell.screen().geometry()
    place = window.shell.mapToGlobal(at)
    return place.x() / screen.width(), place.y() / screen.height()


@pytest.fixture
def at_crosses(at_machine: AtMachine) -> Callable[..., Panel]:
    def at(mistake: Matrix = STRAIGHT, **how: object) -> Panel:
        window = at_machine(Place.MACHINE_TOUCH, **how)
        window.touch("touch-begin")
        return Panel(window, mistake)

    return at


def test_crosses_come_one_after_another_and_say_which_it_is(at_crosses: Callable[..., Panel]) -> None:
    panel = at_crosses()
    window = panel.window
    assert window.text_of("touch-words") == ZH("touch-cross", number="1", count="9")
    panel.touch(field(window).crosses[0].toPoint())
    assert window.text_of("touch-words") == ZH("touch-cross", number="2", count="9")
    assert not window.visible("touch-keep")


@pytest.mark.parametrize(
    ("mistake", "said"),
    [(MIRRORED, "touch-was-mirrored-across"), (TURNED[180], "touch-was-upside-down")],
    ids=["mirrored", "upside down"],
)
def test_a_panel_that_feels_elsewhere_is_put_right_tried_and_saved(
    at_crosses: Callable[..., Panel], mistake: Matrix, said: str
) -> None:
    panel = at_crosses(mistake)
    window = panel.window
    panel.touch_crosses()
    assert window.text_of("touch-words").splitlines() == [ZH(said), ZH("touch-try")]
    panel.press("touch-keep")
    assert not window.visible("touch-field")
    assert window.text_of("machine-touch-anew-words") == ZH("machine-set")
    assert window.text_of("touch-now") == ZH("touch-now-mapped")
    for cross in (QPoint(100, 100), QPoint(700, 300), QPoint(300, 1500)):
        felt = share_on_screen(window, panel._felt(cross))
        assert moved(saved(window), felt) == pytest.approx(share_on_screen(window, cross), abs=0.005)
    log = window.use(lambda desk: desk.logbook.latest(limit=1))
    assert log[0].action == "machine-set-touch"


def test_the_line_follows_the_finger_and_not_what_was_felt(at_crosses: Callable[..., Panel]) -> None:
    panel = at_crosses(MIRRORED)
    panel.touch_crosses()
    way = QPoint(200, 900), QPoint(300, 1000), QPoint(400, 1100)
    panel.draw(*way)
    shown = field(panel.window).grab().toImage()
    ink = QColor(panel.window.shell.look.palette.primary)
    for at in way:
        assert shown.pixelColor(at) == ink
        assert shown.pixelColor(shown.width() - at.x(), at.y()) != ink


def test_a_touch_beside_its_cross_is_asked_for_again(at_crosses: Callable[..., Panel]) -> None:
    panel = at_crosses()
    window = panel.window
    panel.touch_crosses(beside=4)
    first, second = window.text_of("touch-words").splitlines()
    assert (first, second) == (ZH("touch-once-more"), ZH("touch-cross", number="1", count="9"))
    panel.touch_crosses()
    assert window.text_of("touch-words").startswith(ZH("touch-was-straight", mm="0"))


def test_what_is_in_force_in_the_session_is_gone_on_from(
    at_crosses: Callable[..., Panel], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture is turned, and the panel was mapped before; the settings were changed since and do not count yet."""
    monkeypatch.setenv("YIZHAN_TURNED", "90")
    monkeypatch.setenv("YIZHAN_TOUCH", " ".join(map(str, in_force(90, SHIFTED))))
    panel = at_crosses()
    panel.window.places.settings.write_text("[panel]\nrotation = 90\ntouch_matrix = [2, 0, 0, 0, 2, 0, 0, 0, 1]\n")
    panel.touch_crosses()
    panel.press("touch-keep")
    assert saved(panel.window) == pytest.approx(SHIFTED, abs=0.005)


def test_once_more_begins_from_the_first_cross_and_leaving_changes_nothing(at_crosses: Callable[..., Panel]) -> None:
    panel = at_crosses(MIRRORED)
    window = panel.window
    panel.touch_crosses()
    panel.press("touch-again")
    assert window.text_of("touch-words") == ZH("touch-cross", number="1", count="9")
    panel.touch_crosses()
    panel.press("touch-leave")
    assert not window.visible("touch-field")
    assert not window.places.settings.exists()


def test_where_nobody_touches_the_desk_comes_back(at_crosses: Callable[..., Panel]) -> None:
    window = at_crosses().window
    patience = field(window).findChild(QTimer, "touch-idle")
    assert patience is not None
    assert patience.isActive()
    patience.start(0)
    window.until(lambda: not window.visible("touch-field"), "the end of patience")
    assert window.text_of("machine-touch-problem") == ZH("touch-idle")


def test_esc_and_the_lock_take_the_crosses_away(at_crosses: Callable[..., Panel]) -> None:
    window = at_crosses().window
    window.key("Esc")
    window.settle()
    assert window.place is Place.MACHINE_DEVICES
    assert not window.visible("touch-field")


def test_a_mouse_is_where_it_is_while_the_mapping_is_tried(at_crosses: Callable[..., Panel]) -> None:
    panel = at_crosses(MIRRORED)
    window = panel.window
    panel.touch_crosses()
    keep = window.widget("touch-keep")
    at = keep.mapTo(window.shell, keep.rect().center())
    QTest.mouseClick(window.shell.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    window.settle()
    assert window.places.settings.exists()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
def test_crosses_and_the_field_can_be_read_on_every_panel(
    at_crosses: Callable[..., Panel], size: object, language: Language
) -> None:
    panel = at_crosses(size=size, language=language)
    window = panel.window
    assert clipped(window) == []
    words = window.widget("touch-words").geometry()
    for cross in field(window).crosses:
        assert not words.contains(cross.toPoint())
    panel.touch_crosses(beside=0)
    assert clipped(window) == []
    panel.touch_crosses()
    assert clipped(window) == []
    shown = [window.widget(name).geometry() for name in ("touch-leave", "touch-again", "touch-keep")]
    assert not any(one.intersects(other) for one in shown for other in shown if one is not other)
    assert all(field(window).rect().contains(one) for one in shown)
