"""One whole day at the real windows of kiosk and desk: from the first arrival at six to the report, and a recount."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.posting_list import PostingFilter
from kiosk.domain.report import Period
from kiosk.printing.target import describe_target
from tests.printing.conftest import WoodenPrinter
from tests.ui.conftest import OpenWindow
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.power_cut import type_and_lose_power
from tests.ui.desk.test_new_posting_screen import usual
from tests.ui.desk.test_outcomes_screen import do, open_form, outcome_of, slips, the_list
from tests.ui.desk.test_walk_in_screen import WALK_IN_BEGUN
from tests.ui.desk.window import DeskWindow
from tests.ui.test_sign_in import scan
from tests.ui.window import Window
from ui.screens.desk.outcome_lines import Deed
from ui.screens.desk.screen import Go, Place
from ui.system_printer import system_printer

SIX = datetime(2026, 11, 21, 6, 0).astimezone()
EVENING = datetime(2026, 11, 21, 19, 0).astimezone()
TODAY = SIX.date()
NAMES = (
    "王秀英", "李建国", "张桂兰", "刘德明", "陈玉珍", "杨国强", "赵淑芬", "黄大海", "周玉兰", "吴有才", "徐志远",
    "孙小红", "胡春花", "朱长贵", "高凤英", "林家旺", "何三妹", "郭铁柱", "马秀兰", "罗文军",
)  # fmt: skip
EMPLOYERS = (("老王果园", 8), ("顺达物流", 7), ("红旗饭店", 5))
THREE = ("apple", "fish", "sun")


class Printer:
    """A receipt printer on the network that can be unplugged and plugged in again at the same port."""

    def __init__(self) -> None:
        self._device: WoodenPrinter | None = WoodenPrinter()
        self.port = self._device.port
        self._jobs_before = 0
        self._kept: socket.socket | None = None
        """Keeps the port from every other program while nobody listens there."""

    @property
    def jobs(self) -> int:
        """How many whole jobs came out so far."""
        return self._jobs_before + (len(self._device.jobs) if self._device else 0)

    def unplug(self) -> None:
        assert self._device
        self._jobs_before += len(self._device.jobs)
        self._device.close()
        self._device = None
        self._kept = socket.socket()
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._kept.bind(("127.0.0.1", self.port))

    def plug_in(self) -> None:
        self._device = WoodenPrinter(port=self.port)
        self._let_go()

    def close(self) -> None:
        if self._device:
            self._device.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._kept:
            self._kept.close()


@pytest.fixture
def printer() -> Iterator[Printer]:
    made = Printer()
    yield made
    made.close()


def registered(window: DeskWindow) -> list[Person]:
    """Twenty people whom staff have known for a while."""

    def known(place: int, name: str) -> WalkIn:
        pictures = THREE if place == 1 else ()
        return WalkIn(
            name=name, phone=f"1390742{place:04d}", consent=Consent.GIVEN, birth_year=1955 + place, pictures=pictures
        )

    return [
        window.use(lambda desk, place=place, name=name: desk.people.register(known(place, name))).value
        for place, name in enumerate(NAMES)
    ]


def sign_in_at_the_kiosk(kiosk: Window, people: Sequence[Person]) -> None:
    """One by the phone number, one by three pictures, one by the card."""
    kiosk.touch("home-sign-in", "signin")
    kiosk.touch("sign-in-phone", "signindigits")
    for digit in people[0].phone[-4:]:
        kiosk.touch(f"key-{digit}")
    kiosk.touch("key-sign-in-done", "signedin")
    kiosk.touch("nav-home", "home")
    kiosk.touch("home-sign-in", "signin")
    kiosk.touch("sign-in-pictures", "signinpictures")
    for picture in THREE:
        kiosk.touch(f"picture-{picture}")
    kiosk.until(lambda: kiosk.name == "signedin", "the number")
    kiosk.touch("nav-home", "home")
    scan(kiosk, people[2].card)
    kiosk.until(lambda: kiosk.name == "signedin", "the number")
    kiosk.touch("nav-home", "home")


def posted(window: DeskWindow, employer: str, headcount: int) -> Posting:
    """Take an employer's call on the form."""
    window.go(Place.POSTINGS)
    window.touch("postings-new")
    window.settle()
    phone = f"1380000{headcount:04d}"
    usual(window, employer=employer, headcount=str(headcount), phone=phone, when="今天 8点到17点", work="搬货")
    window.key("Ctrl+Return")
    window.settle()
    return find(window, employer)[0]


def find(window: DeskWindow, employer: str) -> list[Posting]:
    wanted = PostingFilter(states=frozenset(PostingState), words=employer)
    rows = window.use(lambda desk: desk.postings.listing(wanted)).rows
    return [row.posting for row in rows if row.posting.employer_name == employer]


def send(window: DeskWindow, employer: str) -> None:
    """Choose the posting and send the first who are here, in one touch each."""
    window.go(Place.DISPATCH)
    window.widget("dispatch-search").setFocus(Qt.FocusReason.TabFocusReason)
    window.type(employer)
    window.settle()
    window.key("Return")
    window.settle()
    window.touch("dispatch-take")
    window.touch("dispatch-send")
    window.settle()


@contextmanager
def evening(*clocks: Window | DeskWindow) -> Iterator[None]:
    for each in clocks:
        each.clock.moment = EVENING
    yield


def test_a_whole_day_at_the_station(
    open_desk: OpenDesk, open_window: OpenWindow, printer: Printer, tmp_path: Path
) -> None:
    target = f"tcp:127.0.0.1:{printer.port}"
    window = open_desk(printer=describe_target(target, system=system_printer))
    kiosk = open_window()
    for each in (window, kiosk):
        each.clock.moment = SIX
    people = registered(window)

    # six o'clock: arrivals by phone and by pictures at the kiosk, by card at the desk; nobody twice
    sign_in_at_the_kiosk(kiosk, people)
    window.shell.activateWindow()
    window.live()
    window.log_in()
    window.go(Place.ARRIVALS)
    for person in people[3:]:
        window.scan(person.card)
        window.settle()
    window.scan(people[2].card)
    window.settle()
    arrivals = window.use(lambda desk: desk.arrivals.today())
    assert [one.name for one in arrivals] == list(NAMES)
    assert [one.visit.running for one in arrivals] == list(range(1, 21))

    # employers call; one of them asks for a fee
    for employer, headcount in EMPLOYERS:
        posted(window, employer, headcount)
    window.go(Place.POSTINGS)
    window.touch("postings-new")
    window.settle()
    usual(window, employer="骗子公司", note="先交押金200元")
    window.key("Ctrl+Return")
    window.settle()
    assert window.place is Place.NEW_POSTING
    assert "押金" in window.text_of("fast-note-problem")
    assert find(window, "骗子公司") == []
    window.touch("fast-clear")
    window.settle()

    # twenty people to three employers; the printer's cable is pulled for the second
    before = printer.jobs
    send(window, EMPLOYERS[0][0])
    window.until(lambda: printer.jobs >= before + EMPLOYERS[0][1] + 1, "eight slips and the employer's sheet")
    window.until(lambda: not window.app.printing.is_busy, "the printer to rest")
    printer.unplug()
    send(window, EMPLOYERS[1][0])
    window.until(lambda: window.visible("desk-print-again"), "the printer to be missed")
    printer.plug_in()
    before = printer.jobs
    window.touch("desk-print-again")
    window.until(lambda: printer.jobs >= before + EMPLOYERS[1][1], "the slips of the second")
    window.until(lambda: not window.app.printing.is_busy, "the printer to rest")
    send(window, EMPLOYERS[2][0])
    for employer, headcount in EMPLOYERS:
        held = window.use(lambda desk, name=employer: desk.postings.get(find(window, name)[0].id)).held
        assert held == headcount
    sheet = tmp_path / "sheet.xlsx"
    window.use(lambda desk: write_employers_sheet(desk, find(window, EMPLOYERS[0][0])[0], sheet))
    rows = list(openpyxl.load_workbook(sheet).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has a sheet
    assert sum(any(cell in NAMES for cell in row) for row in rows) == EMPLOYERS[0][1]

    # the power goes in the middle of a walk-in
    window.close()
    type_and_lose_power(window.places, WALK_IN_BEGUN)
    window = open_desk()
    with evening(window, kiosk):
        window.log_in()
        window.go(Place.WALK_IN)
        assert (window.text_of("walk-in-name"), window.text_of("walk-in-phone")) == ("王秀英", "1390742")
        window.touch("walk-in-clear")
        window.settle()

        # in the evening: all came and were paid; one did not come; one was not paid
        window.go(Place.OUTCOMES)
        assert len(slips(window)) == len(NAMES)
        do(window, row_of(window, EMPLOYERS[0][0]), Deed.ALL_PAID)
        do(window, row_of(window, EMPLOYERS[1][0]) + 1, Deed.ABSENT)
        do(window, row_of(window, EMPLOYERS[1][0]), Deed.ALL_PAID)
        unpaid = the_list(window).lines[row_of(window, EMPLOYERS[2][0]) + 1]
        open_form(window, unpaid.cells[1])
        for name in ("outcome-result-hired", "outcome-paid-none", "outcome-save"):
            window.touch(name)
        window.settle()
        assert window.visible("outcomes-complaint")
        assert outcome_of(window, unpaid.cells[1])
        do(window, row_of(window, EMPLOYERS[2][0]), Deed.ALL_PAID)
        complaints = window.use(lambda desk: desk.complaints.inbox())
        assert [each.slip_number for each in complaints if each.slip_number == unpaid.cells[1]] == [unpaid.cells[1]]
        assert window.visible("outcomes-empty")
        window.touch("outcomes-close-day")
        window.settle()
        assert window.use(lambda desk: desk.outcomes.day_state()).is_closed
        for employer, _ in EMPLOYERS:
            window.shell.go(Go(place=Place.POSTING, topic=find(window, employer)[0].id))
            window.settle()
            window.touch("posting-close")
            window.settle()
            assert find(window, employer)[0].state is PostingState.CLOSED

        # the report, and the same counted from the raw rows
        report = window.use(lambda desk: desk.reports.of(Period(first_day=TODAY, last_day=TODAY)))
        raw = window.use(lambda desk: recount(desk.room.database, TODAY.isoformat()))
        assert raw["visits"] == 20
        assert raw["hires"] == 19
        assert (report.arrivals, report.hires, report.slips.no_show) == (raw["visits"], raw["hires"], raw["no_show"])
        assert report.unpaid_wages == raw["unpaid"] == 1
        assert window.use(lambda desk: desk.logbook.check()).first_broken is None


def row_of(window: DeskWindow, employer: str) -> int:
    return next(row for row, line in enumerate(the_list(window).lines) if line.is_heading and employer in line.cells[0])


def write_employers_sheet(desk: object, posting: Posting, path: Path) -> None:
    from kiosk.desk.dispatch_sheet import write_sheet
    from kiosk.domain.language import Language
    from kiosk.texts.catalogue import Texts

    sheet = desk.dispatch.sheet(posting_id=posting.id, day=TODAY)  # type: ignore[attr-defined]  # a Desk
    write_sheet(path, sheet, Texts(Language.ZH_CN))


def recount(database: object, day: str) -> Counter[str]:
    """Count the day from the rows themselves, by plain questions of this test's own."""
    rows = database.rows  # type: ignore[attr-defined]  # a Database
    counts = Counter(f"{result}" for (result,) in rows("select result from outcomes"))
    counts["hires"] = counts["hired"]
    counts["visits"] = len(rows("select id from visits where day = ?", (day,)))
    counts["unpaid"] = len(rows("select slip_id from outcomes where paid = 'none'"))
    return counts
