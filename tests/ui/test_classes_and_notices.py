"""Classes and notices on the real window: from Home to a seat's slip, what is heard, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage

from kiosk.desk.desk import Desk
from kiosk.domain.language import Language
from kiosk.domain.notice import NewNotice, Notice
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Actor, Role
from kiosk.domain.training import NewClass, SignUpState, TrainingClass
from kiosk.journeys import events as was
from kiosk.journeys.attending_states import OneClass, SeatShown
from kiosk.journeys.states import Printing
from kiosk.journeys.visit import Visit
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.services import OpenStation
from kiosk.slips.seat import SEAT_SEAL
from kiosk.slips.signing import signed_text
from tests.ui.conftest import OpenWindow, Unexpected
from tests.ui.sound.test_staff_voice import recording
from tests.ui.test_faults import full_disk
from tests.ui.test_no_trace import PaperPrinter, is_in_memory, shown_texts
from tests.ui.window import MORNING, Window
from ui.staff_voice import in_staffs_voice, recording_of

TODAY = MORNING.date()
MASONRY = NewClass(
    title="瓦工入门", day=TODAY + timedelta(days=1), starts=time(9), ends=time(11, 30), place="镇文化站", seats=2,
    trade="mason", teacher="李师傅",
)  # fmt: skip
WATER = NewNotice(title="明天停水", words="早上八点停水。\n自己带水来。", first_day=TODAY, last_day=TODAY)


class SilentPrinter(PaperPrinter):
    """A printer that has no paper."""

    def print(self, job: PrintJob) -> PrintOutcome:
        self.jobs.append(job)
        return PrintOutcome.OUT_OF_PAPER


@pytest.fixture
def desk(staff: OpenStation) -> Desk:
    return staff.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈"))


@pytest.fixture
def plan(desk: Desk) -> Callable[..., TrainingClass]:
    def one(**changes: object) -> TrainingClass:
        return desk.training.plan(replace(MASONRY, **changes)).value  # type: ignore[arg-type]  # what the test gives

    return one


@pytest.fixture
def tell(desk: Desk) -> Callable[..., Notice]:
    def one(**changes: object) -> Notice:
        return desk.notices.save(replace(WATER, **changes)).value.notice  # type: ignore[arg-type]  # what the test gives

    return one


def lines(window: Window) -> str:
    return "\n".join(said.text for said in window.shell.phrases())


def to_class(window: Window) -> OneClass:
    window.touch("home-classes", "classes")
    window.touch("class-0", "oneclass")
    screen = window.shell.visit.screen
    assert isinstance(screen, OneClass)
    return screen


def to_seat(window: Window) -> SeatShown:
    to_class(window)
    window.touch("class-want", "seatshown")
    return seat_on(window)


def seat_on(window: Window) -> SeatShown:
    screen = window.shell.visit.screen
    assert isinstance(screen, SeatShown)
    return screen


def states(desk: Desk, held: TrainingClass) -> list[SignUpState]:
    return [each.state for each in desk.training.signed_up(held.id)]


def printed(job: PrintJob) -> str:
    """What the code on the paper says."""
    image = QImage(job.rows, job.width_dots, job.height_dots, job.row_bytes, QImage.Format.Format_Mono)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    paper = Image.frombytes(
        "L", (grey.width(), grey.height()), bytes(grey.constBits()), "raw", "L", grey.bytesPerLine()
    )
    (code,) = zxingcpp.read_barcodes(paper.point(lambda dot: 255 - dot))
    return code.text


def test_three_touches_lead_to_a_seat_on_paper_that_the_desk_finds(
    open_window: OpenWindow, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held, printer = plan(), PaperPrinter()
    window = open_window(printer=printer)
    shown = to_seat(window)
    assert shown.seat.number in lines(window)
    window.until(lambda: seat_on(window).printing is Printing.PRINTED, "the paper")
    (job,) = printer.jobs
    assert shown.seat.number in signed_text(printed(job), [window_key(window)], seal=SEAT_SEAL)[0]
    assert desk.seats.of_number(shown.seat.number).class_id == held.id
    assert states(desk, held) == [SignUpState.SIGNED_UP]
    window.touch("slip-done", "home")
    assert window.shell.visit == Visit()
    assert states(desk, held) == [SignUpState.SIGNED_UP]


def window_key(window: Window) -> bytes:
    """The public key of the station on the screen."""
    keys: list[bytes] = []
    conductor = window.kiosk.conductor
    assert conductor is not None
    conductor.ask(lambda station: station.signer.public_key, keys.append)
    window.until(lambda: bool(keys), "the key")
    return keys[0]


def test_the_class_is_read_aloud_with_its_day_in_words(window: Window, plan: Callable[..., TrainingClass]) -> None:
    plan()
    to_class(window)
    heard = lines(window)
    for part in ("瓦工入门", "明天 11月22日 周日", "9:00–11:30", "镇文化站", "还有2个座位", "李师傅来教", "想来上课"):
        assert part in heard
    assert window.item("class-what").face.picture == "mason"


def test_a_seat_is_given_back_by_one_touch_and_somebody_else_may_have_it(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan(seats=1)
    to_seat(window)
    window.touch("slip-give-back", "notice-seat-given-back")
    window.settle()
    assert states(desk, held) == [SignUpState.GAVE_UP]
    window.touch("notice-button", "oneclass")
    window.until(lambda: "class-want" in window.names(), "the seat to be free")


def test_what_is_rehearsed_when_the_station_opens_again_leaves_a_visitor_their_seat(
    window: Window, plan: Callable[..., TrainingClass]
) -> None:
    plan()
    shown = to_seat(window)
    window.shell.happen(was.WentBack())
    conductor = window.kiosk.conductor
    assert conductor is not None
    conductor.rehearse()
    for _ in range(2):  # what is rehearsed, and that nobody wants it now
        window.settle()
        window.live()
    window.touch("class-want", "seatshown")
    assert shown.seat.number in lines(window)


def test_a_trembling_finger_and_one_that_comes_back_take_one_seat(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan()
    to_class(window)
    at = window.middle("class-want")
    for after_s in (1.0, 0.1, 1.0):
        window.tap(at, after_s=after_s)
    window.until(lambda: window.name == "seatshown", "the seat")
    window.touch("nav-back", "oneclass")
    assert "看我的座位" in lines(window)
    window.touch("class-want", "seatshown")
    assert states(desk, held) == [SignUpState.SIGNED_UP]


def test_a_full_class_offers_the_next_date(window: Window, desk: Desk, plan: Callable[..., TrainingClass]) -> None:
    held = plan(seats=1)
    desk.seats.take(held.id, wish_id="somebody's")
    to_class(window)
    assert "坐满了" in lines(window)
    assert "class-want" not in window.names()
    assert window.item("class-full").face.lines[0].text == "坐满了。还想学，跟工作人员说一声。"
    plan(day=TODAY + timedelta(days=8))
    window.until(lambda: "class-instead" in window.names(), "the other date")
    assert "11月29日" in lines(window)
    window.touch("class-instead", "oneclass")
    window.until(lambda: "class-want" in window.names(), "the class with seats")
    window.touch("class-want", "seatshown")


def test_the_last_seat_that_somebody_else_took_in_the_same_moment_is_told(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan(seats=1)
    to_class(window)
    desk.seats.take(held.id, wish_id="somebody's")
    window.touch("class-want", "notice-class-full")
    assert states(desk, held) == [SignUpState.SIGNED_UP]


def test_a_class_that_is_cancelled_leaves_the_screen_and_says_so(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan()
    to_class(window)
    desk.training.cancel(held.id, "老师病了")
    window.until(lambda: window.name == "notice-class-gone", "the class to go")
    window.touch("notice-button", "classes")
    window.until(lambda: "class-none" in window.names(), "the empty list")
    assert "跟工作人员说一声" in lines(window)


def test_what_could_not_be_saved_is_said_and_the_same_touch_tries_again(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass], unexpected: Unexpected
) -> None:
    held = plan()
    to_class(window)
    with full_disk(unexpected):
        window.touch("class-want", "notice-not-saved")
    unexpected.expect("ui.asking: StoreError")
    window.touch("notice-button", "oneclass")
    window.touch("class-want", "seatshown")
    assert states(desk, held) == [SignUpState.SIGNED_UP]


def test_without_paper_the_slip_stays_and_asks_to_be_photographed(
    open_window: OpenWindow, plan: Callable[..., TrainingClass], unexpected: Unexpected
) -> None:
    plan()
    unexpected.allow("kiosk.printing")
    window = open_window(printer=SilentPrinter())
    shown = to_seat(window)
    window.until(lambda: seat_on(window).printing is Printing.NO_PAPER_TODAY, "the printer's answer")
    assert "请用手机拍下来" in lines(window)
    image = window.item("slip").grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    window.until(lambda: window.item("slip").is_drawn, "the drawing")
    window.live()
    image = window.item("slip").grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    picture = Image.frombytes(
        "L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine()
    )
    (code,) = zxingcpp.read_barcodes(picture.resize((picture.width * 3, picture.height * 3)))
    assert shown.seat.number in code.text


def test_a_seat_that_comes_after_its_visitor_went_is_given_back(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan()
    to_class(window)
    window.watch.now_s += 1
    window.shell.touch(was.SeatWanted("w"))
    window.shell.happen(was.WentHome())
    window.settle()
    window.settle()
    assert states(desk, held) == [SignUpState.GAVE_UP]


def test_a_kiosk_that_is_closed_before_the_seat_comes_frees_it(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan()
    to_class(window)
    window.watch.now_s += 1
    window.shell.touch(was.SeatWanted("w"))
    window.kiosk.close()
    assert states(desk, held) == [SignUpState.GAVE_UP]


def test_a_seat_in_the_hand_stays_kept_when_the_kiosk_is_closed(
    window: Window, desk: Desk, plan: Callable[..., TrainingClass]
) -> None:
    held = plan()
    to_seat(window)
    window.kiosk.close()
    assert states(desk, held) == [SignUpState.SIGNED_UP]


def test_no_byte_of_a_seats_number_stays(window: Window, plan: Callable[..., TrainingClass]) -> None:
    plan()
    number = to_seat(window).seat.number
    assert number in shown_texts(window)
    pieces = number.split("-")
    del number
    window.touch("nav-home", "home")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.settle()
    assert "-".join(pieces) not in shown_texts(window)
    window.until(lambda: not is_in_memory(pieces), "phrases that were called off to leave the queue")


def test_notices_are_read_whole_page_by_page(window: Window, tell: Callable[..., Notice]) -> None:
    tell(words="\n".join(f"第{number}件事，都要记得。" for number in range(1, 40)))
    window.touch("home-notices", "notices")
    assert "明天停水" in lines(window)
    window.touch("message-0", "onenotice")
    heard = lines(window)
    assert "第1件事" in heard
    assert "站里说的" in heard
    while "page-next" in window.names():
        window.touch("page-next", "onenotice")
        heard += lines(window)
    assert all(f"第{number}件事" in heard for number in range(1, 40))


def test_a_notice_that_is_taken_down_is_not_read_on(window: Window, desk: Desk, tell: Callable[..., Notice]) -> None:
    notice = tell()
    window.touch("home-notices", "notices")
    window.touch("message-0", "onenotice")
    desk.notices.withdraw(notice.id)
    window.until(lambda: window.name == "notice-message-gone", "the notice to go")
    window.touch("notice-button", "notices")
    window.until(lambda: "message-none" in window.names(), "the empty list")


def test_what_looks_like_markup_is_shown_as_it_was_written(window: Window, tell: Callable[..., Notice]) -> None:
    tell(title="<b>停水</b>", words="<img src=x> & <a>")
    window.touch("home-notices", "notices")
    assert window.item("message-0").face.lines[0].text == "<b>停水</b>"
    window.touch("message-0", "onenotice")
    assert "<img src=x> & <a>" in lines(window)


def test_home_offers_both_in_both_languages(window: Window) -> None:
    for language in (Language.ZH_CN, Language.EN):
        assert window.shell.visit.language is language
        for name, empty in (("classes", "class-none"), ("notices", "message-none")):
            window.touch(f"home-{name}", name)
            window.until(lambda empty=empty: empty in window.names(), "the empty list")
            window.touch("nav-back", "home")
        if language is Language.ZH_CN:
            window.touch("language")


def test_staffs_own_voice_stands_for_the_words_of_a_notice(
    window: Window, desk: Desk, tell: Callable[..., Notice]
) -> None:
    voice = recording()
    kept = desk.recordings.keep(Sound(data=voice, form=SoundForm.WAV, duration_ms=1500))
    tell(recording_id=kept.id)
    window.touch("home-notices", "notices")
    window.touch("message-0", "onenotice")
    assert recording_of(window.shell.visit) == kept.id
    said = in_staffs_voice(window.shell.phrases(), voice)
    assert said[0].recording == voice
    assert said[0].item is window.item("message-what")
    assert not any("停水" in one.text for one in said)
