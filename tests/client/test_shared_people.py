"""Two kiosks of one station know the same people: merged at one of them, taken apart, or forgotten."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.person import Consent, Person
from kiosk.domain.staff import Actor, Role
from kiosk.store.forgetting import WRITTEN
from sync.central.forgetting import WORDS
from sync.central.store.tables import changes, pages, records, refusals
from sync.client.report import Outcome
from sync.protocol.kinds import OF_OPERATION
from sync.protocol.page import read_header, unpack
from tests.faults.town import CountyCentral, Kiosk

HEAD = Actor(role=Role.HEAD, device="desk", staff_id="staff-1", name="王站长")
FIRST = WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN, trades=("mason",))
SECOND = WalkIn(name="钱秀英", phone="13900002222", consent=Consent.GIVEN, identity_number="11010519491231002X")
Two = tuple[Kiosk, Kiosk]


@pytest.fixture
def two(kiosk: Callable[..., Kiosk]) -> Two:
    """The desks of one station: what happens begins at the first of them."""
    return kiosk("office", station="one"), kiosk("hall", station="one")


def desk(one: Kiosk) -> Desk:
    return one.station.desk(HEAD)


def register(one: Kiosk, *walk_ins: WalkIn) -> list[Person]:
    return [desk(one).people.register(walk_in, also_new=True).value for walk_in in walk_ins]


def settle(*kiosks: Kiosk) -> None:
    """Sync until nobody has anything to say."""
    for _ in range(3):
        for one in kiosks:
            assert one.sync().outcome is Outcome.DONE
    assert [one.sync().agrees or one.holds_what_central_has() for one in kiosks] == [True] * len(kiosks)


def keys(one: Kiosk) -> set[tuple[object, ...]]:
    """By what whom: the whole of what a search looks at, with the ids that mean the same everywhere."""
    return set(one.rows("select key, p.id from person_keys join people p on p.number = person"))


def searched(one: Kiosk, *people: Person) -> list[list[str]]:
    """Who is found by each of all that a registration can be found by."""
    texts = [
        text
        for person in people
        for text in (person.name, person.name[1:], person.phone, person.phone[-4:], person.card)
    ]
    return [[found.id for found in desk(one).people.search(text)] for text in (*texts, SECOND.identity_number)]


@pytest.mark.parametrize("how", ["told of both before", "told of all at once"])
def test_whoever_was_merged_is_found_by_both_registrations_at_both_kiosks(two: Two, how: str) -> None:
    office, hall = two
    first, second = register(office, FIRST, SECOND)
    if how == "told of both before":
        settle(office, hall)
    desk(office).people.merge(first.id, second.id)
    settle(office, hall)
    assert searched(office, first, second) == [[first.id]] * 11
    assert searched(hall, first, second) == searched(office, first, second)
    assert keys(hall) == keys(office)


def test_whoever_was_merged_signs_in_with_either_phone_at_the_other_kiosk(two: Two) -> None:
    office, hall = two
    first, second = register(office, FIRST, SECOND)
    settle(office, hall)
    desk(office).people.merge(first.id, second.id)
    settle(office, hall)
    visits = {desk(hall).arrivals.sign_in_by_phone(person.phone[-4:]).value.visit_id for person in (first, second)}
    assert len(visits) == 1


@pytest.mark.parametrize("other", [SECOND, WalkIn(name="孙三", phone="13900004444", consent=Consent.GIVEN)])
def test_who_is_taken_apart_is_found_as_two_at_both_kiosks(two: Two, other: WalkIn) -> None:
    """The second has nothing that the first would have to give back."""
    office, hall = two
    first, second = register(office, FIRST, other)
    settle(office, hall)
    before = keys(office)
    desk(office).people.merge(first.id, second.id)
    settle(office, hall)
    assert keys(hall) == keys(office) != before
    desk(office).people.unmerge(second.id)
    settle(office, hall)
    assert keys(hall) == keys(office) == before


def test_what_the_other_kiosk_changed_before_it_heard_of_the_merge_finds_the_whole_person(two: Two) -> None:
    office, hall = two
    first, second = register(office, FIRST, SECOND)
    settle(office, hall)
    desk(hall).people.change(second.id, phone="13900003333", name="钱秀云")
    desk(office).people.merge(first.id, second.id)
    settle(office, hall)
    for one in two:
        assert [[found.id for found in desk(one).people.search(text)] for text in ("3333", "钱秀云", "1111")] == [
            [first.id]
        ] * 3
    assert keys(hall) == keys(office)


@pytest.mark.parametrize("first_to_speak", [0, 1])
def test_two_people_that_both_clerks_put_together_the_other_way_round_are_one(
    two: Two, kiosk: Callable[..., Kiosk], first_to_speak: int
) -> None:
    office, hall = two
    (here,), (there,) = register(office, FIRST), register(hall, SECOND)
    settle(office, hall)
    desk(office).people.merge(here.id, there.id)
    desk(hall).people.merge(there.id, here.id)
    two[first_to_speak].sync()
    settle(office, hall)
    kept = (here, there)[first_to_speak]
    third = kiosk("third", station="one")
    settle(third)
    for one in (office, hall, third):
        assert searched(one, here, there) == [[kept.id]] * 11
        assert one.rows("select kind, reason from sync_troubles") == []
        assert one.rows("select kind, reason from operations") == []


def test_a_registration_that_both_kiosks_merged_leads_to_one_person_at_the_end(two: Two) -> None:
    """The office puts the third to the second while the hall puts the second to the first."""
    office, hall = two
    first, second, third = register(office, FIRST, SECOND, WalkIn(name="孙三", consent=Consent.GIVEN))
    settle(office, hall)
    desk(office).people.merge(second.id, third.id)
    desk(hall).people.merge(first.id, second.id)
    settle(office, hall)
    settle(office, hall)
    whole = "select p.id, w.id from people p join people w on w.number = p.counts_as"
    for one in two:
        assert dict(one.rows(whole)) == dict.fromkeys((first.id, second.id, third.id), first.id)
        assert [found.id for found in desk(one).people.search("孙三")] == [first.id]
    assert keys(hall) == keys(office)


SECRETS = ("钱无忌", "13912345678", "左手有伤", "要了两次")
GONE = WalkIn(name=SECRETS[0], phone=SECRETS[1], note=SECRETS[2], consent=Consent.GIVEN)


def texts_of(one: Kiosk) -> str:
    """All that stands in the tables of a kiosk."""
    tables = one.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    return str([one.rows(f"select * from {table}") for (table,) in tables])


def texts_of_central(central: CountyCentral) -> str:
    with central.store.look() as connection:
        kept = [connection.execute(select(table)).all() for table in (records, changes, refusals)]
        data = connection.execute(select(pages.c.data)).scalars().all()
    return str(kept) + str([list(_told(bytes(page))) for page in data])


def _told(page: bytes) -> Iterator[object]:
    stream = io.BytesIO(page)
    read_header(stream)
    return (entry for group in unpack(stream) for entry in group.entries())


def known_anywhere(central: CountyCentral, *kiosks: Kiosk) -> list[str]:
    """Which of the secrets somebody still knows."""
    texts = [texts_of_central(central), *map(texts_of, kiosks)]
    return [word for word in SECRETS for text in texts if word in text or json.dumps(word)[1:-1] in text]


def complain(one: Kiosk, person: Person, **words: str) -> str:
    new = NewComplaint(kind=ComplaintKind.OTHER, words=SECRETS[3], person_id=person.id, **words)
    return desk(one).complaints.open(new).value.complaint_id


def changes_name(hall: Kiosk, person: Person) -> None:
    desk(hall).people.change(person.id, name=SECRETS[0] + "一", phone=SECRETS[1][:-1] + "0", note=SECRETS[2] + "二")


def complains(hall: Kiosk, person: Person) -> None:
    complain(hall, person)


def merges(hall: Kiosk, person: Person) -> None:
    other = register(hall, WalkIn(name=SECRETS[0], consent=Consent.GIVEN))[0]
    desk(hall).people.merge(person.id, other.id)


def merges_into_an_older_one(hall: Kiosk, person: Person) -> None:
    """Which is given the phone that it had not."""
    older = str(hall.rows("select id from people where number < ? order by number", person.number)[0][0])
    desk(hall).people.merge(older, person.id)


def moves(hall: Kiosk, person: Person) -> None:
    visit = desk(hall).arrivals.sign_in(person.id).value.visit_id
    desk(hall).arrivals.move(visit, 1, SECRETS[2])


def writes_a_step(hall: Kiosk, person: Person) -> None:
    complaint = str(hall.rows("select id from complaints")[0][0])
    desk(hall).complaints.add_step(complaint, SECRETS[3], next_step=SECRETS[3])


LATE = (changes_name, complains, merges, merges_into_an_older_one, moves, writes_a_step)


def test_central_empties_what_a_kiosk_does_when_somebody_is_forgotten() -> None:
    assert {OF_OPERATION[each.kept.kind.value]: each.empty for each in WRITTEN} == {
        (kind,): empty for kind, empty in WORDS.items()
    }


@pytest.mark.parametrize("first", ["the forgetting", "the words"])
@pytest.mark.parametrize("late", LATE)
def test_nobody_knows_a_forgotten_person_again_by_late_words_of_the_other_kiosk(
    two: Two, central: CountyCentral, late: Callable[[Kiosk, Person], None], first: str
) -> None:
    office, hall = two
    _, person = register(office, WalkIn(name="钱某", consent=Consent.GIVEN), GONE)
    complain(office, person)
    settle(office, hall)
    late(hall, person)
    desk(office).forgetting.forget(person.id, ForgetReason.ASKED)
    for one in (office, hall) if first == "the forgetting" else (hall, office):
        one.sync()
    settle(office, hall)
    settle(office, hall)
    assert known_anywhere(central, office, hall) == []
    for one in two:
        assert desk(one).people.search(SECRETS[0]) == ()
        assert desk(one).people.search(SECRETS[1][-4:]) == ()
    assert keys(office) == keys(hall)


def test_who_is_forgotten_is_so_by_all_registrations_whichever_kiosk_hears_of_the_merge_last(
    two: Two, central: CountyCentral
) -> None:
    """The hall says no more after it told of the merge: the office goes on alone."""
    office, hall = two
    older, person = register(office, WalkIn(name="钱某", consent=Consent.GIVEN), GONE)
    settle(office, hall)
    desk(hall).people.merge(older.id, person.id)
    desk(office).forgetting.forget(person.id, ForgetReason.ASKED)
    settle(office)
    hall.line.cut_received = 0
    hall.sync()
    settle(office)
    settle(office)
    assert office.rows("select count(*) from people where forgotten_at_ms is null") == [(0,)]
    assert known_anywhere(central, office) == []


def test_a_kiosk_that_hears_who_is_forgotten_remembers_to_scrub_its_file(two: Two) -> None:
    office, hall = two
    (person,) = register(office, GONE)
    settle(office, hall)
    desk(office).forgetting.forget(person.id, ForgetReason.ASKED)
    settle(office, hall)
    assert hall.rows("select person_id, is_scrubbed from forgotten") == [(person.id, 0)]


def several(one: Kiosk, other: Kiosk, count: int = 4) -> list[str]:
    """Sign people in at both kiosks; return the visits at the second of them."""
    people = register(one, *(WalkIn(name=f"人{number}", consent=Consent.GIVEN) for number in range(2 * count)))
    settle(one, other)
    for person in people[:count]:
        desk(one).arrivals.sign_in(person.id)
    visits = [desk(other).arrivals.sign_in(person.id).value.visit_id for person in people[count:]]
    settle(one, other)
    return visits


def order_agrees(*kiosks: Kiosk) -> list[bool]:
    return [desk(one).logbook.check().order_agrees for one in kiosks]


def test_a_draw_and_moves_of_the_other_kiosk_are_taken_as_given_when_the_order_is_worked_out(two: Two) -> None:
    office, hall = two
    visits = several(office, hall)
    desk(office).arrivals.draw("1")
    settle(office, hall)
    assert order_agrees(office, hall) == [True, True]
    desk(office).arrivals.move(visits[2], 1, "腿脚不便")
    settle(office, hall)
    desk(hall).arrivals.move(visits[3], 2, "有急事")
    settle(hall, office)
    desk(office).arrivals.move(visits[0], 1, "有急事")
    settle(office, hall)
    assert order_agrees(office, hall) == [True, True]
    today = [[one.visit.id for one in desk(each).arrivals.today()] for each in two]
    assert today[0] == today[1]


@pytest.mark.parametrize(
    "change",
    [
        "update arrival_moves set to_place = 1 where visit_id = ? and reason = '我们'",
        "delete from arrival_moves where visit_id = ? and reason = '我们'",
        "update arrival_moves set to_place = 1, is_ours = 0 where visit_id = ? and reason = '我们'",
        "update arrival_days set seed = '7' where ? <> ''",
        "insert into arrival_moves (id, day, visit_id, to_place, reason, staff_id, at_ms, version)"
        " select 'forged', day, id, 1, '我们', 'staff-1', 0, 1 from visits where id = ?",
    ],
)
def test_an_own_move_or_draw_that_was_changed_past_the_program_is_noticed_beside_those_of_others(
    two: Two, change: str
) -> None:
    office, hall = two
    visits = several(office, hall)
    desk(office).arrivals.draw("1")
    settle(office, hall)
    desk(hall).arrivals.draw("77")
    desk(hall).arrivals.move(visits[2], 4, "我们")
    settle(hall, office)
    desk(office).arrivals.move(visits[0], 1, "他们")
    settle(office, hall)
    assert order_agrees(office, hall) == [True, True]
    hall.station.database.execute(change, (visits[2],))
    assert order_agrees(hall) == [False]


def test_a_move_that_the_log_knows_is_an_own_one_though_central_told_of_it_again(two: Two) -> None:
    """As after a repair, or in a database that was put together from a damaged one."""
    office, hall = two
    visits = several(office, hall)
    desk(hall).arrivals.move(visits[2], 1, "我们")
    settle(hall, office)
    desk(office).arrivals.move(visits[0], 1, "他们")
    settle(office, hall)
    hall.station.database.execute("delete from arrival_moves where reason = '我们'")
    settle(hall)
    assert hall.rows("select is_ours from arrival_moves where reason = '我们'") == [(0,)]
    hall.station.database.execute("update arrival_moves set seq = -seq where reason = '我们'")
    assert order_agrees(hall) == [True]


def test_whichever_kiosk_drew_last_its_draw_is_the_one_that_is_worked_out(two: Two) -> None:
    office, hall = two
    several(office, hall)
    for place, one in enumerate((office, hall, office, hall)):
        desk(one).arrivals.draw(f"{place}7")
        settle(*two)
        assert order_agrees(*two) == [True, True]
        assert {desk(each).arrivals.rule().seed for each in two} == {f"{place}7"}


def test_two_draws_that_knew_nothing_of_each_other_end_as_one(two: Two) -> None:
    office, hall = two
    several(office, hall)
    for one in two:
        desk(one).arrivals.draw(one.folder.name)
    settle(*two)
    assert len({desk(each).arrivals.rule() for each in two}) == 1
    assert order_agrees(*two) == [True, True]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("when", ["before", "meanwhile", "after"])
def test_the_list_shows_by_whichever_registration_somebody_came_the_person_that_it_counts_as(
    two: Two, when: str, place: int
) -> None:
    office, hall = two
    first, second = register(office, FIRST, SECOND)
    settle(office, hall)
    if when == "before":
        desk(two[place]).arrivals.sign_in(second.id)
        settle(office, hall)
    desk(office).people.merge(first.id, second.id)
    if when == "after":
        settle(office, hall)
    desk(two[place]).arrivals.sign_in(second.id)
    settle(hall, office)
    shown = [[(row.person_id, row.name, row.trades) for row in desk(one).arrivals.today()] for one in two]
    assert shown == [[(first.id, "赵大娘", ("mason",))]] * 2
