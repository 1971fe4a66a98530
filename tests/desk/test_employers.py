"""Employers at the desk: found by name and phone, verified and suspended, with all that was between us."""

from __future__ import annotations

import pytest

from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.employer import Employer
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.services import open_station
from kiosk.store.desk_log import DeskLog
from kiosk.store.employers import EmployerStore


@pytest.fixture
def head(at_desk):
    return at_desk(Role.HEAD)


def names(found: tuple[Employer, ...]) -> list[str]:
    return [each.name for each in found]


def test_an_employer_is_found_by_any_part_of_the_name_and_the_end_of_the_phone(desk) -> None:
    desk.employers.save(name="老王施工队", phone="138-0000-1234")
    desk.employers.save(name="王家果园", phone="13900005678")
    desk.employers.save(name="Sunny Farm 12")
    search = desk.employers.search
    assert names(search("王")) == ["王家果园", "老王施工队"]
    assert names(search("老王 施工")) == ["老王施工队"]
    assert names(search("施工隊")) == ["老王施工队"]
    assert names(search("５６７８")) == ["王家果园"]
    assert names(search("sunny")) == ["Sunny Farm 12"]
    assert names(search("12")) == ["Sunny Farm 12"]
    assert names(search("")) == ["王家果园", "老王施工队", "Sunny Farm 12"]
    assert names(search("", limit=1)) == ["王家果园"]
    assert search("没有") == ()


def test_the_search_sees_what_another_process_saved(desk, station) -> None:
    assert desk.employers.search("老王") == ()
    with open_station(station.places, now=station.now) as other:
        EmployerStore(other.database).add(Employer(id=new_id(), name="老王"))
    assert names(desk.employers.search("老王")) == ["老王"]


def test_a_new_employer_is_not_verified_until_somebody_says_so(desk) -> None:
    made = desk.employers.save(name=" 老王 ", phone="138 0000 1234", note="东村的").value
    assert (made.name, made.phone, made.note, made.verified) == ("老王", "13800001234", "东村的", False)
    assert desk.employers.verify(made.id).value.verified
    assert not desk.employers.verify(made.id, False).value.verified


def test_two_employers_may_have_one_name(desk) -> None:
    first, second = (desk.employers.save(name="老王").value for _ in range(2))
    assert first.id != second.id
    desk.employers.save(name="老王", phone="13911112222", employer_id=second.id)
    assert desk.employers.page(first.id).employer.phone == ""


def test_a_renamed_employer_keeps_the_postings(desk, offer) -> None:
    posting = offer()
    desk.employers.save(name="王记", phone="13800001234", employer_id=posting.employer_id)
    (row,) = desk.employers.page(posting.employer_id).postings
    assert (row.posting.id, row.posting.employer_name) == (posting.id, "王记")


def test_suspended_by_the_head_no_worker_sees_the_postings(desk, head, offer, station) -> None:
    posting = offer()
    with pytest.raises(NotAllowed):
        desk.employers.suspend(posting.employer_id, reason="欠薪")
    done = head.employers.suspend(posting.employer_id, reason="欠薪三个月")
    assert (done.value.suspended, done.value.suspended_reason) == (True, "欠薪三个月")
    assert station.offered(posting.id) is None
    with pytest.raises(NotAllowed):
        desk.employers.unsuspend(posting.employer_id)
    done.undo()
    assert station.offered(posting.id) is not None
    head.employers.suspend(posting.employer_id, reason="欠薪")
    lifted = head.employers.unsuspend(posting.employer_id)
    assert (lifted.value.suspended, lifted.value.suspended_reason) == (False, "")
    lifted.undo()
    assert station.offered(posting.id) is None


def test_nobody_is_suspended_without_a_reason(head, offer) -> None:
    with pytest.raises(Refused, match="refused-say-why"):
        head.employers.suspend(offer().employer_id, reason=" ")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "  "},
        {"name": "王" * 10_000},
        {"name": "老\0王"},
        {"name": "\ud800"},
        {"name": "\u202e老王"},
        {"name": "老王", "phone": "打他电话"},
        {"name": "老王", "phone": "1" * 10_000},
        {"name": "老王", "note": "\0"},
        {"name": "老王", "note": "话" * 2_001},
    ],
)
def test_what_cannot_be_kept_is_refused(desk, station, fields) -> None:
    with pytest.raises(Refused):
        desk.employers.save(**fields)
    assert EmployerStore(station.database).all() == ()


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "👷🏽‍♀️", "שלום", "'; drop table employers; --", "王" * 200])
def test_odd_names_are_kept_to_the_letter(desk, name) -> None:
    made = desk.employers.save(name=name, note=name + "\n第二行").value
    assert (made.name, made.note) == (name, name + "\n第二行")
    assert desk.employers.search(name) == (made,)


def test_every_change_can_be_taken_back(desk, station) -> None:
    added = desk.employers.save(name="老王")
    changed = desk.employers.save(name="老张", phone="13800001234", note="好", employer_id=added.value.id)
    verified = desk.employers.verify(added.value.id)
    verified.undo()
    with pytest.raises(ChangedMeanwhile):
        verified.undo()
    with pytest.raises(ChangedMeanwhile):
        changed.undo()
    desk.employers.save(name="老李", employer_id=added.value.id).undo()
    assert desk.employers.page(added.value.id).employer == changed.value
    new = desk.employers.save(name="老赵")
    new.undo()
    with pytest.raises(UnknownThing):
        desk.employers.page(new.value.id)
    assert DeskLog(station.database).latest()[0].details == {"what": "employer-added"}


def test_an_employer_who_has_postings_by_now_does_not_go_away(desk, offer) -> None:
    added = desk.employers.save(name="老王施工队")
    offer()
    with pytest.raises(ChangedMeanwhile):
        added.undo()


def test_the_page_counts_all_that_was_between_us(desk, offer, station) -> None:
    posting, other = offer(headcount=5), offer(employer_name="别人")
    station.give_back(station.grant(posting.id, wish_id=new_id())[0].slip.id)
    slips = [station.grant(posting.id, wish_id=new_id())[0].slip for _ in range(5)]
    decisions = [
        Decision(result=Result.HIRED, paid=Paid.FULL),
        Decision(result=Result.HIRED, paid=Paid.NONE),
        Decision(result=Result.NOT_HIRED),
        Decision(result=Result.NO_SHOW),
    ]
    for slip, decision in zip(slips, decisions, strict=False):
        desk.outcomes.decide(slip.id, decision)
    station.grant(other.id, wish_id=new_id())
    desk.complaints.open(NewComplaint(kind=ComplaintKind.FALSE_POSTING, posting_id=posting.id))
    page = desk.employers.page(posting.employer_id)
    history = page.history
    assert (history.postings, history.running, history.slips) == (1, 1, 6)
    assert (history.hired, history.not_hired, history.no_shows, history.undecided) == (2, 1, 1, 1)
    assert history.unpaid == 1
    (unpaid,) = history.unpaid_slips
    assert (unpaid.slip_id, unpaid.posting_id, unpaid.paid_minor) == (slips[1].id, posting.id, 0)
    assert (history.complaints, history.complaints_open) == (2, 2)
    assert {each.kind for each in history.complaint_list} == {"unpaid_wages", "false_posting"}
    assert [row.posting.id for row in page.postings] == [posting.id]


def test_somebody_new_has_a_page_of_noughts(desk) -> None:
    history = desk.employers.page(desk.employers.save(name="老王").value.id).history
    assert (history.postings, history.slips, history.hired, history.complaints) == (0, 0, 0, 0)
    assert (history.unpaid_slips, history.complaint_list) == ((), ())


@pytest.mark.parametrize("ask", ["page", "verify", "unsuspend"])
def test_who_is_not_there_is_unknown(head, ask) -> None:
    with pytest.raises(UnknownThing):
        getattr(head.employers, ask)("nobody")


def test_the_log_holds_neither_name_nor_phone_nor_reason(desk, head, station) -> None:
    made = desk.employers.save(name="老王施工队", phone="13800001234", note="秘密").value
    head.employers.suspend(made.id, reason="欠薪")
    written = str(DeskLog(station.database).latest())
    assert not any(word in written for word in ("老王", "13800001234", "秘密", "欠薪"))
