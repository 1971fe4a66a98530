"""A complaint on the real window: by pictures alone, on paper, found by staff; and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kiosk.desk.desk import Desk
from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.language import Language
from kiosk.domain.staff import Actor, Role
from kiosk.domain.voice import VOICE_RATE, Told
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import AboutPosting, AboutTrade, ComplaintShown, Say
from kiosk.journeys.speaking_states import Speaking
from kiosk.journeys.states import Printing
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.services import OpenStation
from tests.ui.conftest import OpenWindow, Unexpected
from tests.ui.desk.test_printing import codes_on
from tests.ui.test_faults import full_disk
from tests.ui.test_no_trace import PaperPrinter, is_in_memory, leave_by_home, leave_by_walking_away, shown_texts
from tests.ui.window import Window


@pytest.fixture
def desk(staff: OpenStation) -> Desk:
    return staff.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈"))


def to_rights(window: Window) -> None:
    window.watch.now_s += 1.0
    window.shell.touch(was.RightsWanted())
    window.until(lambda: window.name == "rights")


def to_about(window: Window) -> AboutTrade:
    to_rights(window)
    window.touch("complaint-begin", "whathappened")
    window.touch("happened-unpaid_wages", "abouttrade")
    window.until(lambda: "about-trade-0" in window.names())
    screen = window.shell.visit.screen
    assert isinstance(screen, AboutTrade)
    return screen


def to_say(window: Window) -> Say:
    to_about(window)
    window.touch("about-none", "say")
    return say_of(window)


def say_of(window: Window) -> Say:
    screen = window.shell.visit.screen
    assert isinstance(screen, Say)
    return screen


def hand_in(window: Window) -> str:
    window.touch("say-give", "complaintshown")
    screen = window.shell.visit.screen
    assert isinstance(screen, ComplaintShown)
    return screen.receipt.number


@pytest.mark.parametrize("language", Language)
def test_pictures_alone_lead_to_a_number_that_staff_find(
    open_window: OpenWindow, desk: Desk, language: Language
) -> None:
    window = open_window(language=language)
    about = to_about(window)
    window.touch("about-trade-0", "aboutposting")
    screen = window.shell.visit.screen
    assert isinstance(screen, AboutPosting)
    assert {each.trade for each in screen.postings} == {about.trades[0]}
    window.touch("about-posting-0", "say")
    number = hand_in(window)
    complaint = desk.complaints.find(number).complaint
    assert complaint.kind is ComplaintKind.UNPAID_WAGES
    assert complaint.posting_id == screen.postings[0].id
    assert complaint.opened_by == ""
    assert number in shown_texts(window)
    window.touch("complaint-done", "home")


@pytest.mark.parametrize(("language", "staff_are"), [(Language.ZH_CN, "工作人员"), (Language.EN, "staff")])
def test_the_receipt_tells_that_staff_call_whoever_cheated(
    open_window: OpenWindow, language: Language, staff_are: str
) -> None:
    window = open_window(language=language)
    for kind in (ComplaintKind.UNPAID_WAGES, ComplaintKind.FALSE_POSTING, ComplaintKind.FEE_ASKED):
        to_rights(window)
        window.touch("complaint-begin", "whathappened")
        window.touch(f"happened-{kind}", "abouttrade")
        window.until(lambda: "about-trade-0" in window.names())
        window.touch("about-none", "say")
        hand_in(window)
        next_step, _ = window.item("complaint-next").spoken
        assert staff_are in next_step
        window.touch("complaint-done", "home")


def test_every_step_says_what_can_be_done(window: Window) -> None:
    to_rights(window)
    for touch, screen in (("complaint-begin", "whathappened"), ("happened-other", "abouttrade"), ("about-none", "say")):
        said = [one.text for one in window.shell.phrases()]
        assert window.item(touch).spoken[0] in said
        window.touch(touch, screen)
    said = [one.text for one in window.shell.phrases()]
    assert window.item("say-hint").spoken[0] in said


def test_the_receipt_on_paper_carries_the_number_for_the_scanner(open_window: OpenWindow, desk: Desk) -> None:
    printer = PaperPrinter()
    window = open_window(printer=printer)
    to_say(window)
    number = hand_in(window)
    window.until(lambda: bool(printer.jobs), "the paper")
    window.until(lambda: getattr(window.shell.visit.screen, "printing", None) is Printing.PRINTED)
    assert codes_on(printer.jobs[0]) == [number]
    assert desk.complaints.find(codes_on(printer.jobs[0])[0]).complaint.number == number


class EmptyPrinter(PaperPrinter):
    """A printer without paper."""

    def print(self, job: PrintJob) -> PrintOutcome:
        return PrintOutcome.OUT_OF_PAPER


@pytest.mark.parametrize("printer", [None, EmptyPrinter()])
def test_without_paper_the_number_stays_to_be_photographed(
    open_window: OpenWindow, printer: PaperPrinter | None, unexpected: Unexpected
) -> None:
    window = open_window(printer=printer)
    to_say(window)
    number = hand_in(window)
    window.until(lambda: getattr(window.shell.visit.screen, "printing", None) is Printing.NO_PAPER_TODAY)
    assert number in shown_texts(window)
    assert window.item("complaint-status").face.picture == "photo"


def test_without_a_microphone_one_plain_sentence_and_the_way_on(window: Window, desk: Desk) -> None:
    to_say(window)
    window.touch("say-speak")
    window.until(lambda: say_of(window).speaking is Speaking.NO_MICROPHONE or say_of(window).trouble is not None)
    assert "say-give" in window.names()
    assert "say-stop" not in window.names()
    assert desk.complaints.find(hand_in(window)).complaint.recording_id is None


@pytest.mark.parametrize("leave", [leave_by_home, leave_by_walking_away])
def test_nothing_of_the_number_stays(window: Window, leave: Callable[[Window], None], memory: Path) -> None:
    to_say(window)
    pieces = hand_in(window).split("-")
    leave(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.settle()
    assert "-".join(pieces) not in shown_texts(window)
    assert not is_in_memory(pieces)


def test_on_a_full_disk_it_is_handed_in_again_when_there_is_room(
    window: Window, desk: Desk, unexpected: Unexpected
) -> None:
    to_say(window)
    with full_disk(unexpected):
        window.touch("say-give", "notice-not-saved")
    unexpected.expect("error-")
    window.touch("notice-button", "say")
    assert desk.complaints.find(hand_in(window)).complaint.kind is ComplaintKind.UNPAID_WAGES


def test_what_a_cut_left_is_taken_up_when_the_kiosk_begins_again(
    open_window: OpenWindow, staff: OpenStation, desk: Desk
) -> None:
    here = staff.desk(Actor(role=Role.WORKER, device="kiosk-1")).speaking_up
    told = Told(id="cut", kind=ComplaintKind.INJURY)
    for number in range(5):
        here.keep(told, number, b"\x10\x20" * VOICE_RATE)
    window = open_window()
    window.until(lambda: len(desk.complaints.inbox()) == 1, "the complaint")
    (complaint,) = desk.complaints.inbox()
    assert complaint.kind is ComplaintKind.INJURY
    assert complaint.recording_id is not None
    assert window.name == "home"
