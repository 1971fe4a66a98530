"""The board in the hall: who is called is seen from afar and spoken, each call once; names never."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.arrival import Board, Called
from kiosk.domain.called_number import CalledNumber
from kiosk.domain.language import Language
from kiosk.domain.person import Consent
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation
from kiosk.texts.catalogue import ASSETS, Texts
from tests.ui.conftest import Unexpected
from tests.ui.window import MORNING, PATIENCE_S
from ui.board.app import BoardApp, BoardSetting
from ui.board.calls import Calls
from ui.board.window import BoardWindow
from ui.measure import measured
from ui.sound.speaker import Phrase
from ui.theme import PALETTES, Panel, Theme
from ui.widgets.pictures import Pictures

PANELS = {"wide": (1920, 1080, 476, 268), "upright": (1080, 1920, 268, 476), "television": (1920, 1080, 708, 398),
          "small": (1280, 800, 217, 136)}  # fmt: skip
FROM_EIGHT_METRES_MM = 37
"""ISO 9241-303: 16 minutes of arc at least, which 8 m away are 37 mm."""


class Loudspeaker(QObject):
    """A voice that says at once what a test lets it say; `heard` is what people in the hall heard."""

    finished = Signal()
    sound_available = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.is_available = True
        self.heard: list[str] = []

    def say(self, phrases: list[Phrase], language: Language, *, after_bell: bool = False) -> None:
        self.heard += [*(["bell"] if after_bell else []), *(phrase.text for phrase in phrases)]

    def end(self) -> None:
        """What was asked for has been said."""
        self.finished.emit()

    def lose_sound(self) -> None:
        self.is_available = False
        self.sound_available.emit(False)

    def close(self) -> None:
        """Nothing to stop."""


class Hall:
    """A board that was opened for a test."""

    def __init__(self, places: Places, language: Language, *, has_voice: bool, silent_ms: int) -> None:
        self.speaker = Loudspeaker()
        setting = BoardSetting(
            places=places,
            language=language,
            size_px=QSize(960, 540),
            panel_mm=(476.0, 268.0),
            silent_ms=silent_ms,
            now=lambda: MORNING,
        )
        self.app = BoardApp(setting, speaker=self.speaker if has_voice else None)  # type: ignore[arg-type]
        self.window = self.app.window
        self.app.show(windowed=True)
        self.until(lambda: "heading" in self.shown())

    def shown(self) -> dict[str, str]:
        """The texts on the board by the names of their items."""
        return {item.objectName(): item.face.lines[0].text for item in self.window.lit_items()}

    def until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline, self.shown()
            QApplication.processEvents()
            time.sleep(0.005)

    def end_all(self) -> None:
        """Let everything be said that is still to be said."""
        while self.app.announcer.current is not None:
            self.speaker.end()

    def close(self) -> None:
        self.app.close()
        self.app.deleteLater()  # now, not when the collector comes by on some other thread
        self.window.deleteLater()
        QApplication.processEvents()


OpenHall = Callable[..., Hall]


@pytest.fixture
def open_hall(qapp: QApplication, places: Places, memory: Path, unexpected: Unexpected) -> Iterator[OpenHall]:
    opened: list[Hall] = []

    def open_one(language: Language = Language.ZH_CN, *, has_voice: bool = True, silent_ms: int = 5000) -> Hall:
        opened.append(Hall(places, language, has_voice=has_voice, silent_ms=silent_ms))
        return opened[-1]

    yield open_one
    for hall in opened:
        hall.close()


@pytest.fixture
def desk(staff: OpenStation) -> Desk:
    return staff.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈"))


@pytest.fixture
def visits(desk: Desk) -> list[str]:
    """Six people who came today."""
    return [arrive(desk, name) for name in ("王秀英", "李建国", "老周", "小何", "阿芳", "老陈")]


def arrive(desk: Desk, name: str) -> str:
    person = desk.people.register(WalkIn(name=name, consent=Consent.REFUSED), also_new=True).value
    return desk.arrivals.sign_in(person.id).value.visit_id


def test_the_number_called_last_is_the_largest(open_hall: OpenHall, desk: Desk, visits: list[str]) -> None:
    for visit in visits[:3]:
        desk.arrivals.call(visit)
    hall = open_hall()
    hall.until(lambda: hall.shown()["number"] == "3")
    shown = hall.shown()
    assert [shown["before-0"], shown["before-1"]] == ["2", "1"]
    assert [shown["next-0"], shown["next-1"], shown["next-2"]] == ["4", "5", "6"]
    assert shown["waiting"] == "还有3个人在等"
    assert shown["clock"] == "09:00"
    assert shown["heading"] == desk.room.station.name


@pytest.mark.alone
def test_a_call_is_seen_within_a_second_and_spoken_twice_after_the_bell(
    open_hall: OpenHall, desk: Desk, visits: list[str]
) -> None:
    hall = open_hall()
    hall.until(lambda: hall.shown()["waiting"] == "还有6个人在等")
    begun = time.monotonic()
    desk.arrivals.call_next()
    hall.until(lambda: hall.shown()["number"] == "1")
    assert time.monotonic() - begun < 1.0
    assert hall.speaker.heard == ["bell", "请1号到柜台来", "请1号到柜台来"]
    assert not hall.window.is_blinking


def test_calls_are_spoken_one_after_the_other(open_hall: OpenHall, desk: Desk, visits: list[str]) -> None:
    hall = open_hall()
    hall.until(lambda: hall.shown()["waiting"] == "还有6个人在等")
    for _ in range(2):
        desk.arrivals.call_next()
    hall.until(lambda: hall.app.announcer.current == 1)
    assert "请2号到柜台来" not in hall.speaker.heard
    assert hall.shown()["number"] == "1"
    hall.until(lambda: "before-0" in hall.shown())
    hall.speaker.end()
    assert hall.shown()["number"] == "2"
    assert hall.speaker.heard[3:] == ["bell", "请2号到柜台来", "请2号到柜台来"]
    hall.end_all()
    assert hall.shown()["number"] == "2"


def test_who_is_called_again_is_spoken_again(open_hall: OpenHall, desk: Desk, visits: list[str]) -> None:
    times = iter(range(1_000_000))
    desk.room.now = lambda: MORNING.replace(microsecond=1000 * next(times))
    desk.arrivals.call(visits[0])
    hall = open_hall()
    hall.until(lambda: hall.shown()["number"] == "1")
    assert hall.speaker.heard == []
    desk.arrivals.call(visits[0])
    hall.until(lambda: hall.speaker.heard != [])
    assert hall.speaker.heard[1] == "请1号到柜台来"


def test_what_was_called_before_the_board_began_is_shown_and_not_spoken(
    open_hall: OpenHall, desk: Desk, visits: list[str]
) -> None:
    for visit in visits:
        desk.arrivals.call(visit)
    hall = open_hall()
    hall.until(lambda: hall.shown()["number"] == "6")
    arrive(desk, "新来的")
    hall.until(lambda: hall.shown()["waiting"] == "还有1个人在等")
    assert hall.speaker.heard == []


def test_a_call_that_is_taken_back_vanishes_and_nothing_is_spoken(
    open_hall: OpenHall, desk: Desk, visits: list[str]
) -> None:
    desk.arrivals.call(visits[0])
    hall = open_hall()
    hall.until(lambda: hall.shown()["number"] == "1")
    undo = desk.arrivals.call(visits[1]).undo
    hall.until(lambda: hall.shown()["number"] == "2")
    hall.end_all()
    said = len(hall.speaker.heard)
    assert undo is not None
    undo()
    hall.until(lambda: hall.shown()["number"] == "1")
    assert len(hall.speaker.heard) == said


def test_an_english_board_calls_in_both_languages(open_hall: OpenHall, desk: Desk, visits: list[str]) -> None:
    hall = open_hall(Language.EN)
    hall.until(lambda: hall.shown()["waiting"] == "Waiting: 6")
    desk.arrivals.call_next()
    hall.until(lambda: hall.app.announcer.current == 1)
    hall.end_all()
    english = "Number 1, please come to the desk"
    assert hall.speaker.heard == ["bell", "请1号到柜台来", "请1号到柜台来", english, english]


def test_without_sound_the_number_blinks_for_a_while(open_hall: OpenHall, desk: Desk, visits: list[str]) -> None:
    hall = open_hall(silent_ms=300)
    hall.speaker.lose_sound()
    desk.arrivals.call_next()
    hall.until(lambda: hall.window.is_blinking)
    assert hall.shown()["no-sound"] == "没声音"
    hall.speaker.end()
    assert hall.app.announcer.current == 1
    hall.until(lambda: hall.app.announcer.current is None)
    assert not hall.window.is_blinking
    assert hall.shown()["number"] == "1"


def test_sound_that_is_lost_in_the_middle_of_a_call_holds_nothing_up(
    open_hall: OpenHall, desk: Desk, visits: list[str]
) -> None:
    hall = open_hall(silent_ms=300)
    hall.until(lambda: hall.shown()["waiting"] == "还有6个人在等")
    desk.arrivals.call_next()
    hall.until(lambda: hall.app.announcer.current == 1)
    hall.speaker.lose_sound()
    assert hall.window.is_blinking
    hall.until(lambda: hall.app.announcer.current is None)


def test_a_board_on_a_machine_without_sound_says_so(
    open_hall: OpenHall, desk: Desk, visits: list[str], unexpected: Unexpected
) -> None:
    unexpected.allow("the speech process ended")
    hall = open_hall(has_voice=False)
    hall.until(lambda: "no-sound" in hall.shown())
    desk.arrivals.call_next()
    hall.until(lambda: hall.window.is_blinking)


def test_no_name_is_ever_on_the_board(open_hall: OpenHall, desk: Desk, visits: list[str]) -> None:
    hall = open_hall()
    for _ in range(6):
        desk.arrivals.call_next()
    hall.until(lambda: hall.shown()["waiting"] == "没有人在等")
    words = " ".join((*hall.shown().values(), *hall.speaker.heard))
    assert not any(one.name in words for one in desk.arrivals.today())


def test_every_new_call_is_told_once_oldest_first() -> None:
    def board(*calls: tuple[int, int]) -> Board:
        called = tuple(Called(running=running, at_ms=at_ms) for running, at_ms in calls)
        return Board(called=called, waiting=0, upcoming=())

    calls = Calls()
    assert calls.new_in(board((2, 20), (1, 10))) == ()
    assert calls.new_in(board((4, 40), (3, 30), (2, 20), (1, 10))) == (3, 4)
    assert calls.new_in(board((4, 40), (3, 30), (2, 20), (1, 10))) == ()
    assert calls.new_in(board((1, 50), (4, 40), (3, 30), (2, 20))) == (1,)
    assert calls.new_in(board((4, 40), (3, 30), (2, 20), (9, 5))) == ()
    assert calls.new_in(board()) == ()
    assert calls.new_in(board((1, 60))) == (1,)


@pytest.fixture(params=PANELS)
def panel(request: pytest.FixtureRequest) -> Panel:
    width, height, wide_mm, high_mm = PANELS[request.param]
    return Panel(width_px=width, height_px=height, width_mm=wide_mm, height_mm=high_mm)


@pytest.mark.parametrize("palette", range(len(PALETTES)))
@pytest.mark.parametrize("language", Language)
def test_nothing_on_the_board_is_clipped_or_faint(
    qapp: QApplication, panel: Panel, language: Language, palette: int
) -> None:
    window = BoardWindow(Theme(panel, palette=palette), Pictures((ASSETS / "pictures",)), Texts(language))
    window.resize(panel.width_px, panel.height_px)
    window.show_time(MORNING)
    window.show()
    for station, first, waiting, has_sound, calling, letters in (
        ("清溪镇零工驿站", 12, 23, True, None, ""),
        ("长" * 10_000, 1112, 1234, False, 1112, ""),
        ("\u202e<b>🙂\x00", 7, 0, False, 8, ""),
        ("", 0, 0, True, None, ""),
        ("清溪镇零工驿站", 1112, 1234, True, None, "W8"),
    ):
        numbers = [CalledNumber(number, letters=letters) for number in range(first, max(0, first - 6), -1)]
        upcoming = tuple(CalledNumber(number, letters=letters) for number in range(first + 1, first + 7))
        called = tuple(Called(running=number, at_ms=int(number)) for number in numbers)
        window.show_station(station)
        window.show_board(Board(called=called, waiting=waiting, upcoming=upcoming))
        window.show_sound(has_sound)
        window.show_call(calling)
        image = QImage(window.size(), QImage.Format.Format_RGB32)
        window.render(image)
        for item in measured(window, image, spoken=str):
            assert not item.clipped, item
            assert item.contrast is None or item.contrast >= 10, item
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("name", ["wide", "upright"])
def test_the_number_is_read_from_eight_metres_away(qapp: QApplication, name: str) -> None:
    width, height, wide_mm, high_mm = PANELS[name]
    theme = Theme(Panel(width_px=width, height_px=height, width_mm=wide_mm, height_mm=high_mm))
    window = BoardWindow(theme, Pictures((ASSETS / "pictures",)), Texts(Language.ZH_CN))
    window.resize(width, height)
    window.show()
    window.show_board(Board(called=(Called(running=1234, at_ms=0),), waiting=0, upcoming=()))
    number = next(item for item in window.lit_items() if item.objectName() == "number")
    assert number.texts()[0].cap_height_mm > FROM_EIGHT_METRES_MM
    window.close()
    window.deleteLater()
