"""The kiosk by five keys: everything is reached, said, ringed and acted on, as the window system sends the keys."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.domain.complaint import ComplaintKind
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.state import Home
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import IDLE_WARNING_S, STAY_S
from kiosk.texts.catalogue import Texts
from tests.ui.test_listening import Ear
from tests.ui.test_sign_in import scan
from tests.ui.window import Window
from ui.desk.scanner import Scanner
from ui.key_pad import KeyPad
from ui.shell import DOUBLE_TAP_GUARD_S
from ui.theme import PALETTES, RING_AWAY_MM, SMALL_GAP_MM, contrast
from ui.widgets.focus_ring import RING_MM
from ui.widgets.item import BigButton
from ui.widgets.nearest import Way, nearest

UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
ENTER, KEYPAD_ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
ARROWS = {Way.UP: UP, Way.DOWN: DOWN, Way.LEFT: LEFT, Way.RIGHT: RIGHT}
BRISK_S = 0.1
"""Between two keys of a quick hand: less than between two touches."""


class Keys:
    """A USB pad under a test's thumb."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def __call__(self, *keys: Qt.Key, after_s: float = 1.0) -> None:
        for key in keys:
            self.window.watch.now_s += after_s
            QTest.keyClick(self.window.shell.windowHandle(), key)
            self.window.live()

    def hold(self, key: Qt.Key, times: int) -> None:
        """Hold a key until it has repeated itself so often."""
        for number in range(times):
            self.window.watch.now_s += 0.03
            press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", autorep=number > 0)
            QApplication.sendEvent(self.window.shell, press)
            self.window.live()

    @property
    def pad(self) -> KeyPad:
        return self.window.kiosk.key_pad

    @property
    def focused(self) -> str:
        item = self.pad.focused
        return "" if item is None else item.objectName()

    def to(self, name: str) -> None:
        """Walk to `name` by arrows, on the shortest way, looking again after each: a sign may have come meanwhile."""
        if not self.focused:
            self(DOWN)
        for _ in self.pad.items():
            if self.focused == name:
                return
            self(self.way_to(name)[0])
        assert self.focused == name

    def way_to(self, name: str) -> list[Qt.Key]:
        """The arrows that lead there, as they are at first; an arrow that leads nowhere leads on, which is not used."""
        items = self.pad.items()
        names = [item.objectName() for item in items]
        places = [self.window.shell.place_of(item) for item in items]
        ways: dict[str, list[Qt.Key]] = {self.focused: []}
        waiting = deque([self.focused])
        while waiting and name not in ways:
            here = waiting.popleft()
            for way, key in ARROWS.items():
                there = nearest(places, names.index(here), way)
                if there is not None and names[there] not in ways:
                    ways[names[there]] = [*ways[here], key]
                    waiting.append(names[there])
        assert name in ways, f"no arrows lead to {name} on {self.window.name}"
        return ways[name]

    def enter(self, name: str, screen: str | None = None) -> None:
        """Walk to `name`, press Enter, and wait until `screen` is there."""
        self.to(name)
        self(ENTER)
        if screen is not None:
            self.window.until(lambda: self.window.name == screen, f"{screen} after {name}")
        self.window.settle()


@pytest.fixture
def ear(window: Window) -> Ear:
    return Ear(window)


@pytest.fixture
def keys(window: Window) -> Keys:
    return Keys(window)


def ring_of(window: Window) -> QRect | None:
    ring = window.shell.findChild(object, "focus-ring")
    return ring.geometry() if ring.isVisible() else None


def test_there_is_no_ring_before_the_first_key_which_only_says_where_one_is(
    window: Window, keys: Keys, ear: Ear
) -> None:
    assert ring_of(window) is None
    keys(ENTER)
    assert window.name == "home"
    assert keys.focused == "heading"
    texts = Texts(window.shell.visit.language)
    assert ear.heard() == [texts("keys-begin"), *window.item("heading").spoken]


def test_each_arrow_moves_the_ring_and_says_what_is_in_it(window: Window, keys: Keys, ear: Ear) -> None:
    keys(DOWN, DOWN)
    ear.heard()
    for key in (DOWN, RIGHT, UP, LEFT):
        before = keys.focused
        keys(key)
        assert keys.focused != before
        item = window.item(keys.focused)
        assert ear.heard() == list(item.spoken)
        assert item.speaking
        ring = ring_of(window)
        assert ring is not None
        assert ring.contains(window.shell.place_of(item))


def test_enter_does_as_a_touch_would_and_the_ring_goes_to_the_name_of_the_new_screen(
    window: Window, keys: Keys
) -> None:
    keys.enter("home-today", "postings")
    assert keys.focused == "heading"
    keys.enter("posting-0", "oneposting")
    keys.enter("posting-want", "slipshown")
    assert len(window.shell.visit.taken) == 1
    keys.enter("slip-give-back", "notice-given-back")
    keys.enter("notice-button", "oneposting")
    keys.enter("nav-home", "home")
    assert keys.focused == "heading"


def test_the_enter_of_a_number_pad_is_one_too(window: Window, keys: Keys) -> None:
    keys.to("home-today")
    QTest.keyClick(window.shell.windowHandle(), KEYPAD_ENTER, Qt.KeyboardModifier.KeypadModifier)
    window.until(lambda: window.name == "postings", "the postings")


def test_quick_keys_are_not_taken_for_a_trembling_finger(window: Window, keys: Keys) -> None:
    keys.to("home-trades")
    keys(ENTER)
    window.until(lambda: window.name == "trades", "the trades")
    window.settle()
    way = keys.way_to("trade-0")
    keys(*way, ENTER, after_s=BRISK_S)
    window.until(lambda: window.name == "postings", "the postings")


def test_an_enter_that_bounces_acts_once(window: Window, keys: Keys) -> None:
    """The second one would fall on a screen that nobody has heard yet."""
    window.shell.happen(was.SignInWanted())
    keys.enter("sign-in-phone", "signindigits")
    keys.to("key-5")
    keys(ENTER)
    keys(ENTER, ENTER, after_s=DOUBLE_TAP_GUARD_S / 3)
    assert window.shell.visit.screen.digits == "5"
    keys(ENTER)
    assert window.shell.visit.screen.digits == "55"


def test_different_digits_may_be_typed_as_fast_as_thumbs_are(window: Window, keys: Keys) -> None:
    window.shell.happen(was.SignInWanted())
    keys.enter("sign-in-phone", "signindigits")
    keys.to("key-4")
    keys(ENTER, RIGHT, ENTER, RIGHT, ENTER, after_s=BRISK_S)
    assert window.shell.visit.screen.digits == "456"
    assert keys.focused == "key-6", "it stays where one types"


def test_a_key_that_is_held_down_counts_once(window: Window, keys: Keys) -> None:
    window.shell.happen(was.SignInWanted())
    keys.enter("sign-in-phone", "signindigits")
    keys.to("key-1")
    keys.hold(RIGHT, 30)
    assert keys.focused == "key-2"
    keys.hold(ENTER, 30)
    assert window.shell.visit.screen.digits == "2"


@pytest.mark.parametrize("way", Way)
def test_one_and_the_same_arrow_comes_past_everything(window: Window, keys: Keys, way: Way) -> None:
    keys(ARROWS[way])
    passed = {keys.focused}
    for _ in range(len(window.names()) ** 2):
        keys(ARROWS[way])
        passed.add(keys.focused)
        if passed >= set(window.names()):
            break
    assert passed >= set(window.names())  # "no sound" may have come for "pause" on the way


def screens_of_the_path(window: Window) -> Iterator[str]:
    """Each kind of screen that a visitor comes to, one after the other."""
    yield "home"
    for name, screen in (("home-trades", "trades"), ("trade-0", "postings"), ("postings-choose", "choosing")):
        window.touch(name, screen)
        window.settle()
        yield screen
    window.touch("nav-home", "home")
    window.touch("home-near", "nearmap")
    window.settle()
    yield "near"
    window.to_slip()
    yield "slip"
    window.touch("nav-help")
    yield "help"
    window.touch("nav-help")
    for event in (
        was.CalledStaff(), was.MoreWanted(), was.LessonsWanted(), was.ClassesWanted(), was.NoticesWanted(),
        was.RightsWanted(), was.ComplaintBegun(), was.WishWanted(), was.WishAgreed(agrees=True), was.SettingsWanted(),
        was.SignInWanted(),
    ):  # fmt: skip
        window.watch.now_s += 1
        window.shell.touch(event)
        window.settle()
        yield f"{event}"
    for way in ("phone", "pictures"):
        window.touch(f"sign-in-{way}")
        window.settle()
        yield way
        window.touch("nav-back", "signin")


def test_every_button_of_every_screen_is_reached_by_arrows(window: Window, keys: Keys) -> None:
    seen: set[str] = set()
    for screen in screens_of_the_path(window):
        names = window.names()
        assert len(names) == len(set(names)), f"two of one name on {screen}"
        places = [window.shell.place_of(window.item(name)) for name in names]
        reached = {0}
        waiting = [0]
        while waiting:
            here = waiting.pop()
            for way in Way:
                there = nearest(places, here, way)
                if there is not None and there not in reached:
                    reached.add(there)
                    waiting.append(there)
        missing = {names[index] for index in range(len(names)) if index not in reached}
        assert missing == set(), screen
        seen.add(window.name)
    assert len(seen) >= 15


def test_on_each_of_them_the_keys_alone_come_past_everything(window: Window, keys: Keys) -> None:
    for screen in screens_of_the_path(window):
        if screen == "help":
            continue
        keys(DOWN)
        keys(DOWN)
        passed = {keys.focused}
        wanted = {item.objectName() for item in window.shell.visible_items() if isinstance(item, BigButton)}
        for _ in range(len(window.names()) * 4):  # what is only read lies on the way, too
            keys(DOWN)
            passed.add(keys.focused)
        assert (wanted - passed) & set(window.names()) == set(), screen  # "no sound" may have come meanwhile
        window.shell.touched.emit()  # a finger comes: the ring goes


def test_a_page_turned_by_keys_leaves_the_ring_where_it_is_or_close_by(window: Window, keys: Keys) -> None:
    keys.enter("home-trades", "trades")
    while "page-next" in window.names():
        keys.to("page-next")
        keys(ENTER)
        window.settle()
    assert keys.focused in window.names()
    assert keys.focused != "heading"


def test_letters_made_larger_by_keys_keep_the_ring_on_the_sample(window: Window, keys: Keys) -> None:
    keys.enter("nav-settings", "settings")
    keys.enter("setting-text-size", "onesetting")
    keys.enter("text-size-4")
    assert keys.focused == "text-size-4"
    ring = ring_of(window)
    assert ring is not None
    assert ring.contains(window.shell.place_of(window.item("text-size-4")))


def test_the_help_is_put_away_by_a_key_and_what_is_in_the_ring_is_said(window: Window, keys: Keys, ear: Ear) -> None:
    keys.enter("nav-help")
    assert window.shell.visit.is_helped
    ear.heard()
    keys(LEFT)
    assert not window.shell.visit.is_helped
    assert keys.focused == "nav-help"
    assert ear.heard() == list(window.item("nav-help").spoken)


def test_any_key_answers_the_question_whether_somebody_is_there(window: Window, keys: Keys, ear: Ear) -> None:
    keys.enter("home-today", "postings")
    window.seconds(IDLE_WARNING_S)
    assert window.shell.visit.notice is NoticeKind.STILL_THERE
    assert keys.focused == "heading", "that of the question"
    ear.heard()
    keys(DOWN)
    assert window.name == "postings"
    assert window.shell.visit.idle_s == 0
    assert ear.heard() == list(window.item("heading").spoken)


def test_a_notice_closed_by_keys_says_where_one_is_again(window: Window, keys: Keys, ear: Ear) -> None:
    keys.enter("home-today", "postings")
    window.shell.happen(was.CalledStaff())
    ear.heard()
    keys.to("notice-button")
    ear.heard()
    keys(ENTER)
    window.until(lambda: window.name == "postings", "the postings")
    window.until(lambda: ear.heard() == list(window.item("heading").spoken), "their name")


def test_the_ring_goes_when_a_finger_comes(window: Window, keys: Keys) -> None:
    keys(DOWN, DOWN)
    window.touch("home-today", "postings")
    assert ring_of(window) is None
    assert keys.focused == ""


def test_the_ring_goes_with_its_visitor_but_not_at_home(window: Window, keys: Keys) -> None:
    keys.enter("home-today", "postings")
    keys.enter("nav-home", "home")
    assert ring_of(window) is not None
    keys.enter("home-today", "postings")
    window.seconds(IDLE_WARNING_S + STAY_S)
    assert window.name == "home"
    assert ring_of(window) is None


def test_with_touch_to_hear_a_key_acts_at_once_as_it_has_been_heard(window: Window, keys: Keys) -> None:
    keys.enter("nav-touch-to-hear")
    assert window.shell.visit.preferences.touch_to_hear
    keys.enter("home-today", "postings")


def test_nothing_is_said_into_an_open_microphone(window: Window, keys: Keys, ear: Ear) -> None:
    shell = window.shell
    shell.effect_wanted.disconnect()
    for event in (
        was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(ComplaintKind.UNPAID_WAGES), was.PostingToldOf(),
        was.SpeakingBegun("told"), was.VoiceGrew("told", 500),
    ):  # fmt: skip
        shell.happen(event)
    keys.to("say-stop")
    assert ear.heard() == []
    assert isinstance(shell.visit.screen, Say)
    assert shell.visit.screen.is_recording
    keys(ENTER)
    assert not shell.visit.screen.is_recording


def test_a_card_that_is_scanned_is_no_key_of_the_pad(window: Window, keys: Keys) -> None:
    keys.to("home-today")
    scanned: list[object] = []
    window.shell.effect_wanted.connect(lambda effect: scanned.append(effect) if isinstance(effect, do.SignIn) else None)
    scan(window, "S1-W-00012-7")
    window.until(lambda: bool(scanned), "the card")
    assert window.shell.visit.screen == Home()


@pytest.mark.parametrize("typed", ["12", "S1-7"])
def test_an_enter_right_behind_a_few_letters_does_nothing(window: Window, keys: Keys, typed: str) -> None:
    """A reader of short codes, or somebody's keyboard."""
    keys.to("home-today")
    for letter in typed:
        QTest.keyClick(window.shell.windowHandle(), letter)
    QTest.keyClick(window.shell.windowHandle(), ENTER)
    reader = window.shell.findChild(Scanner)
    QTest.qWait(400)
    window.until(lambda: not reader.is_reading, "the letters, which are held back until it is known who typed them")
    assert window.name == "home"
    keys(ENTER)
    window.until(lambda: window.name == "postings", "the pad's own Enter, a second later")


def test_with_control_and_the_like_keys_are_none_of_the_pad_s(window: Window, keys: Keys) -> None:
    keys.to("home-today")
    QTest.keyClick(window.shell.windowHandle(), ENTER, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.shell.windowHandle(), DOWN, Qt.KeyboardModifier.AltModifier)
    assert (window.name, keys.focused) == ("home", "home-today")


def test_the_ring_is_thick_has_room_between_two_items_and_stands_out_from_both_neighbours() -> None:
    assert RING_MM >= 1
    assert RING_MM + 2 * RING_AWAY_MM < SMALL_GAP_MM
    for palette in PALETTES:
        assert contrast(QColor(palette.ink), QColor(palette.ground)) >= 3, palette.name


def test_the_ring_that_is_painted_has_its_line_of_ground_on_both_sides(window: Window, keys: Keys) -> None:
    keys.to("home-today")
    theme, place = window.shell.theme, window.shell.place_of(window.item("home-today"))
    picture = QImage(window.shell.size(), QImage.Format.Format_RGB32)
    window.shell.render(picture)
    y = place.center().y()
    ink = theme.color("ink")
    line = [picture.pixelColor(x, y) for x in range(place.left() - round(theme.px(3)), place.left())]
    assert any(contrast(color, ink) < 1.3 for color in line), "the ring"
    assert contrast(line[0], ink) > 3
    assert contrast(line[-1], ink) > 3
