"""What the county did not take, and what two sides wrote differently: shown in plain parts, settled by a person."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kiosk.domain.county import Attention, Refusal, RowKind
from kiosk.domain.notice import NewNotice
from kiosk.domain.posting import PostingState, Strength
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import Change, OperationKind, Outbox
from kiosk.store.people import PersonStore

Disagree = Callable[..., str]


@pytest.fixture
def outbox(station) -> Outbox:
    return Outbox(station.database)


@pytest.fixture
def refuse(outbox) -> Callable[[str], int]:
    """The county refuses the last waiting operation, with a reason; everything before it is taken."""

    def refuse_last(reason: str) -> int:
        last = outbox.waiting()[-1].seq
        outbox.confirm(through=last, refused={last: reason})
        return last

    return refuse_last


@pytest.fixture
def disagree(station) -> Disagree:
    """Central tells of a field that two sides set, and returns the conflict's id."""

    def tell(kind: str, row_id: str, field: str, *, kept: object, lost: object, id_: str = "c-1") -> str:
        values = (id_, kind, row_id, field, json.dumps({"value": lost}), json.dumps({"value": kept}), 5)
        station.database.execute("insert into conflicts values (?, ?, ?, ?, ?, ?, ?, 'open', 1)", values)
        return id_

    return tell


def settled(station, conflict_id: str = "c-1") -> str:
    return str(station.database.value("select state from conflicts where id = ?", (conflict_id,)))


def told(outbox: Outbox, kind: OperationKind) -> list[dict[str, object]]:
    return [dict(each.fields) for each in outbox.waiting() if each.kind is kind]


def last_done(station) -> tuple[str, str]:
    line = DeskLog(station.database).latest(limit=1)[0]
    return line.action, line.subject


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.TECHNICIAN])
def test_whoever_carries_a_stick_stands_in_the_log_with_its_figures(at_desk, station, role):
    at_desk(role).county.note_stick_written(12)
    line = DeskLog(station.database).latest(limit=1)[0]
    assert (line.action, line.role, line.details) == ("county-stick-written", role, {"changes": 12})
    at_desk(role).county.note_stick_taken(sent=12, taken=3, refused=1)
    line = DeskLog(station.database).latest(limit=1)[0]
    assert (line.action, line.role) == ("county-stick-taken", role)
    assert line.details == {"received": 12, "came_in": 3, "not_taken": 1}


def test_a_worker_carries_no_stick(at_desk):
    for note in (
        lambda county: county.note_stick_written(1),
        lambda county: county.note_stick_taken(sent=1, taken=1, refused=0),
    ):
        with pytest.raises(NotAllowed):
            note(at_desk(Role.WORKER).county)


def test_a_refused_change_says_what_it_was_about_and_why_it_was_not_taken(desk, station, offer, refuse):
    posting = offer(title="招两名瓦工")
    with station.database.transaction():
        station.postings.change(posting.id, place="村口", note="带水")
    seq = refuse("wrong-value note")
    (change,) = desk.county.refused()
    assert (change.seq, change.kind, change.name) == (seq, RowKind.POSTING, "招两名瓦工")
    assert change.fields == ("place", "note")
    assert change.reason is Refusal.WRONG_VALUE
    assert not change.is_new
    assert desk.county.attention() == Attention(refused=1, conflicts=0)


@pytest.mark.parametrize("reason", ["", "struck-by-lightning"])
def test_a_reason_that_nobody_knows_here_is_still_a_reason(desk, offer, refuse, reason):
    offer()
    refuse(reason)
    assert [each.reason for each in desk.county.refused()] == [Refusal.OTHER]


def test_a_new_row_that_is_gone_here_is_known_by_what_was_said_of_it(desk, station, refuse):
    notice = desk.notices.save(
        NewNotice(title="赶集", words="早点来", first_day=desk.room.today, last_day=desk.room.today)
    )
    refuse("malformed")
    station.database.execute("delete from notices")
    (change,) = desk.county.refused()
    assert (change.name, change.is_new, change.kind) == ("赶集", True, RowKind.NOTICE)
    assert notice.value.notice.id not in change.name


def test_each_refused_row_is_known_by_the_name_that_staff_know(desk, station, offer, register, outbox):
    person, posting = register(name="王秀英"), offer(title="招瓦工")
    desk.arrivals.sign_in(person)
    desk.dispatch.wait_for(person, posting.id)
    slip = station.slips.issue(posting.id, wish_id="a", now=station.now()).slip
    outbox.add([Change(kind=OperationKind.ARRIVAL_DAY_SAVED, row_id="2026-11-21", fields={}, base_version=1)], now_ms=1)
    seqs = {each.seq: "row-of-others" for each in outbox.waiting()}
    outbox.confirm(through=max(seqs), refused=seqs)
    names = {(each.kind, each.name) for each in desk.county.refused()}
    assert names >= {
        (RowKind.PERSON, "王秀英"),
        (RowKind.VISIT, "王秀英"),
        (RowKind.WAITING, "王秀英"),
        (RowKind.EMPLOYER, "老王施工队"),
        (RowKind.POSTING, "招瓦工"),
        (RowKind.SLIP, slip.number),
        (RowKind.ARRIVAL_DAY, "2026-11-21"),
    }


def test_a_refused_change_is_sent_again_behind_all_others(desk, station, offer, refuse, outbox):
    posting = offer()
    seq = refuse("row-unknown")
    offer(title="后来的")
    done = desk.county.try_again(seq)
    assert done.undo is None
    assert outbox.waiting()[-1].row_id == posting.id
    assert desk.county.refused() == ()
    assert last_done(station) == ("county-tried-again", posting.id)
    with pytest.raises(UnknownThing):
        desk.county.try_again(seq)


def test_the_head_alone_gives_a_refused_change_up_and_the_row_stays(desk, at_desk, station, offer, refuse, outbox):
    posting = offer()
    seq = refuse("row-of-others")
    with pytest.raises(NotAllowed):
        desk.county.give_up(seq)
    at_desk(Role.HEAD).county.give_up(seq)
    assert desk.county.refused() == ()
    assert outbox.waiting() == ()
    assert station.postings.get(posting.id).title == posting.title
    assert last_done(station) == ("county-given-up", posting.id)


def test_the_lost_value_is_put_back_and_the_county_is_told_of_both(desk, station, offer, disagree, outbox):
    posting = offer(place="村委会")
    disagree("posting", posting.id, "place", kept="村委会", lost="老学校")
    (conflict,) = desk.county.conflicts()
    assert (conflict.kind, conflict.name, conflict.kept, conflict.lost) == (
        RowKind.POSTING,
        "招瓦工",
        "村委会",
        "老学校",
    )
    desk.county.restore(conflict.id)
    assert station.postings.get(posting.id).place == "老学校"
    assert told(outbox, OperationKind.POSTING_SAVED)[-1] == {"place": "老学校"}
    assert told(outbox, OperationKind.CONFLICT_SAVED) == [{"state": "restored"}]
    assert outbox.waiting()[-1].row_id == conflict.id
    assert desk.county.conflicts() == ()
    assert last_done(station) == ("county-restored", posting.id)


def test_where_nothing_was_said_of_a_text_an_empty_one_is_put_back(desk, station, offer, disagree, outbox):
    posting = offer(note="带水")
    disagree("posting", posting.id, "note", kept="带水", lost=None)
    desk.county.restore("c-1")
    assert station.postings.get(posting.id).note == ""
    assert told(outbox, OperationKind.POSTING_SAVED)[-1] == {"note": ""}


def test_a_value_put_back_can_be_taken_back_unless_somebody_changed_it_since(desk, station, offer, disagree, outbox):
    posting = offer(place="村委会")
    disagree("posting", posting.id, "place", kept="村委会", lost="老学校")
    done = desk.county.restore("c-1")
    done.undo()
    assert station.postings.get(posting.id).place == "村委会"
    assert settled(station) == "open"
    done = desk.county.restore("c-1")
    with station.database.transaction():
        station.postings.change(posting.id, place="河边")
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert settled(station) == "restored"


def test_what_is_used_is_left_and_the_county_is_told(desk, station, offer, disagree, outbox):
    posting = offer(place="村委会")
    disagree("posting", posting.id, "place", kept="村委会", lost="老学校")
    done = desk.county.leave("c-1")
    assert station.postings.get(posting.id).place == "村委会"
    assert told(outbox, OperationKind.CONFLICT_SAVED) == [{"state": "left"}]
    assert last_done(station) == ("county-left", posting.id)
    with pytest.raises(Refused) as settled_already:
        desk.county.restore("c-1")
    assert settled_already.value.key == "refused-county-settled"
    done.undo()
    assert [each.id for each in desk.county.conflicts()] == ["c-1"]


def test_a_row_that_the_tables_forbid_is_refused_and_nothing_is_changed(desk, station, offer, disagree, outbox):
    posting = offer()
    before = outbox.count_waiting()
    disagree("posting", posting.id, "pay_up_to_minor", kept=None, lost=1)
    with pytest.raises(Refused) as refused:
        desk.county.restore("c-1")
    assert refused.value.key == "refused-county-no-longer-fits"
    assert outbox.count_waiting() == before
    assert settled(station) == "open"


@pytest.mark.parametrize(
    ("kind", "field"), [("posting", "employer_id"), ("slip", "state"), ("person", "consent"), ("dispatch", "how")]
)
def test_what_hangs_together_with_more_is_changed_by_hand(desk, station, disagree, kind, field):
    disagree(kind, "row", field, kept="a", lost="b")
    with pytest.raises(Refused) as refused:
        desk.county.restore("c-1")
    assert refused.value.key == "refused-county-by-hand"
    assert settled(station) == "open"


def test_a_row_that_is_not_here_can_only_be_left(desk, station, disagree):
    disagree("posting", "nowhere", "place", kept="a", lost="b")
    with pytest.raises(UnknownThing):
        desk.county.restore("c-1")
    desk.county.leave("c-1")
    assert settled(station) == "left"


def test_hours_put_back_decide_anew_whether_it_suits_older_workers(desk, station, offer, disagree):
    posting = offer(strength=Strength.LIGHT)
    suits = "select suits_older from postings where id = ?"
    assert station.database.value(suits, (posting.id,)) == 1
    disagree("posting", posting.id, "strength", kept="light", lost="heavy")
    desk.county.restore("c-1")
    assert station.database.value(suits, (posting.id,)) == 0
    assert "suits_older" not in Outbox(station.database).waiting()[-2].fields


def test_an_ended_posting_is_brought_back_by_the_head_alone(desk, at_desk, station, offer, disagree):
    posting = offer()
    desk.postings.withdraw(posting.id, reason="不招了")
    disagree("posting", posting.id, "state", kept="withdrawn", lost="open")
    with pytest.raises(NotAllowed):
        desk.county.restore("c-1")
    at_desk(Role.HEAD).county.restore("c-1")
    assert station.postings.get(posting.id).state is PostingState.OPEN


def test_more_people_are_asked_for_by_the_rules_of_slots(desk, station, offer, disagree):
    posting = offer(headcount=2)
    station.slips.issue(posting.id, wish_id="a", now=station.now())
    station.slips.issue(posting.id, wish_id="b", now=station.now())
    disagree("posting", posting.id, "headcount", kept=2, lost=1)
    with pytest.raises(Refused):
        desk.county.restore("c-1")
    disagree("posting", posting.id, "headcount", kept=2, lost=4, id_="c-2")
    desk.county.restore("c-2")
    assert station.postings.get(posting.id).headcount == 4


def test_somebody_whose_phone_is_put_back_is_found_by_it(desk, station, register, disagree):
    person = register(name="王秀英", phone="13900001111")
    disagree("person", person, "phone", kept="13900001111", lost="13800002222")
    desk.county.restore("c-1")
    assert [each.id for each in PersonStore(station.database).by_phone_tail("2222")] == [person]


def test_an_identity_number_is_shown_to_nobody_in_full(desk, register, disagree):
    person = register(identity_number="33032619590312002X")
    disagree("person", person, "identity_number", kept="33032619590312002X", lost="330326195903120011")
    (conflict,) = desk.county.conflicts()
    assert "*" in str(conflict.kept)
    assert "19590312" not in f"{conflict.kept}{conflict.lost}"


def test_whoever_was_forgotten_does_not_come_back(desk, at_desk, station, register, disagree):
    person = register(name="王秀英")
    disagree("person", person, "name", kept="王秀英", lost="王秀莹")
    disagree("person", person, "note", kept="", lost="", id_="c-2")
    station.database.execute("update people set name = '', forgotten_at_ms = 1 where id = ?", (person,))
    station.database.execute("update conflicts set lost = 'null', kept = 'null' where id = 'c-1'")
    first, _ = desk.county.conflicts()
    assert (first.is_emptied, first.kept, first.lost, first.name) == (True, None, None, "")
    for conflict_id in ("c-1", "c-2"):
        with pytest.raises(Refused) as refused:
            desk.county.restore(conflict_id)
        assert refused.value.key == "refused-county-forgotten"


def test_a_suspension_is_put_back_by_the_head_alone(desk, at_desk, station, offer, disagree):
    employer = offer().employer_id
    disagree("employer", employer, "suspended", kept=0, lost=1)
    with pytest.raises(NotAllowed):
        desk.county.restore("c-1")
    at_desk(Role.HEAD).county.restore("c-1")
    assert station.database.value("select min(employer_suspended) from postings") == 1


def test_an_id_among_the_values_is_told_by_its_name(desk, offer, disagree):
    posting, other = offer(), offer(employer_name="李记建材")
    disagree("posting", posting.id, "employer_id", kept=posting.employer_id, lost=other.employer_id)
    (conflict,) = desk.county.conflicts()
    assert (conflict.kept, conflict.lost) == ("老王施工队", "李记建材")


def test_a_technician_is_told_how_much_there_is_and_not_what(at_desk, station, offer, refuse):
    offer()
    refuse("malformed")
    station.database.execute("insert into sync_troubles values ('posting', 'p', 'why', '{}', 1)")
    technician = at_desk(Role.TECHNICIAN)
    assert technician.county.attention().refused == 1
    assert technician.county.troubles() == 1
    with pytest.raises(NotAllowed):
        technician.county.refused()
