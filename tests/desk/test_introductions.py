"""What somebody says of themselves who looks for work: kept while they speak, then with their wish, then gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.desk.desk import Desk
from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.sign_in import SignedIn
from kiosk.domain.staff import Role
from kiosk.domain.voice import VOICE_RATE, Introduction, Told, voice_sound
from kiosk.domain.work_wish import LONGEST_VOICE_MS, LONGEST_VOICE_S, NewWorkWish
from kiosk.services import OpenStation
from kiosk.store.outbox import Outbox

TODAY = date(2026, 11, 21)
SECOND = b"\x10\x20" * VOICE_RATE
ABOUT = Introduction(id="v1", trades=("mason", "cook"), days=(TODAY,))
NEW = NewWorkWish(has_agreed=True, trades=ABOUT.trades, days=ABOUT.days)


@pytest.fixture
def worker(at_desk: Callable[..., Desk]) -> Desk:
    """Somebody at the screen."""
    return at_desk(Role.WORKER)


def say(worker: Desk, about: Introduction | Told, seconds: int) -> None:
    for number in range(seconds):
        worker.speaking_up.keep(about, number, SECOND)


def left_over(station: OpenStation) -> int:
    return sum(
        int(station.database.value(f"select count(*) from {table}"))
        for table in ("voices", "voice_pieces", "introductions")
    )


def sign_in(worker: Desk, person_id: str) -> int:
    answer = worker.arrivals.sign_in(person_id).value
    assert isinstance(answer, SignedIn)
    assert answer.visit_id == ""
    return answer.running


def test_what_was_kept_while_they_spoke_goes_when_the_wish_is_left(
    worker: Desk, desk: Desk, station: OpenStation
) -> None:
    say(worker, ABOUT, 4)
    assert left_over(station) == 6
    voice = voice_sound(SECOND * 4)
    worker.work_wishes.leave(replace(NEW, voice=voice), spoken_as="v1")
    assert left_over(station) == 0
    (wish,) = desk.work_wishes.all()
    assert desk.work_wishes.sound(wish.id) == voice
    worker.speaking_up.take_up()
    assert len(desk.work_wishes.all()) == 1


def test_a_power_cut_leaves_what_was_said_with_what_was_shown(worker: Desk, desk: Desk, station: OpenStation) -> None:
    say(worker, ABOUT, 5)
    say(worker, replace(ABOUT, id="now"), 5)
    say(worker, Told(id="told", kind=ComplaintKind.INJURY), 5)
    assert len(worker.speaking_up.take_up(but="now")) == 2
    (wish,) = desk.work_wishes.all()
    assert (wish.trades, wish.days, wish.phone, wish.voice_ms) == (ABOUT.trades, ABOUT.days, "", 5_000)
    assert desk.work_wishes.sound(wish.id) == voice_sound(SECOND * 5)
    assert len(desk.complaints.inbox()) == 1
    worker.speaking_up.drop("now")
    assert left_over(station) == 0
    assert worker.speaking_up.take_up() == ()


def test_days_that_passed_while_the_power_was_off_are_no_mistake(
    worker: Desk, desk: Desk, station: OpenStation
) -> None:
    say(worker, ABOUT, 5)
    station.now = lambda before=station.now: before() + timedelta(days=3)
    worker.room.now = station.now
    worker.speaking_up.take_up()
    assert desk.work_wishes.all()[0].days == ABOUT.days


def test_a_word_or_two_before_a_power_cut_are_deleted(worker: Desk, desk: Desk, station: OpenStation) -> None:
    say(worker, ABOUT, 2)
    assert worker.speaking_up.take_up() == ()
    assert desk.work_wishes.all() == ()
    assert left_over(station) == 0


def test_a_voice_is_cut_after_a_minute(worker: Desk, desk: Desk) -> None:
    say(worker, ABOUT, LONGEST_VOICE_S + 3)
    worker.speaking_up.take_up()
    assert desk.work_wishes.all()[0].voice_ms == LONGEST_VOICE_MS


def test_whoever_signed_in_is_known_by_their_number_and_called_as_registered(
    worker: Desk, desk: Desk, register: Callable[..., str]
) -> None:
    person_id = register(name="王秀英", phone="13900000001")
    register(name="李大山", phone="13900000002")
    receipt = worker.work_wishes.leave(replace(NEW, arrival=sign_in(worker, person_id)))
    assert receipt.is_called
    (wish,) = desk.work_wishes.all()
    assert (wish.person_id, wish.person_name, wish.phone) == (person_id, "王秀英", "13900000001")


def test_a_number_that_nobody_has_today_is_nobody(worker: Desk, desk: Desk) -> None:
    receipt = worker.work_wishes.leave(replace(NEW, arrival=7))
    assert not receipt.is_called
    assert desk.work_wishes.all()[0].person_id is None


def test_a_cut_leaves_the_wish_with_whoever_signed_in(worker: Desk, desk: Desk, register: Callable[..., str]) -> None:
    person_id = register(name="王秀英", phone="13900000001")
    say(worker, replace(ABOUT, arrival=sign_in(worker, person_id)), 4)
    worker.speaking_up.take_up()
    assert desk.work_wishes.all()[0].person_id == person_id


def test_whoever_is_forgotten_leaves_no_voice_that_is_no_wish_yet(
    worker: Desk, desk: Desk, station: OpenStation, register: Callable[..., str]
) -> None:
    person_id = register(name="王秀英", phone="13900000001")
    say(worker, replace(ABOUT, arrival=sign_in(worker, person_id)), 4)
    say(worker, replace(ABOUT, id="other"), 4)
    desk.forgetting.forget(person_id, ForgetReason.ASKED)
    assert left_over(station) == 6
    worker.speaking_up.take_up()
    assert [wish.person_id for wish in desk.work_wishes.all()] == [None]


def test_nothing_of_it_leaves_the_station(worker: Desk, station: OpenStation) -> None:
    before = len(Outbox(station.database).waiting())
    say(worker, ABOUT, 4)
    worker.speaking_up.take_up()
    assert len(Outbox(station.database).waiting()) == before


def test_nothing_of_it_lies_readable_on_the_disk(worker: Desk, station: OpenStation) -> None:
    say(worker, ABOUT, 4)
    for path in station.places.data.rglob("*"):
        if path.is_file():
            assert SECOND[:64] not in path.read_bytes(), path.name
