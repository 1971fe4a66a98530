"""Two kiosks of one station, in touch and apart: one list, numbers told apart, and cards that two people have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from kiosk.desk.arrival_sheet import call_words
from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.arrival import lot
from kiosk.domain.card import card_number
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.person import Consent, Person
from kiosk.domain.seat import SeatHeld
from kiosk.domain.sign_in import AskMore, More
from kiosk.domain.staff import Actor, Role
from kiosk.domain.training import NewClass
from kiosk.domain.visit_id import maker_of
from kiosk.texts.catalogue import Texts
from sync.client.report import Outcome
from tests.client.test_one_market import posting, save
from tests.faults.town import Kiosk

HEAD = Actor(role=Role.HEAD, device="desk", staff_id="staff-1", name="王站长")
WORKER = Actor(role=Role.WORKER, device="kiosk", staff_id="")
SIX = datetime(2026, 11, 21, 6, 0).astimezone()
Two = tuple[Kiosk, Kiosk]


class Clock:
    """What a kiosk's clock says: the right time, or `wrong` by so much."""

    def __init__(self) -> None:
        self.now, self.wrong = SIX, timedelta()

    def __call__(self) -> datetime:
        return self.now + self.wrong


def at(one: Kiosk) -> Clock:
    assert isinstance(one.now, Clock)
    return one.now


@pytest.fixture
def two(kiosk: Callable[..., Kiosk]) -> Two:
    """The office and the hall of one station, each with a clock of its own."""
    both = kiosk("office", station="one"), kiosk("hall", station="one")
    for one in both:
        one.close()
        one.now = Clock()
        one.open()
    return both


def desk(one: Kiosk) -> Desk:
    return one.station.desk(HEAD)


def settle(*kiosks: Kiosk) -> None:
    """Sync until nobody has anything to say."""
    for _ in range(3):
        for one in kiosks:
            assert one.sync().outcome is Outcome.DONE
    assert [one.sync().agrees for one in kiosks] == [True] * len(kiosks)
    for one in kiosks:
        assert one.rows("select kind, reason from sync_troubles") == []


def register(one: Kiosk, *names: str, phone: str = "") -> list[Person]:
    walk_ins = [WalkIn(name=name, phone=phone, consent=Consent.GIVEN) for name in names]
    return [desk(one).people.register(walk_in, also_new=True).value for walk_in in walk_ins]


def came(one: Kiosk, *people: Person, minute: float) -> list[str]:
    """Sign people in so many minutes after six, by the right time, one second after the other."""
    visits = []
    for second, person in enumerate(people):
        at(one).now = SIX + timedelta(minutes=minute, seconds=second)
        visits.append(desk(one).arrivals.sign_in(person.id).value.visit_id)
    return visits


def names(one: Kiosk) -> list[str]:
    return [row.name for row in desk(one).arrivals.today()]


def numbers(one: Kiosk) -> list[str]:
    return [str(row.visit.running) for row in desk(one).arrivals.today()]


def know_each_other(*kiosks: Kiosk) -> None:
    """Somebody came at each of them yesterday."""
    for one in kiosks:
        (person,) = register(one, f"昨天{one.folder.name}")
        at(one).wrong = timedelta(days=-1)
        came(one, person, minute=0)
        at(one).wrong = timedelta()
    settle(*kiosks)


def test_who_signs_in_later_at_the_other_kiosk_is_behind_all_who_were_there(two: Two) -> None:
    office, hall = two
    early = register(office, *(f"早{number:02}" for number in range(17)))
    late, last = register(hall, "晚", "最晚")
    settle(office, hall)
    came(office, *early, minute=0)
    settle(office, hall)
    came(hall, late, minute=60)
    settle(office, hall)
    came(office, last, minute=70)
    settle(office, hall)
    assert names(office) == names(hall) == [*(one.name for one in early), "晚", "最晚"]
    assert [int(row.visit.running) for row in desk(hall).arrivals.today()] == list(range(1, 20))


@pytest.mark.parametrize("wrong", [timedelta(hours=3), timedelta(hours=-3)])
def test_in_touch_a_wrong_clock_lets_nobody_jump_the_queue(two: Two, wrong: timedelta) -> None:
    office, hall = two
    people = register(office, *"甲乙丙丁戊己")
    settle(office, hall)
    at(hall).wrong = wrong
    for turn, person in enumerate(people):
        came(two[turn % 2], person, minute=turn)
        settle(office, hall)
    assert names(office) == names(hall) == list("甲乙丙丁戊己")


def test_apart_people_stand_by_when_they_came_whatever_their_numbers_are(two: Two) -> None:
    office, hall = two
    here, there = register(office, *"甲乙丙丁戊"), register(office, "子", "丑")
    settle(office, hall)
    came(office, *here[:4], minute=0)
    came(hall, there[0], minute=30)
    came(office, here[4], minute=40)
    came(hall, there[1], minute=50)
    settle(office, hall)
    assert names(office) == names(hall) == list("甲乙丙丁子戊丑")


def test_apart_a_clock_that_goes_back_does_not_mix_up_its_own_kiosks_order(two: Two) -> None:
    office, hall = two
    here, there = register(office, *"甲乙丙"), register(office, "子", "丑")
    settle(office, hall)
    came(hall, there[0], minute=20)
    came(office, here[0], minute=30)
    at(office).wrong = timedelta(hours=-4)
    came(office, *here[1:], minute=35)
    came(hall, there[1], minute=40)
    settle(office, hall)
    assert names(office) == names(hall) == list("子甲乙丙丑")


@pytest.mark.parametrize("is_known", [False, True])
def test_the_same_number_given_at_both_is_told_apart_on_the_list_the_board_paper_and_in_the_voice(
    two: Two, is_known: bool
) -> None:
    office, hall = two
    if is_known:
        know_each_other(office, hall)
    (here,), (there,) = register(office, "甲"), register(hall, "乙")
    settle(office, hall)
    (one,) = came(office, here, minute=0)
    (other,) = came(hall, there, minute=1)
    settle(office, hall)
    letters = [str(each.rows("select prefix from station")[0][0]) for each in two]
    written = [f"{each}-1" for each in letters]
    assert numbers(office) == numbers(hall) == written
    texts = Texts(Language.ZH_CN)
    for each in two:
        assert [row[1] for row in desk(each).arrivals.sheet(texts).rows] == written
        assert [str(number) for number in desk(each).arrivals.board().upcoming] == written
        called = [desk(each).arrivals.call(visit).value.running for visit in (one, other)]
        assert [call_words(number, texts) for number in called] == [f"请{mark}机1号到柜台来" for mark in letters]
        assert [str(call.running) for call in desk(each).arrivals.board().called] == written[::-1]
    assert [call_words(number, Texts(Language.EN)) for number in called] == [
        f"Number 1 of {mark}, please come to the desk" for mark in letters
    ]


def test_the_number_that_somebody_is_told_is_the_one_they_are_called_by_ever_after(two: Two) -> None:
    """Each kiosk knows that there is another one: the letters are told at once, before anything is doubled."""
    office, hall = two
    know_each_other(office, hall)
    (here,), (there,) = register(office, "甲"), register(hall, "乙")
    settle(office, hall)
    told = []
    for one, person in ((office, here), (hall, there)):
        at(one).now = SIX
        told.append(one.station.desk(WORKER).arrivals.sign_in(person.id).value.running)
    settle(office, hall)
    for each in two:
        assert {row.visit.running for row in desk(each).arrivals.today()} == set(told)
        assert len(set(told)) == 2


def test_a_kiosk_alone_says_plain_numbers(two: Two) -> None:
    office, _ = two
    people = register(office, "甲", "乙")
    came(office, *people, minute=0)
    settle(office)
    assert numbers(office) == ["1", "2"]


def test_a_week_after_the_last_number_of_another_kiosk_they_are_plain_again(two: Two) -> None:
    office, hall = two
    know_each_other(office, hall)
    (person,) = register(office, "甲")
    for days, number in ((6, f"{maker(office)}-1"), (7, "1")):
        at(office).wrong = timedelta(days=days)
        came(office, person, minute=0)
        assert numbers(office) == [number]


def maker(one: Kiosk) -> str:
    return str(one.rows("select prefix from station")[0][0])


@pytest.mark.parametrize("is_known", [False, True])
def test_in_a_lottery_each_has_a_lot_of_their_own(two: Two, is_known: bool) -> None:
    office, hall = two
    if is_known:
        know_each_other(office, hall)
    here, there = register(office, *"甲乙丙丁"), register(hall, *"子丑寅卯")
    settle(office, hall)
    came(office, *here, minute=0)
    came(hall, *there, minute=1)
    settle(office, hall)
    desk(hall).arrivals.draw("48217730")
    settle(office, hall)
    drawn = desk(office).arrivals.today()
    lots = [lot("48217730", row.visit.running) for row in drawn]
    assert len(set(lots)) == 8
    assert lots == sorted(lots)
    assert names(office) == names(hall)
    assert [desk(one).logbook.check().order_agrees for one in two] == [True, True]


def test_a_draw_before_the_other_kiosk_was_heard_of_stays_as_it_was_among_those_who_were_in_it(two: Two) -> None:
    office, hall = two
    know_each_other(office, hall)
    here, there = register(office, *"甲乙丙丁戊己"), register(hall, *"子丑寅卯")
    settle(office, hall)
    came(office, *here, minute=0)
    came(hall, *there, minute=1)
    desk(office).arrivals.draw("48217730")
    before = names(office)
    settle(office, hall)
    assert [name for name in names(office) if name in before] == before
    assert names(office) == names(hall)


def same_letters(office: Kiosk, hall: Kiosk) -> Two:
    """Let both have the same letters, as a kiosk and a copy of it have that nobody has noticed yet."""
    hall.station.database.execute("update station set prefix = ?", (maker(office),))
    return office, hall


def doubled(two: Two) -> tuple[Person, Person]:
    """Two people with one card number."""
    office, hall = same_letters(*two)
    (one,) = register(office, "牛二", phone="13712345678")
    (other,) = register(hall, "孔大山", phone="13712348765")
    assert one.card == other.card
    settle(office, hall)
    return one, other


def test_both_people_with_one_card_number_are_taken_and_found_at_both_kiosks(two: Two) -> None:
    one, other = doubled(two)
    for each in two:
        for person in (one, other):
            for text in (person.name, person.phone[-4:]):
                assert [found.id for found in desk(each).people.search(text)] == [person.id]
        assert {found.id for found in desk(each).people.search(one.card)} == {one.id, other.id}
        assert {found.id for found in desk(each).people.search(one.card.lower().replace("-", ""))} == {one.id, other.id}


def test_a_card_of_two_people_asks_which_of_them_it_is(two: Two) -> None:
    one, other = doubled(two)
    for each in two:
        asked = desk(each).arrivals.sign_in_by_card(one.card)
        assert isinstance(asked, AskMore)
        assert set(asked.person_ids) == {one.id, other.id}
        at_kiosk = each.station.desk(WORKER).arrivals
        assert at_kiosk.sign_in_by_card(one.card) == AskMore(further=More.DIGITS)
        assert isinstance(at_kiosk.sign_in_by_phone(other.phone), Done)
        assert names(each) == [other.name]


def test_visits_of_both_people_with_one_card_number_are_on_both_lists(two: Two) -> None:
    one, other = doubled(two)
    came(two[0], one, minute=0)
    came(two[1], other, minute=1)
    settle(*two)
    assert names(two[0]) == names(two[1]) == [one.name, other.name]


def test_no_new_card_has_the_number_of_one_that_is_known_here(two: Two) -> None:
    """The hall is further with its cards than it has people: five were registered by mistake."""
    office, hall = same_letters(*two)
    for number in range(5):
        done = desk(hall).people.register(WalkIn(name=f"错{number}", consent=Consent.GIVEN))
        assert done.undo is not None
        done.undo()
    register(office, *(f"甲{number}" for number in range(6)))
    register(hall, *(f"乙{number}" for number in range(6)))
    settle(office, hall)
    assert office.rows("select count(*), count(distinct card) from people") == [(12, 11)]
    for each in two:
        register(each, *(f"丙{number}" for number in range(5)))
        settle(office, hall)
    assert office.rows("select count(*), count(distinct card) from people") == [(22, 21)]
    (next_one,) = hall.rows("select seq + 1 from sqlite_sequence where name = 'people'")[0]
    hall.station.database.execute(
        "update people set card = ? where name = '乙0'", (card_number(prefix=maker(hall), running=int(str(next_one))),)
    )
    cards = {card for (card,) in hall.rows("select card from people")}
    assert not {person.card for person in register(hall, "丁", "戊")} & cards


def test_the_same_number_from_a_kiosk_and_its_clone_is_told_apart(two: Two) -> None:
    office, hall = same_letters(*two)
    (here,), (there,) = register(office, "甲"), register(hall, "乙")
    came(office, here, minute=0)
    came(hall, there, minute=1)
    settle(office, hall)
    assert numbers(office) == numbers(hall)
    assert len(set(numbers(office))) == 2
    desk(office).arrivals.draw("7")
    settle(office, hall)
    assert len({lot("7", row.visit.running) for row in desk(hall).arrivals.today()}) == 2
    assert names(office) == names(hall)


def test_ids_of_visits_tell_their_kiosk_and_others_tell_nothing(two: Two) -> None:
    office, _ = two
    (person,) = register(office, "甲")
    (visit,) = came(office, person, minute=0)
    assert maker_of(visit).letters == maker(office)
    assert maker_of(new_id()).letters == ""
    assert maker_of("elsewhere").letters == ""


def test_whom_both_kiosks_put_on_one_list_apart_is_on_it_once_and_keeps_neither_rows_out(two: Two) -> None:
    office, hall = two
    person = desk(office).people.register(WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN)).value
    course = (
        desk(office)
        .training.plan(
            NewClass(
                title="护工入门",
                day=SIX.date() + timedelta(days=2),
                starts=time(9),
                ends=time(11),
                place="二楼",
                seats=2,
            )
        )
        .value
    )
    work = save(office, posting(headcount=1))
    settle(office, hall)
    for one in two:
        desk(one).training.sign_up(course.id, person.id)
        desk(one).dispatch.wait_for(person.id, work)
    settle(office, hall)
    for one in two:
        (seat,) = desk(one).training.signed_up(course.id)
        (waiting,) = desk(one).dispatch.waiting(work)
        assert seat.person_id == waiting.person_id == person.id
        assert one.rows("select seats_taken from classes") == [(1,)], "nobody sits on two seats"
        assert one.rows("select count(*) from sign_ups") == one.rows("select count(*) from waiting_list") == [(2,)]


def test_both_kiosks_know_the_numbers_of_seats_taken_without_a_name_and_keep_one_too_many_in_sight(two: Two) -> None:
    office, hall = two
    new = NewClass(
        title="护工入门", day=SIX.date() + timedelta(days=2), starts=time(9), ends=time(11), place="二楼", seats=1
    )
    course = desk(office).training.plan(new).value
    settle(office, hall)
    numbers = set()
    for one in two:
        answer = desk(one).seats.take(course.id, wish_id=f"wish of {maker(one)}")
        assert isinstance(answer, SeatHeld)
        numbers.add(answer.seat.number)
    settle(office, hall)
    for one in two:
        assert {each.number for each in desk(one).training.signed_up(course.id)} == numbers
        assert desk(one).training.get(course.id).seats_left == 0
        assert one.rows("select count(*) from sync_troubles") == [(0,)]
        for number in numbers:
            seat = desk(one).seats.of_number(number)
            assert seat.class_id == course.id
