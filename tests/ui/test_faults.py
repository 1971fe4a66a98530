"""What the worker sees when the surroundings fail, or when we do: never an endless wait, never an empty page."""

from __future__ import annotations

import resource
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.posting import PostingState
from kiosk.domain.staff import Actor, Role
from kiosk.domain.voice import SAMPLE_BYTES, VOICE_RATE, Told
from kiosk.domain.work_wish import NewWorkWish
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.states import Printing
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.services import OpenStation
from kiosk.store.keys import KEY_FILE
from tests.ui.conftest import OpenWindow, Unexpected
from tests.ui.window import Window
from ui.app import catch_everything


class BrokenPrinter:
    """A printer whose driver fails in a way that nobody thought of."""

    def print(self, job: PrintJob) -> PrintOutcome:
        raise ZeroDivisionError

    def warm_up(self) -> None:
        """Nothing to load."""


@contextmanager
def full_disk(unexpected: Unexpected) -> Iterator[None]:
    """Let no file of this process take one byte more; what the voice says meanwhile may be said without being kept."""
    unexpected.allow("a clip was not kept")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def lines(window: Window) -> str:
    return "\n".join(said.text for said in window.shell.phrases())


def test_what_could_not_be_saved_is_said_and_browsing_goes_on(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    posting = window.to_posting().posting
    with full_disk(unexpected):
        window.touch("posting-want", "notice-not-saved")
        assert "没存上" in lines(window)
        window.touch("notice-button", "oneposting")
        window.touch("nav-back", "postings")
        window.touch("nav-back", "home")
        window.touch("home-trades", "trades")
    window.touch("nav-home", "home")
    window.touch("home-today", "postings")
    window.touch("posting-0", "oneposting")
    window.touch("posting-want", "slipshown")
    window.settle()
    assert staff.slips.held_count(posting.id) == 1
    unexpected.expect("error-")


def test_the_same_touch_once_more_gets_the_slip_when_there_is_room_again(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    posting = window.to_posting().posting
    with full_disk(unexpected):
        window.touch("posting-want", "notice-not-saved")
    window.touch("notice-button", "oneposting")
    window.touch("posting-want", "slipshown")
    window.settle()
    assert staff.slips.held_count(posting.id) == 1
    unexpected.expect("error-")


def test_a_slot_that_could_not_be_freed_is_freed_when_there_is_room_again(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    slip = window.to_slip()
    with full_disk(unexpected):
        window.touch("slip-give-back", "notice-given-back")
        window.settle()
        assert staff.slips.held_count(slip.posting.id) == 1
    window.until(lambda: staff.slips.held_count(slip.posting.id) == 0)
    unexpected.expect("error-")


@pytest.fixture
def lost_key(places: Places) -> Callable[[], object]:
    """A station whose key was exchanged for another's; the fixture's value puts the right one back."""
    file = places.keys / KEY_FILE
    right = file.read_bytes()
    file.write_bytes(bytes(32))
    return lambda: file.write_bytes(right)


def test_a_station_that_does_not_open_says_at_every_touch_what_to_do(
    lost_key: Callable[[], object], open_window: OpenWindow, unexpected: Unexpected
) -> None:
    window = open_window(waits=False)
    for name in ("home-today", "home-trades", "home-near"):
        window.touch(name, "notice-not-read")
        assert "不行就叫人帮忙" in lines(window)
        window.touch("notice-button", "home")
    unexpected.expect("error-wrong-key")


def test_a_station_that_opens_at_last_works_as_if_nothing_had_been(
    lost_key: Callable[[], object], open_window: OpenWindow, unexpected: Unexpected
) -> None:
    window = open_window(waits=False)
    window.touch("home-today", "notice-not-read")
    lost_key()
    window.until(lambda: window.kiosk.is_open)
    window.to_slip()
    unexpected.expect("error-wrong-key")


@pytest.fixture
def excepthook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


def test_a_mistake_of_ours_is_one_moment_and_then_home(
    window: Window, unexpected: Unexpected, excepthook: None
) -> None:
    catch_everything(window.kiosk)
    window.to_slip()
    window.clock.fails = True
    window.touch("nav-back")
    window.until(lambda: window.name == "notice-one-moment")
    assert "ZeroDivision" not in lines(window)
    window.touch("notice-button", "home")
    window.to_posting()
    unexpected.expect("a mistake of ours")


def test_a_picture_that_fails_keeps_no_visitor_from_being_forgotten(window: Window) -> None:
    slip = window.to_slip().slip
    window.clock.fails = True
    with pytest.raises(ZeroDivisionError):
        window.shell.happen(was.WentHome())
    with pytest.raises(KeyError):
        window.kiosk.slips.layout(slip.id)


def test_a_printer_that_breaks_in_our_hands_leaves_the_slip_on_the_screen(
    open_window: OpenWindow, unexpected: Unexpected
) -> None:
    window = open_window(printer=BrokenPrinter())
    window.to_slip()
    window.until(lambda: window.shell.visit.taken[0].printing is Printing.NO_PAPER_TODAY)
    assert window.name == "slipshown"
    unexpected.expect("not printed: ZeroDivisionError")


@contextmanager
def held_up(window: Window) -> Iterator[None]:
    """Keep the store from answering, as a slow disk does."""
    go_on = threading.Event()
    window.kiosk.tasks.run(go_on.wait, lambda _: None, lambda _: None)
    try:
        yield
    finally:
        go_on.set()


def test_a_slow_store_shows_that_it_is_looking_and_never_another_list_s_cards(window: Window) -> None:
    window.touch("home-today", "postings")
    window.touch("nav-home", "home")
    with held_up(window):
        window.touch("home-older", "waiting")
        assert "posting-0" not in window.names()
        assert "请稍等" in lines(window)
    window.until(lambda: window.name == "postings")


def test_a_store_that_does_not_answer_is_not_waited_for(window: Window) -> None:
    with held_up(window):
        window.touch("home-trades", "waiting")
        window.seconds(6)
        assert window.name == "notice-not-read"
        window.touch("notice-button", "home")
    window.settle()
    assert window.name == "home"


def test_a_slip_that_comes_too_late_frees_its_slot(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    with held_up(window):
        window.touch("posting-want")
        window.seconds(6)
        assert window.name == "notice-not-saved"
    window.settle()
    window.settle()
    assert staff.slips.held_count(posting.id) == 0


def test_a_database_that_another_holds_is_not_waited_for(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    posting = window.to_posting().posting
    with staff.database.transaction():
        window.touch("posting-want")
        window.seconds(6)
        assert window.name == "notice-not-saved"
        window.touch("notice-button", "oneposting")
        window.touch("posting-want")
    window.until(lambda: window.name == "slipshown")
    assert staff.slips.held_count(posting.id) == 1


def test_a_slot_that_could_not_be_freed_is_freed_as_the_kiosk_closes(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    shown = window.to_slip()
    with staff.database.transaction():
        window.touch("slip-give-back", "notice-given-back")
        window.until(lambda: any("StoreBusy" in message for message in unexpected.messages), "the refusal")
    unexpected.expect("ui.asking: StoreBusy")
    assert staff.slips.held_count(shown.posting.id) == 1
    window.close()
    assert staff.slips.held_count(shown.posting.id) == 0


TOLD = Told(id="v1", kind=ComplaintKind.INJURY)
LATER = {
    "a voice that is taken back": (
        do.DropVoice(TOLD.id),
        lambda desk: no_voice_in(desk) and not desk.complaints.inbox(),
    ),
    "a voice that is left": (do.LeaveVoice(TOLD), lambda desk: no_voice_in(desk) and len(desk.complaints.inbox()) == 1),
}


def no_voice_in(desk: Desk) -> bool:
    return desk.room.database.value("select count(*) from voices") == 0


@pytest.mark.parametrize(("effect", "is_so"), LATER.values(), ids=LATER)
def test_what_a_visitor_left_behind_is_seen_to_when_the_store_answers_again(
    window: Window, staff: OpenStation, unexpected: Unexpected, effect: do.Effect, is_so: Callable[[Desk], bool]
) -> None:
    worker, clerk = (
        staff.desk(Actor(role=role, device="d", staff_id=id_)) for role, id_ in ((Role.WORKER, ""), (Role.CLERK, "s"))
    )
    worker.speaking_up.keep(TOLD, 0, bytes(3 * VOICE_RATE * SAMPLE_BYTES))
    busy(window, staff, unexpected, effect)
    window.until(lambda: is_so(clerk), "what is to become of it")


def test_a_wish_that_nobody_waits_for_goes_when_the_store_answers_again(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    desk = staff.desk(Actor(role=Role.CLERK, device="d", staff_id="s"))
    left = desk.work_wishes.leave(NewWorkWish(has_agreed=True, trades=("mason",)))
    busy(window, staff, unexpected, do.LetWorkWishGo(left.wish_id))
    window.until(lambda: desk.work_wishes.all() == (), "its end")


def busy(window: Window, staff: OpenStation, unexpected: Unexpected, effect: do.Effect) -> None:
    """Have `effect` carried out while another process holds the database for longer than is waited for."""
    with staff.database.transaction():
        window.shell.effect_wanted.emit(effect)
        window.until(lambda: any("StoreBusy" in message for message in unexpected.messages), "the refusal")
    unexpected.expect("ui.asking: StoreBusy")


def test_a_station_without_any_work_says_so_on_every_way_to_it(window: Window, staff: OpenStation) -> None:
    for posting in staff.postings.all():
        staff.postings.set_state(posting.id, PostingState.PAUSED)
    window.touch("home-trades", "trades")
    window.until(lambda: not [name for name in window.names() if name.startswith("trade-")])
    assert "眼下一个活都没有" in lines(window)
    for name in ("home-today", "home-older", "home-near"):
        window.touch("nav-home", "home")
        window.touch(name, "postings")
        window.until(lambda: "nothing" in window.names())
        assert "没有" in lines(window)


def test_trades_that_vanish_while_they_are_looked_at_are_said_to_be_gone(window: Window, staff: OpenStation) -> None:
    window.touch("home-trades", "trades")
    assert "trade-0" in window.names()
    for posting in staff.postings.all():
        staff.postings.set_state(posting.id, PostingState.PAUSED)
    window.until(lambda: "trade-0" not in window.names())
    assert "眼下一个活都没有" in lines(window)
