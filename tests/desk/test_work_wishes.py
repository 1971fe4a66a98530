"""Work wishes: kept only with consent and for their time, called and matched by staff, gone when withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Role
from kiosk.domain.work_wish import KEPT_DAYS, MOST_TRADES, NewWorkWish, WishState, days_ahead
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import Outbox
from sync.client.tables import HOMES
from sync.protocol.kinds import OF_OPERATION

TODAY = date(2026, 11, 21)
WAV = b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\x08\0\0\0" + bytes(range(8))
VOICE = Sound(data=WAV, form=SoundForm.WAV, duration_ms=1_000)
NEW = NewWorkWish(has_agreed=True, trades=("mason", "cook"), days=(TODAY, TODAY + timedelta(days=1)), voice=VOICE)


@pytest.fixture
def worker(at_desk):
    """Somebody at the screen."""
    return at_desk(Role.WORKER)


def test_what_somebody_leaves_is_found_by_its_number_and_heard(worker, desk):
    receipt = worker.work_wishes.leave(replace(NEW, phone="13812345678"))
    assert receipt.is_called
    assert receipt.kept_until == TODAY + timedelta(days=KEPT_DAYS)
    (wish,) = desk.work_wishes.all()
    assert (
        wish == desk.work_wishes.find(receipt.number) == desk.work_wishes.find(receipt.number.replace("-", "").lower())
    )
    assert (wish.trades, wish.days, wish.phone, wish.state) == (NEW.trades, NEW.days, "13812345678", WishState.OPEN)
    assert desk.work_wishes.sound(wish.id) == VOICE


def test_nothing_is_kept_of_who_did_not_agree(worker, desk, station):
    with pytest.raises(Refused, match="refused-wish-not-agreed"):
        worker.work_wishes.leave(replace(NEW, has_agreed=False))
    assert desk.work_wishes.all() == ()
    assert station.database.value("select count(*) from work_wishes") == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"trades": ()}, "refused-wish-trades"),
        ({"trades": ("mason", "mason")}, "refused-wish-trades"),
        ({"trades": ("nothing",)}, "refused-wish-trades"),
        ({"trades": tuple("abcdef")[: MOST_TRADES + 1]}, "refused-wish-trades"),
        ({"days": (TODAY + timedelta(days=7),)}, "refused-wish-days"),
        ({"phone": "138"}, "refused-wish-phone"),
        ({"phone": "1381234567８"}, "refused-wish-phone"),
        ({"voice": replace(VOICE, duration_ms=60_001)}, "refused-recording-too-long"),
        ({"voice": replace(VOICE, data=b"no sound")}, "refused-recording-unreadable"),
    ],
)
def test_what_cannot_be_kept_is_refused(worker, change, reason):
    with pytest.raises(Refused, match=reason):
        worker.work_wishes.leave(replace(NEW, **change))


def test_a_day_that_passed_meanwhile_is_left_out(worker, desk):
    """They chose before midnight, and gave it after."""
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    for days, left in (((yesterday, tomorrow), (tomorrow,)), ((yesterday,), ())):
        receipt = worker.work_wishes.leave(replace(NEW, days=days))
        assert desk.work_wishes.find(receipt.wish_id).days == left


def test_the_days_that_can_be_chosen_begin_today():
    assert days_ahead(TODAY)[0] == TODAY
    assert len(days_ahead(TODAY)) == 7


def test_numbers_run_and_are_not_given_again_to_somebody_else_the_same_day(worker, desk):
    first, second = (worker.work_wishes.leave(NEW) for _ in range(2))
    assert [receipt.number[3:13] for receipt in (first, second)] == ["G-1121-001", "G-1121-002"]
    desk.work_wishes.withdraw(second.wish_id)
    assert worker.work_wishes.leave(NEW).number[3:13] == "G-1121-003"


def test_a_registered_person_is_reached_as_they_are_known(worker, desk, register):
    person_id = register(name="王秀英", phone="13900000001")
    worker.work_wishes.leave(replace(NEW, person_id=person_id))
    (wish,) = desk.work_wishes.all()
    assert (wish.person_id, wish.person_name, wish.phone) == (person_id, "王秀英", "13900000001")
    with pytest.raises(UnknownThing):
        worker.work_wishes.leave(replace(NEW, person_id="nobody"))


def test_marks_move_a_wish_down_and_can_be_taken_back(worker, desk):
    first, second = (worker.work_wishes.leave(NEW).wish_id for _ in range(2))
    done = desk.work_wishes.mark(second, WishState.CALLED, seen_version=1)
    assert [wish.id for wish in desk.work_wishes.all()] == [first, second]
    assert [wish.state for wish in desk.work_wishes.all()] == [WishState.OPEN, WishState.CALLED]
    with pytest.raises(ChangedMeanwhile):
        desk.work_wishes.mark(second, WishState.MATCHED, seen_version=1)
    done.undo()
    assert [wish.state for wish in desk.work_wishes.all()] == [WishState.OPEN] * 2
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_withdrawn_is_erased_voice_and_all(worker, desk, station):
    wish_id = worker.work_wishes.leave(replace(NEW, phone="13812345678")).wish_id
    done = desk.work_wishes.mark(wish_id, WishState.CALLED, seen_version=1)
    for _ in range(2):
        desk.work_wishes.withdraw(wish_id)
    assert desk.work_wishes.all() == ()
    with pytest.raises(UnknownThing):
        desk.work_wishes.find(wish_id)
    with pytest.raises(UnknownThing):
        desk.work_wishes.sound(wish_id)
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    row = station.database.row("select trades, days, phone, person, voice, voice_ms from work_wishes")
    assert row == ("", "", "", None, None, None)
    with pytest.raises(IntegrityError):
        station.database.execute("update work_wishes set phone = '1'")


def test_after_thirty_days_it_goes_by_itself(worker, desk, station):
    worker.work_wishes.leave(NEW)
    station.now = lambda: datetime(2026, 12, 21, 7, 0).astimezone()
    station.let_old_wishes_go()
    assert len(desk.work_wishes.all()) == 1
    station.now = lambda: datetime(2026, 12, 22, 7, 0).astimezone()
    station.let_old_wishes_go()
    assert station.database.value("select count(*) from work_wishes") == 0


def test_whoever_is_forgotten_leaves_no_wish(worker, desk, register):
    person_id = register(name="王秀英", phone="13900000001")
    worker.work_wishes.leave(replace(NEW, person_id=person_id))
    worker.work_wishes.leave(replace(NEW, phone="13900000001"))
    other = worker.work_wishes.leave(replace(NEW, phone="13900000002"))
    desk.forgetting.forget(person_id, ForgetReason.ASKED)
    assert [wish.id for wish in desk.work_wishes.all()] == [other.wish_id]


def test_it_stays_at_the_station(worker, station):
    before = len(Outbox(station.database).waiting())
    worker.work_wishes.leave(NEW)
    assert len(Outbox(station.database).waiting()) == before
    assert "work_wishes" not in {home.table for home in HOMES}
    assert not any("wish" in operation for operation in OF_OPERATION)


def test_the_log_holds_no_word_of_it(worker, desk, station):
    wish_id = worker.work_wishes.leave(replace(NEW, phone="13812345678")).wish_id
    desk.work_wishes.mark(wish_id, WishState.MATCHED, seen_version=1)
    desk.work_wishes.withdraw(wish_id)
    lines = DeskLog(station.database).latest(limit=3)
    assert [line.action for line in lines] == ["work-wish-withdrawn", "work-wish-marked", "work-wish-left"]
    assert "138" not in repr([line.details for line in lines])
