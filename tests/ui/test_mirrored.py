"""A language that is written from the right finds the same kiosk in a mirror: its places, lines, arrows and bars."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.language import Direction, Language
from kiosk.domain.near import TownNear
from kiosk.domain.preferences import SettingKind
from kiosk.domain.region import Position, Region
from kiosk.journeys.adjusting import OneSetting, Settings
from kiosk.journeys.choosing import NearMap
from kiosk.journeys.state import Home, State
from kiosk.journeys.states import More, SignIn, SignInDigits, Trades
from kiosk.texts.catalogue import ASSETS, Texts
from kiosk.texts.pseudo import Pseudo, PseudoTexts
from tests.ui.conftest import OpenWindow
from tests.ui.shown import Show
from ui.fonts import load_fonts
from ui.theme import Panel, Role, Theme
from ui.widgets.breaking import layout_direction
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import Item
from ui.widgets.level_meter import LevelMeter
from ui.widgets.level_sign import LevelSign
from ui.widgets.picture_row import PictureRow
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

UPRIGHT = Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476)
WIDE = Panel(width_px=1920, height_px=1080, width_mm=476, height_mm=268)
SMALL = Panel(width_px=1024, height_px=768, width_mm=211, height_mm=158)
TRADES = Trades(counts=tuple((trade, 3) for trade in ("mason", "cook", "cleaning", "loading", "painting", "guard")))
STATES: tuple[State, ...] = (
    Home(), More(), TRADES, Settings(), OneSetting(SettingKind.COLOURS), OneSetting(SettingKind.SPEED), SignIn(),
)  # fmt: skip
TOWNS = tuple(
    TownNear(town=Region(code=f"50000000{index}", name=name, position=Position(latitude=29.0, longitude=east)),
             jobs=3, km=float(index), is_here=index == 0)
    for index, (name, east) in enumerate((("城关镇", 105.0), ("东乡", 106.0), ("西乡", 104.0)))
)  # fmt: skip
FROM_LEFT, FROM_RIGHT = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


@pytest.fixture(scope="module", autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    return Pictures((ASSETS / "pictures", ASSETS / "trades"))


def in_mirror(rect: QRect, width: int) -> QRect:
    return QRect(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


def is_near(one: QRect, other: QRect) -> bool:
    """The same to the pixel by which a rounded rectangle may be off."""
    pairs = zip(one.getRect(), other.getRect(), strict=True)  # type: ignore[call-overload]
    return all(abs(a - b) <= 1 for a, b in pairs)


@pytest.mark.parametrize(("state", "panel"), [*product(STATES, (UPRIGHT, WIDE, SMALL))])
def test_what_stands_at_the_left_stands_at_the_right_in_the_same_size(state: State, panel: Panel, show: Show) -> None:
    usual, turned = (
        show(state, panel, texts=Texts(Language.EN), direction=direction) for direction in (FROM_LEFT, FROM_RIGHT)
    )
    before, after = usual.places(), turned.places()
    assert list(after) == list(before)
    for name, rect in before.items():
        assert is_near(after[name], in_mirror(rect, panel.width_px)), name
        assert turned.stage.rect().contains(after[name]), name
    for one, other in zip(usual.stage.visible_items(), turned.stage.visible_items(), strict=True):
        assert other.is_whole() == one.is_whole()
        for text, turned_text in zip(one.texts(), other.texts(), strict=True):
            assert turned_text.cap_height_mm == text.cap_height_mm
            assert turned_text.rect.left() == pytest.approx(one.width() - text.rect.right(), abs=1)


@pytest.mark.parametrize("panel", [UPRIGHT, WIDE, SMALL])
def test_the_keys_of_a_keypad_stand_as_on_every_phone(panel: Panel, show: Show) -> None:
    keys = show(SignInDigits(), panel, texts=Texts(Language.EN), direction=FROM_RIGHT).places()
    for row in (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")):
        lefts = [keys[f"key-{digit}"].left() for digit in row]
        assert lefts == sorted(lefts)
    beside = show(SignInDigits(), panel, texts=Texts(Language.EN), direction=FROM_LEFT).places()
    if not panel.is_portrait:
        assert beside["digits"].left() < beside["key-1"].left()
        assert keys["digits"].left() > keys["key-3"].left()


def test_a_map_has_east_at_the_right_whichever_way_is_written(show: Show) -> None:
    for direction in (FROM_LEFT, FROM_RIGHT):
        shown = show(NearMap(TOWNS), UPRIGHT, texts=Texts(Language.EN), direction=direction)
        places = shown.places()
        here, east, west = (places[f"town-{index}"].center().x() for index in range(3))
        assert west < here < east, direction


def faces(direction: Direction, pictures: Pictures) -> Typesetter:
    return Typesetter(Theme(UPRIGHT, direction=direction), pictures)


AREA = QRectF(0, 0, 420, 300)
LINES = (Line(text="今天的活，明天的活，后天的活，还有以后的活"), Line(text="6:00–17:30", icon="clock"))


def test_lines_begin_at_the_right_and_the_picture_beside_them_too(pictures: Pictures) -> None:
    face = Face(picture="today", lines=LINES, beside=True, picture_share=0.3)
    placed = faces(FROM_RIGHT, pictures).place(face, AREA)
    usual = faces(FROM_LEFT, pictures).place(face, AREA)
    text, clock = placed.lines
    assert placed.picture_rect is not None
    assert placed.picture_rect.left() > text.rect.right()
    assert text.rect.right() == pytest.approx(AREA.right() - usual.lines[0].rect.left())
    assert clock.icon_rect is not None
    assert clock.icon_rect.left() > clock.rect.right()
    assert text.layout.lineCount() > 1
    ends = [text.layout.lineAt(index).naturalTextRect().right() for index in range(text.layout.lineCount())]
    assert ends == pytest.approx([text.rect.width()] * len(ends), abs=0.5)
    starts = [usual.lines[0].layout.lineAt(index).naturalTextRect().left() for index in range(text.layout.lineCount())]
    assert starts == [0.0] * len(starts)


def test_it_takes_the_same_room(pictures: Pictures) -> None:
    face = Face(picture="today", lines=LINES, beside=True)
    usual, turned = faces(FROM_LEFT, pictures), faces(FROM_RIGHT, pictures)
    assert turned.height_for(face, 420) == usual.height_for(face, 420)
    assert turned.natural_width(face) == usual.natural_width(face)
    assert turned.grown([face], [AREA]) == usual.grown([face], [AREA])


def test_a_text_is_set_from_the_right_if_any_letter_of_it_is_and_numbers_never_are() -> None:
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert layout_direction("بۈگۈنكى خىزمەت") is layout_direction("180 يۈەن") is right
    assert layout_direction(PseudoTexts(Pseudo.MIRRORED)("nav-home")) is right
    for text in ("138 0013 5678", "6:00–17:30", "1 / 4", "捞鱼装车", "L7-1128-001-6", ""):
        assert layout_direction(text) is left


def test_arrows_point_to_the_other_side_and_nothing_else_is_turned(pictures: Pictures) -> None:
    ink = QColor("black")
    for name in ("back", "next", "previous"):
        usual, turned = (pictures.image(name, 64, ink=ink, is_mirrored=mirrored) for mirrored in (False, True))
        assert turned == usual.flipped(Qt.Orientation.Horizontal), name
        assert turned != usual
    for name in ("home", "speaker", "go-on", "hand"):
        usual, turned = (pictures.image(name, 64, ink=ink, is_mirrored=mirrored) for mirrored in (False, True))
        assert turned == usual, name


def made(kind: type[Item], direction: Direction, pictures: Pictures, window: QWidget) -> Item:
    item = kind(faces(direction, pictures), "one", window)
    item.setGeometry(QRect(0, 0, 240, 160))
    match item:
        case LevelMeter():
            item.show_level(0.4)
        case LevelSign():
            item.show_level(2, 6, Line(text="", role=Role.BODY))
        case Choice():
            item.show_choice(Face(tone=Tone.TILE), is_chosen=True)
        case PictureRow():
            item.show_pictures(("sun", "moon", "pay"), spoken="")
    return item


@pytest.mark.parametrize("kind", [LevelMeter, LevelSign])
def test_bars_fill_from_the_right(kind: type[Item], pictures: Pictures) -> None:
    window = QWidget()
    window.resize(240, 160)
    usual, turned = (made(kind, direction, pictures, window).grab().toImage() for direction in (FROM_LEFT, FROM_RIGHT))
    assert differing(usual, turned) > 200
    assert differing(usual.flipped(Qt.Orientation.Horizontal), turned) < 60


def differing(one: QImage, other: QImage) -> int:
    """How many pixels are another colour; edges are softened a little otherwise in a mirror."""
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 60
        for x, y in product(range(one.width()), range(one.height()))
    )


def test_a_tick_stands_in_the_corner_at_which_lines_begin(pictures: Pictures) -> None:
    window = QWidget()
    window.resize(240, 160)
    ground = faces(FROM_LEFT, pictures).theme.color("primary")

    def has_tick(item: Item, area: QRect) -> bool:
        image = item.grab(area).toImage()
        return any(image.pixelColor(x, y) != ground for x, y in product(range(8, 32), range(8, 32)))

    at_left, at_right = QRect(4, 4, 40, 40), QRect(196, 4, 40, 40)
    usual, turned = (made(Choice, direction, pictures, window) for direction in (FROM_LEFT, FROM_RIGHT))
    assert (has_tick(usual, at_left), has_tick(usual, at_right)) == (True, False)
    assert (has_tick(turned, at_left), has_tick(turned, at_right)) == (False, True)


def test_small_pictures_follow_each_other_from_the_right(pictures: Pictures) -> None:
    window = QWidget()
    usual, turned = (made(PictureRow, direction, pictures, window) for direction in (FROM_LEFT, FROM_RIGHT))
    assert isinstance(usual, PictureRow)
    assert isinstance(turned, PictureRow)
    starts = [place.left() for place in usual.places()]
    assert starts[0] < starts[1]
    assert [turned.width() - place.right() for place in turned.places()] == pytest.approx(starts)


def turned_english(language: Language) -> Texts:
    return PseudoTexts(Pseudo.MIRRORED) if language is Language.EN else Texts(language)


def test_a_finger_hits_what_it_sees(open_window: OpenWindow) -> None:
    window = open_window(language=Language.EN, texts=turned_english)
    width = window.shell.width()
    assert window.shell.theme.is_mirrored
    assert window.middle("nav-back").x() > width / 2 > window.middle("nav-staff").x()
    assert window.middle("home-today").x() > window.middle("home-trades").x()
    window.touch("home-today", "postings")
    window.touch("posting-0", "oneposting")
    window.tap(QPoint(window.middle("nav-back").x(), window.middle("nav-back").y()), after_s=1.0)
    window.until(lambda: window.name == "postings")


def test_the_other_language_turns_everything_round_again(open_window: OpenWindow) -> None:
    window = open_window(language=Language.EN, texts=turned_english)
    at_first = window.middle("nav-home").x()
    window.touch("language")
    window.until(lambda: not window.shell.theme.is_mirrored)
    assert window.middle("nav-home").x() == pytest.approx(window.shell.width() - at_first, abs=2)
    window.touch("language")
    assert window.shell.theme.is_mirrored
    assert window.middle("nav-home").x() == at_first
