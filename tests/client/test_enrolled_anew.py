"""A station that central knows no more is enrolled once more: its records stay, its slots come from central."""

from __future__ import annotations

import pytest

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.slip import SlipHeld
from kiosk.store.postings import NewPosting
from sync.central.unknown_slips import hold_back_free
from sync.central.upkeep import faults
from sync.client.enrolling import NotEnrolled, enrol
from sync.client.report import Outcome
from tests.client.test_identity import at_central, numbers
from tests.client.test_one_market import HEAD, posting, save, settle, shares, wish
from tests.client.test_set_back import Backup

TABLES = ("employers", "people", "postings", "slips", "visits")


@pytest.fixture
def backup(central, tmp_path):
    return lambda: Backup(central, tmp_path)


def enrolled_anew(kiosk, central, code: str, *, machine: str = "") -> None:
    """As the command does it with `--anew`."""
    enrol(
        kiosk.station,
        "http://central",
        code,
        transport=kiosk._transport(b""),
        machine=machine or kiosk.machine,
        anew=True,
    )


def another_code(kiosk, central) -> str:
    station = kiosk.station.station
    return central.enrolment.add_code(station.region[:6], station.id)


def ids(kiosk) -> dict[str, list[tuple[object, ...]]]:
    return {table: kiosk.rows(f"select id from {table} order by id") for table in TABLES}


def registered(kiosk, name: str = "赵大娘"):
    return kiosk.station.desk(HEAD).people.register(WalkIn(name=name, consent=Consent.GIVEN, trades=("mason",))).value


def test_a_station_that_is_enrolled_already_is_not_enrolled_again_unless_it_is_asked_for(kiosk, central) -> None:
    one = kiosk("one")
    settle(one)
    before = one.rows("select * from central")
    with pytest.raises(NotEnrolled) as refused:
        enrol(one.station, "http://central", another_code(one, central), transport=one._transport(b""))
    assert refused.value.key == "error-enrol-already"
    with pytest.raises(NotEnrolled) as refused:
        enrolled_anew(one, central, "AAAA-AAAA-AAAA-AAAA")
    assert refused.value.key == "error-enrol-unknown-code"
    assert one.rows("select * from central") == before
    settle(one)


def test_a_central_that_was_set_back_to_before_it_knew_a_kiosk_gets_all_its_records(kiosk, central, backup) -> None:
    here = kiosk("here")
    theirs = save(here, posting("县里有的", headcount=4))
    settle(here)
    old = backup()
    late = kiosk("late", station="here")
    here.station.postings.change(theirs, note="带手套")
    settle(late, here)
    made = save(late, posting("后来的", headcount=5))
    slips = [wish(late, theirs, "w")]
    settle(late, here)
    settle(here, late)
    if not isinstance(slips[0], SlipHeld):  # it has got one by now, as it asked for it
        slips[0] = wish(late, theirs, "again")
    slips += [wish(late, made, f"w{number}") for number in range(2)]
    assert all(isinstance(slip, SlipHeld) for slip in slips)
    person = registered(late)
    settle(late, here)
    late.station.postings.change(made, note="带水壶")  # waits as central is set back
    mine = ids(late)
    here.close()  # what it knows would come back from it
    old.restore()
    with central.store.change() as connection:
        hold_back_free(connection)
    report = late.sync()
    assert (report.outcome, report.detail) == (Outcome.REVOKED, "unknown-token")
    enrolled_anew(late, central, another_code(late, central))
    assert not isinstance(wish(late, made, "before central said otherwise"), SlipHeld)
    settle(late)
    assert ids(late) == mine
    assert at_central(central, "posting") == {theirs, made}
    assert at_central(central, "person") == {person.id}
    assert at_central(central, "slip") == {id_ for (id_,) in mine["slips"]}
    assert late.station.postings.get(made).note == "带水壶"
    assert late.rows("select kind, reason from operations") == []
    got = []
    for turn in range(3):
        got += [wish(late, made, f"n{turn}{number}") for number in range(3)]
        settle(late)
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == 3  # five, of which two are out on paper
    assert shares(central, made)[1] == 5
    here.open()  # it says that it gave one of its slots up, which the slip of that holds
    settle(here, late)
    assert list(faults(central.store)) == []


def test_a_kiosk_that_central_knows_by_another_number_says_nothing_twice(kiosk, central) -> None:
    one, other = kiosk("one"), kiosk("other")
    id_ = save(one, posting(headcount=4))
    settle(one, other)
    told = wish(one, id_, "told")
    settle(one, other)
    waits = wish(one, id_, "waits")
    person = registered(one)
    assert isinstance(waits, SlipHeld)
    held = other.rows("select slots_here from postings")[0][0]
    station = one.station.station
    code = central.enrolment.replace(station.region[:6], station.id, kiosk=1)
    enrolled_anew(one, central, code)
    settle(one, other)
    assert at_central(central, "slip") == {told.slip.id, waits.slip.id}
    assert at_central(central, "person") == {person.id}
    assert at_central(central, "conflict") == set()
    assert not isinstance(wish(one, id_, "no"), SlipHeld)  # what it had may be out on paper, as of a machine that broke
    got = [wish(other, id_, f"o{number}") for number in range(4)]
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == held
    assert [is_dead for number, _, is_dead in numbers(central) if number in (1, 3)] == [True, True]
    one.station.slips.cancel(told.slip.id, now=one.station.now())
    settle(one, other)
    assert any(isinstance(wish(kiosk_, id_, "back"), SlipHeld) for kiosk_ in (one, other))
    assert list(faults(central.store)) == []


def test_what_waits_and_what_was_refused_is_said_under_the_new_number(kiosk, central) -> None:
    one = kiosk("one")
    settle(one)
    one.station.postings.save_new([NewPosting(posting=posting("一"))])
    settle(one)
    (id_,) = at_central(central, "posting")
    one.station.database.execute(
        "insert into operations (id, kind, row_id, fields, base_version, station_time_ms, state, reason)"
        " values ('refused-once', 'posting-saved', ?, '{\"note\":\"自带手套\"}', 1, 0, 'refused', 'malformed')",
        (id_,),
    )
    one.station.database.execute("update postings set note = '自带手套' where id = ?", (id_,))
    enrolled_anew(one, central, another_code(one, central))
    assert one.rows("select min(seq), max(seq) - count(*) from operations") == [(1, 0)]
    settle(one)
    assert one.rows("select * from operations") == []
    assert one.station.postings.get(id_).note == "自带手套"
    fresh = kiosk("fresh")
    settle(fresh)
    assert fresh.station.postings.get(id_).note == "自带手套"


def test_a_disk_that_woke_up_in_another_computer_may_be_enrolled_anew(kiosk, central, backup) -> None:
    """It has given up its slots and postings before, and yet tells of them."""
    old = backup()
    one = kiosk("one")
    id_ = save(one, posting(headcount=3))
    settle(one)
    assert isinstance(wish(one, id_, "a"), SlipHeld)
    settle(one)
    old.restore()
    one.machine = "another board"
    one.engine.look_who_we_are()
    assert one.rows("select fork from central") == [("moved",)]
    added = central.add("东街驿站")
    enrolled_anew(one, central, added.code)
    settle(one)
    assert at_central(central, "posting") == {id_}
    got = [wish(one, id_, f"n{number}") for number in range(4)]
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == 2
    assert list(faults(central.store)) == []
