"""The kiosk when nobody is there: a loop without words, Home in the dark at night, and awake at the first touch."""

from __future__ import annotations

import resource
import sys
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.care.idling import DARK_AFTER_S, IN_USE, LOOP_AFTER_S, MOST_SHIFT_PX, PICTURE_S, SHIFT_EVERY_S, Idling
from kiosk.care.memory import give_back
from kiosk.domain.preferences import TextSize
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import Home
from tests.ui.conftest import OpenWindow
from tests.ui.test_sign_in import scan
from tests.ui.window import MORNING, PANEL_PX, Window
from ui.app import PICTURE_FOLDERS
from ui.desk_door import Corner
from ui.idle import LONGEST_SAYING_S, LOOP, Idle, IdleLayer
from ui.screens.frame import Talking
from ui.theme import Panel, Theme
from ui.widgets.item import Item
from ui.widgets.pictures import Pictures

NIGHT = MORNING.replace(hour=23)
DIMMED_TO = 0.15
"""Share of the light that is left at most."""
HALF_AN_HOUR_S = 1800
GROWTH_KB = 3000
"""Allocators take some of the memory of a drawing for good; 720 pictures of 1 MB would be 700 MB."""


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A kiosk that has found out that it has no loudspeaker."""
    window = open_window()
    window.until(lambda: "no-sound" in window.names(), "the sign that there is no sound")
    return window


def idle_of(window: Window) -> Idle:
    assert window.kiosk.idle is not None
    return window.kiosk.idle


def layer_of(window: Window) -> IdleLayer:
    layer = window.shell.findChild(IdleLayer)
    assert isinstance(layer, IdleLayer)
    return layer


def leave(window: Window, *, for_s: float) -> Idling:
    """Let nobody be there for so long, and let the kiosk look."""
    window.watch.now_s += for_s
    idle_of(window).look()
    window.live()
    return idle_of(window).shown


def picture_of(window: Window) -> QImage:
    image = QImage(window.shell.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(255, 0, 255))
    window.shell.render(image)
    return image


def pixels(image: QImage) -> np.ndarray:
    shape = image.height(), image.width(), 4
    return np.frombuffer(image.constBits(), np.uint8).reshape(shape)[..., :3].astype(float) / 255


def luminance(image: QImage) -> float:
    """The mean of all that the panel shines with, 0 to 1 (WCAG 2.2)."""
    values = pixels(image)
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return float((linear @ [0.0722, 0.7152, 0.2126]).mean())


def test_after_a_minute_the_loop_lies_over_home_and_one_touch_shows_home_and_has_it_read_aloud(window: Window) -> None:
    window.touch("home-today", "postings")
    window.touch("nav-home", "home")
    effects: list[object] = []
    window.shell.effect_wanted.connect(effects.append)
    assert leave(window, for_s=LOOP_AFTER_S - 1) == IN_USE
    assert leave(window, for_s=1).picture == 0
    assert layer_of(window).isVisible()
    window.tap(window.middle("home-today"), after_s=0)
    assert not layer_of(window).isVisible()
    assert window.shell.visit.screen == Home(), "the touch hits nothing that it could not see"
    assert do.Announce() in effects
    window.touch("home-today", "postings")


def test_a_trembling_finger_does_not_hit_what_the_loop_covered(window: Window) -> None:
    leave(window, for_s=LOOP_AFTER_S)
    at = window.middle("home-today")
    window.tap(at, after_s=0)
    window.tap(at, after_s=0.2)
    assert window.shell.visit.screen == Home()


def test_the_loop_is_silent_and_shows_one_picture_after_the_other(window: Window) -> None:
    effects: list[object] = []
    window.shell.effect_wanted.connect(effects.append)
    seen = [leave(window, for_s=LOOP_AFTER_S).picture]
    shown = [pixels(picture_of(window))]
    for _ in LOOP[1:]:
        seen.append(leave(window, for_s=PICTURE_S).picture)
        shown.append(pixels(picture_of(window)))
    assert seen == list(range(len(LOOP)))
    assert effects == []
    for one, other in zip(shown, shown[1:] + shown[:1], strict=True):
        assert float(np.abs(one - other).mean()) > 0.02, "each is told from the next from afar"


def test_whoever_stands_there_is_not_disturbed(window: Window) -> None:
    window.to_posting()
    assert leave(window, for_s=LOOP_AFTER_S * 10) == IN_USE, "somebody reads"
    window.touch("nav-home", "home")
    window.shell.set_sound_available(True)
    window.shell.show_talking(Talking.SPEAKING)
    assert leave(window, for_s=LOOP_AFTER_S * 2) == IN_USE, "somebody listens"
    window.shell.show_talking(Talking.SILENT)
    assert leave(window, for_s=LOOP_AFTER_S - 1) == IN_USE, "a minute from the last word on"
    window.tap(QPoint(2, PANEL_PX.height() - 2), after_s=0)
    assert leave(window, for_s=LOOP_AFTER_S - 1) == IN_USE, "a touch beside everything is a touch, too"
    assert leave(window, for_s=1).picture == 0


def test_a_voice_that_hangs_or_that_nobody_hears_does_not_keep_the_loop_away(window: Window) -> None:
    window.shell.show_talking(Talking.SPEAKING)
    assert leave(window, for_s=LOOP_AFTER_S).picture == 0, "there is no sound device"
    idle_of(window).wake()
    window.shell.set_sound_available(True)
    assert leave(window, for_s=LOOP_AFTER_S) == IN_USE
    assert leave(window, for_s=LONGEST_SAYING_S - LOOP_AFTER_S - 1) == IN_USE
    assert leave(window, for_s=LOOP_AFTER_S + 1).picture is not None


def test_a_notice_and_what_happens_by_itself_come_through(window: Window) -> None:
    leave(window, for_s=LOOP_AFTER_S)
    window.shell.happen(was.SomethingBroke())
    assert idle_of(window).shown == IN_USE
    assert window.name == "notice-one-moment"
    assert leave(window, for_s=LOOP_AFTER_S * 2) == IN_USE


@pytest.mark.parametrize("was_used", [False, True], ids=["first key", "keys were used before"])
def test_a_key_of_the_pad_does_what_a_touch_does(window: Window, was_used: bool) -> None:
    if was_used:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
            window.watch.now_s += 1
            QTest.keyClick(window.shell.windowHandle(), key)
    leave(window, for_s=LOOP_AFTER_S)
    assert layer_of(window) is topmost(window, under=Corner)
    QTest.keyClick(window.shell.windowHandle(), Qt.Key.Key_Return)
    assert idle_of(window).shown == IN_USE
    assert window.shell.visit.screen == Home(), "nobody chose what could not be seen"
    assert window.kiosk.key_pad.focused is None
    window.watch.now_s += 1
    QTest.keyClick(window.shell.windowHandle(), Qt.Key.Key_Down)
    assert window.kiosk.key_pad.focused is not None


def topmost(window: Window, *, under: type[QWidget]) -> QWidget:
    """What lies above all else over the kiosk, but for `under`."""
    visible = [one for one in window.shell.children() if isinstance(one, QWidget) and one.isVisible()]
    assert isinstance(visible[-1], under)
    return visible[-2]


def test_a_card_that_is_scanned_is_taken_in_the_loop_as_anywhere(window: Window) -> None:
    leave(window, for_s=LOOP_AFTER_S)
    scan(window, "nobody-has-this-card")
    window.until(lambda: window.name == "notice-not-known", "the answer to the card")
    assert not layer_of(window).isVisible()


def test_the_staff_s_corner_lies_above_the_loop_and_above_every_look(window: Window) -> None:
    at = QPoint(PANEL_PX.width() - 5, 5)
    leave(window, for_s=LOOP_AFTER_S)
    assert isinstance(window.shell.childAt(at), Corner)
    idle_of(window).wake()
    larger = replace(window.shell.visit.preferences, text_size=TextSize.LARGER)
    window.shell.happen(was.PreferencesChosen(larger))
    assert isinstance(window.shell.childAt(at), Corner)
    window.shell.happen(was.StaffCame())
    assert isinstance(window.shell.childAt(at), Corner)
    leave(window, for_s=LOOP_AFTER_S)
    assert isinstance(window.shell.childAt(at), Corner)


def test_nothing_is_shown_over_the_desk_or_under_it(window: Window) -> None:
    window.kiosk.desk_door.program = (sys.executable, "-c", "import time; time.sleep(60)")
    leave(window, for_s=LOOP_AFTER_S)
    window.kiosk.desk_door.open()
    assert idle_of(window).shown == IN_USE
    assert leave(window, for_s=LOOP_AFTER_S * 10) == IN_USE
    window.kiosk.desk_door.close()


def test_at_night_home_goes_dark_and_a_touch_makes_it_bright_at_once(window: Window) -> None:
    bright = luminance(picture_of(window))
    window.clock.moment = NIGHT
    assert leave(window, for_s=DARK_AFTER_S - 1).picture is not None
    assert leave(window, for_s=1).is_dark
    dark = luminance(picture_of(window))
    print(f"luminance {bright:.3f}, dimmed {dark:.3f}")
    assert dark < bright * DIMMED_TO
    window.tap(window.middle("home-today"), after_s=0)
    assert luminance(picture_of(window)) == pytest.approx(bright, abs=0.05), "the spoken item is marked"
    assert window.shell.visit.screen == Home()


@pytest.mark.parametrize(
    "wrong",
    [datetime(1970, 1, 1, 0, 0).astimezone(), datetime(1970, 1, 1, 23, 0).astimezone(), MORNING - timedelta(days=9000)],
)
def test_a_clock_that_is_wrong_keeps_nobody_in_the_dark(window: Window, wrong: datetime) -> None:
    window.clock.moment = NIGHT
    assert leave(window, for_s=DARK_AFTER_S).is_dark
    window.clock.moment = wrong
    assert not leave(window, for_s=1).is_dark
    window.clock.moment = NIGHT - timedelta(days=1)
    assert leave(window, for_s=1).is_dark
    window.tap(window.middle("home-today"), after_s=0)
    assert leave(window, for_s=LOOP_AFTER_S - 1) == IN_USE
    window.touch("home-today", "postings")


def test_all_of_home_moves_by_a_few_pixels_with_what_is_touched_and_nothing_is_cut_off(window: Window) -> None:
    window.clock.moment = NIGHT
    shell = window.shell
    at_their_place = {item.objectName(): rect_of(window, item) for item in shell.visible_items()}
    seen: set[tuple[int, int]] = set()
    for _ in range(16 * 16):
        shown = leave(window, for_s=SHIFT_EVERY_S if seen else DARK_AFTER_S)
        if shown.shift_px in seen:
            continue
        seen.add(shown.shift_px)
        right, down = shown.shift_px
        moved = {item.objectName(): rect_of(window, item) for item in shell.visible_items()}
        assert moved == {name: rect.translated(right, down) for name, rect in at_their_place.items()}
        assert all(shell.rect().contains(rect) for rect in moved.values())
        image = picture_of(window)
        corners = {image.pixelColor(x, y).name() for x in (0, image.width() - 1) for y in (0, image.height() - 1)}
        assert len(corners) == 1, "the edge that is left free has the ground's colour"
    assert max(abs(px) for place in seen for px in place) == MOST_SHIFT_PX
    window.tap(window.middle("home-today"), after_s=0)
    assert {item.objectName(): rect_of(window, item) for item in shell.visible_items()} == at_their_place


def rect_of(window: Window, item: Item) -> QRect:
    return QRect(item.mapTo(window.shell, QPoint(0, 0)), item.size())


@pytest.mark.parametrize(
    "panel",
    [
        Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476),
        Panel(width_px=1920, height_px=1080, width_mm=476, height_mm=268),
        Panel(width_px=1280, height_px=800, width_mm=217, height_mm=136),
        Panel(width_px=1024, height_px=768, width_mm=204, height_mm=153),
    ],
    ids=lambda panel: f"{panel.width_px}x{panel.height_px}",
)
def test_the_picture_is_large_and_whole_on_every_panel_wherever_it_has_moved(qapp: QApplication, panel: Panel) -> None:
    ground = QWidget()
    ground.resize(panel.width_px, panel.height_px)
    layer = IdleLayer(Theme(panel), Pictures(PICTURE_FOLDERS), ground)
    for side in (MOST_SHIFT_PX, -MOST_SHIFT_PX):
        layer.show_idling(Idling(picture=0, shift_px=(side, side)))
        picture, sign = layer.areas()
        for area in (picture, sign):
            assert layer.rect().contains(area.toAlignedRect())
        assert not picture.intersects(sign)
        assert picture.width() >= min(panel.width_px, panel.height_px) * 0.9
    ground.deleteLater()


def test_half_an_hour_of_the_loop_takes_no_more_memory(window: Window) -> None:
    def picture_after_picture(count: int) -> int:
        for _ in range(count):
            leave(window, for_s=PICTURE_S)
            picture_of(window)
        give_back()
        return resident_kb()

    before = picture_after_picture(int(LOOP_AFTER_S / PICTURE_S) + 4 * len(LOOP))
    after = picture_after_picture(int(HALF_AN_HOUR_S / PICTURE_S))
    print(f"resident {before} kB, half an hour later {after} kB")
    assert after - before < GROWTH_KB


def resident_kb() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024
