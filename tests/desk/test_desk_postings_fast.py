"""Fast posting: what a clerk types on the phone is understood, vetted at once, and live when it is saved."""

from __future__ import annotations

import time as clock
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.draft import PostingDraft
from kiosk.desk.postings import FastPosting, NotTaken, Taken
from kiosk.desk.problems import Field, Reason
from kiosk.desk.when_said import when_said
from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import PostingState, Source
from kiosk.domain.recording import SoundForm
from kiosk.domain.region import Region
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.store.desk_log import DeskLog
from kiosk.store.employers import EmployerStore
from kiosk.store.kept import Step
from kiosk.texts.catalogue import Texts
from tests.pieces import quickest

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)
CALL = FastPosting(
    trade="mason",
    headcount="3",
    pay="180",
    when="明天 7点到17点",
    place="东村小学旁边",
    phone="138 0000 1234",
    employer="老王施工队",
)


def reasons(problems) -> list[Reason]:
    return [found.reason for found in problems]


def taken(done) -> Taken:
    assert isinstance(done.value, Taken), done.value
    return done.value


def test_a_phone_call_becomes_a_posting_that_workers_see_at_once(desk, station) -> None:
    posting = taken(desk.postings.take_fast(CALL)).posting
    assert posting.state is PostingState.OPEN
    assert posting.source is Source.STATION
    assert (posting.verified_by, posting.verified_at_ms) == ("staff-1", desk.room.now_ms)
    assert posting.pay == Pay(amount_minor=180_00, unit=PayUnit.DAY)
    assert (posting.headcount, posting.slots_left) == (3, 3)
    assert (posting.first_day, posting.last_day) == (TOMORROW, TOMORROW)
    assert (posting.daily_start, posting.daily_end) == (time(7), time(17))
    assert posting.contact_phone == "13800001234"
    assert station.offered(posting.id) == posting


def test_the_screen_can_say_how_it_was_understood(desk) -> None:
    understood = desk.postings.understand(CALL)
    assert understood.problems == ()
    assert understood.sentence(Texts(Language.ZH_CN), today=TODAY) == "明天 11月22日 7:00–17:00 · 180元/天 · 要3人"
    assert understood.sentence(Texts(Language.EN), today=TODAY).startswith("Tomorrow")


def test_a_form_that_has_just_been_opened_says_only_what_is_missing(desk) -> None:
    understood = desk.postings.understand(FastPosting())
    assert understood.is_refused
    assert {found.field for found in understood.problems if found.reason.refuses} == {
        Field.TRADE,
        Field.EMPLOYER,
        Field.PAY,
        Field.PLACE,
        Field.PHONE,
    }
    assert understood.sentence(Texts(Language.ZH_CN), today=TODAY) == "今天 11月21日 · 要1人"


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"note": "每人先交50块押金"}, Field.NOTE, Reason.FEE_ASKED),
        ({"work": "砌墙，报名费50"}, Field.TITLE, Reason.FEE_ASKED),
        ({"place": "东村，先交服装费"}, Field.PLACE, Reason.FEE_ASKED),
        ({"pay": "180元/天 押金100"}, Field.PAY, Reason.FEE_ASKED),
        ({"pay": "多给点"}, Field.PAY, Reason.PAY_UNREADABLE),
        ({"pay": "5元/小时"}, Field.PAY, Reason.PAY_UNDER_FLOOR),
        ({"pay": ""}, Field.PAY, Reason.PAY_MISSING),
        ({"headcount": "0"}, Field.HEADCOUNT, Reason.HEADCOUNT_UNDER_ONE),
        ({"when": "干到月底"}, Field.FIRST_DAY, Reason.DAY_UNREADABLE),
        ({"when": "今天5点到6点"}, Field.LAST_DAY, Reason.DAYS_PAST),
        ({"place": ""}, Field.PLACE, Reason.PLACE_MISSING),
        ({"phone": "12"}, Field.PHONE, Reason.PHONE_MALFORMED),
        ({"phone": ""}, Field.PHONE, Reason.PHONE_MISSING),
        ({"note": "话" * 2_001}, Field.NOTE, Reason.TEXT_TOO_LONG),
        ({"employer": "王" * 10_000}, Field.EMPLOYER, Reason.TEXT_TOO_LONG),
    ],
)
def test_what_is_refused_never_becomes_a_posting(desk, station, change, field, reason) -> None:
    form = replace(CALL, **change)
    understood = desk.postings.understand(form)
    assert (field, reason) in [(found.field, found.reason) for found in understood.problems]
    done = desk.postings.take_fast(form, despite_warnings=True)
    assert isinstance(done.value, NotTaken)
    assert done.value.is_refused
    assert done.undo is None
    assert station.postings.all() == ()
    assert EmployerStore(station.database).all() == ()


def test_the_problem_that_was_read_is_not_said_twice_by_vetting(desk) -> None:
    assert reasons(desk.postings.understand(replace(CALL, pay="多给点")).problems) == [Reason.PAY_UNREADABLE]


def test_a_warning_passes_only_when_the_clerk_says_so(desk, station) -> None:
    form = replace(CALL, pay="900元/天")
    done = desk.postings.take_fast(form)
    assert isinstance(done.value, NotTaken)
    assert reasons(done.value.problems) == [Reason.PAY_UNUSUAL]
    assert not done.value.is_refused
    assert station.postings.all() == ()
    assert reasons(taken(desk.postings.take_fast(form, despite_warnings=True)).warnings) == [Reason.PAY_UNUSUAL]


def test_the_same_call_a_second_time_is_asked_about(desk) -> None:
    desk.postings.take_fast(CALL)
    again = desk.postings.take_fast(replace(CALL, employer="老王 施工队"))
    assert isinstance(again.value, NotTaken)
    assert reasons(again.value.problems) == [Reason.DUPLICATE]


def test_fees_are_looked_for_in_a_draft_whose_written_words_nobody_gave(desk) -> None:
    draft = PostingDraft(
        trade="mason", employer_name="老王", pay=Pay(amount_minor=200_00, unit=PayUnit.DAY), headcount=1,
        first_day=TOMORROW, last_day=TOMORROW, place="东村", contact_phone="13800001234", note="先交押金100元",
    )  # fmt: skip
    assert reasons(desk.postings.vet(draft)) == [Reason.FEE_ASKED]
    assert isinstance(desk.postings.take(draft, despite_warnings=True).value, NotTaken)
    assert isinstance(desk.postings.take(replace(draft, note="")).value, Taken)


def test_a_known_employers_phone_is_proposed(desk) -> None:
    desk.postings.take_fast(CALL)
    understood = desk.postings.understand(replace(CALL, phone="", employer="老王施工队", when="后天"))
    assert understood.problems == ()
    assert understood.phone_proposed == "13800001234"
    assert understood.draft.contact_phone == "13800001234"


def test_who_rings_is_known_by_the_number(desk) -> None:
    desk.postings.take_fast(CALL)
    understood = desk.postings.understand(replace(CALL, employer="", when="后天"))
    assert understood.employer is not None
    assert understood.draft.employer_name == "老王施工队"
    assert understood.problems == ()


def test_a_caller_without_a_firm_is_the_employer_by_name(desk) -> None:
    understood = desk.postings.understand(replace(CALL, employer="", phone="张大姐 13900002222"))
    assert understood.draft.employer_name == "张大姐"
    assert reasons(understood.problems) == [Reason.EMPLOYER_FROM_CONTACT]


def test_another_spelling_of_a_name_makes_no_second_employer(desk, station) -> None:
    desk.postings.take_fast(CALL)
    desk.postings.take_fast(replace(CALL, employer="老王　施工队", when="后天"))
    assert [each.name for each in EmployerStore(station.database).all()] == ["老王施工队"]


def test_of_two_employers_of_one_name_the_one_that_was_picked_counts(at_desk, desk) -> None:
    first = desk.employers.save(name="老王").value
    second = desk.employers.save(name="老王", phone="13911112222").value
    at_desk(Role.HEAD).employers.suspend(first.id, reason="欠薪")
    by_name = desk.postings.understand(replace(CALL, employer="老王"))
    assert reasons(by_name.problems) == [Reason.EMPLOYER_SUSPENDED]
    assert set(by_name.alike) == {desk.employers.page(first.id).employer, second}
    picked = desk.postings.take_fast(replace(CALL, employer="", employer_id=second.id))
    assert taken(picked).posting.employer_id == second.id
    of_first = desk.postings.take_fast(replace(CALL, employer="", employer_id=first.id), despite_warnings=True)
    assert reasons(of_first.value.problems) == [Reason.EMPLOYER_SUSPENDED]


def test_an_employer_who_is_not_there_is_not_made_up(desk) -> None:
    with pytest.raises(UnknownThing):
        desk.postings.take_fast(replace(CALL, employer_id="nobody"))


def test_who_is_suspended_between_two_letters_is_refused_at_once(at_desk, desk) -> None:
    posting = taken(desk.postings.take_fast(CALL)).posting
    assert desk.postings.understand(replace(CALL, when="后天")).problems == ()
    at_desk(Role.HEAD).employers.suspend(posting.employer_id, reason="欠薪")
    assert reasons(desk.postings.understand(replace(CALL, when="后天")).problems) == [Reason.EMPLOYER_SUSPENDED]


def test_work_in_words_names_the_trade(desk) -> None:
    posting = taken(desk.postings.take_fast(replace(CALL, trade="", work="摘苹果", pay="150一天"))).posting
    assert (posting.trade, posting.title) == ("fruit-picking", "摘苹果")


def test_work_that_nobody_knows_is_put_under_other_and_said(desk) -> None:
    understood = desk.postings.understand(replace(CALL, trade="", work="看风水"))
    assert understood.draft.trade == "other"
    assert reasons(understood.problems) == [Reason.TRADE_UNKNOWN]


def test_a_place_in_a_known_town_lies_there_and_any_other_here(station, at_desk) -> None:
    town = Region(code="530423001", name="桃花镇")
    station.settle(replace(station.station, region="530423002"), (town,))
    desk = at_desk()
    assert desk.postings.understand(replace(CALL, place="桃花镇小学")).draft.region == "530423001"
    assert desk.postings.understand(replace(CALL, place="村口")).draft.region == "530423002"


def test_words_about_the_hours_without_a_clock_time_are_kept(desk) -> None:
    posting = taken(desk.postings.take_fast(replace(CALL, when="每天8小时", note="自带手套"))).posting
    assert posting.note == "自带手套；每天8小时"


@pytest.mark.parametrize("text", ["\0", "好\ud800", "\x1b[2J", "\u202e钱给"])
@pytest.mark.parametrize("name", ["work", "place", "employer", "note", "when", "pay", "phone", "headcount", "contact"])
def test_text_that_no_row_keeps_is_refused_plainly(desk, name, text) -> None:
    form = replace(CALL, **{name: text})
    with pytest.raises(Refused):
        desk.postings.understand(form)
    with pytest.raises(Refused):
        desk.postings.take_fast(form, despite_warnings=True)


@pytest.mark.parametrize("text", ["=1+1", "👷🏽‍♀️工地", "שלום", "'; drop table postings; --", "王\n麻子\t店"])
def test_odd_names_are_kept_as_they_were_typed(desk, text) -> None:
    done = desk.postings.take_fast(replace(CALL, employer=text, place=text, note=text), despite_warnings=True)
    posting = taken(done).posting
    assert {posting.employer_name, posting.place, posting.note} == {" ".join(text.split())}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nothing_that_is_typed_breaks_the_desk(desk, data) -> None:
    words = st.text(max_size=40) | st.text("一二三十百元天月日号点到明后今早晚周0123456789:-.～/ ，、", max_size=25)
    names = ("work", "headcount", "pay", "when", "place", "phone", "employer", "contact", "note")
    form = FastPosting(**{name: data.draw(words, label=name) for name in names})
    try:
        understood = desk.postings.understand(form)
    except Refused:
        return
    understood.sentence(Texts(Language.ZH_CN), today=TODAY)
    done = desk.postings.take_fast(form, despite_warnings=True)
    assert isinstance(done.value, NotTaken) == understood.is_refused


def test_taking_it_back_leaves_no_trace_but_in_the_log(desk, station) -> None:
    done = desk.postings.take_fast(CALL)
    posting = taken(done).posting
    done.undo()
    assert station.postings.all() == ()
    assert EmployerStore(station.database).all() == ()
    assert [entry.action for entry in DeskLog(station.database).of_subject(posting.id)] == ["undone", "posting-taken"]


def test_a_posting_that_somebody_took_cannot_be_made_undone(desk, station) -> None:
    done = desk.postings.take_fast(CALL)
    station.grant(taken(done).posting.id, wish_id="wish")
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert len(station.postings.all()) == 1


def test_taking_a_posting_back_leaves_an_employer_who_has_others(desk, station) -> None:
    first, second = desk.postings.take_fast(CALL), desk.postings.take_fast(replace(CALL, when="后天"))
    first.undo()
    assert [each.id for each in station.postings.all()] == [taken(second).posting.id]
    assert len(EmployerStore(station.database).all()) == 1


def test_the_log_holds_no_word_of_what_was_typed(desk, station) -> None:
    desk.postings.take_fast(CALL)
    written = str(DeskLog(station.database).latest())
    assert not any(word in written for word in ("老王", "13800001234", "东村"))


def test_the_head_looks_at_what_a_clerk_doubts(at_desk, desk, station) -> None:
    waiting = taken(desk.postings.send_to_review(replace(CALL, pay="900元/天"))).posting
    assert (waiting.state, waiting.verified_by) == (PostingState.REVIEW, None)
    assert station.offered(waiting.id) is None
    head = at_desk(Role.HEAD, staff_id="head-1")
    done = head.postings.approve(waiting.id)
    posting = taken(done).posting
    assert (posting.state, posting.verified_by) == (PostingState.OPEN, "head-1")
    assert station.offered(posting.id) is not None
    done.undo()
    assert station.postings.get(waiting.id) == waiting


def test_approval_cannot_be_taken_back_when_a_worker_has_a_slip(at_desk, desk, station) -> None:
    waiting = taken(desk.postings.send_to_review(CALL)).posting
    done = at_desk(Role.HEAD).postings.approve(waiting.id)
    station.grant(waiting.id, wish_id="wish")
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_a_fee_is_refused_for_review_too(desk) -> None:
    assert isinstance(desk.postings.send_to_review(replace(CALL, note="交押金")).value, NotTaken)


def test_what_was_suspended_meanwhile_is_not_approved(at_desk, desk) -> None:
    waiting = taken(desk.postings.send_to_review(CALL)).posting
    head = at_desk(Role.HEAD)
    head.employers.suspend(waiting.employer_id, reason="欠薪")
    done = head.postings.approve(waiting.id)
    assert reasons(done.value.problems) == [Reason.EMPLOYER_SUSPENDED]


@pytest.mark.parametrize(
    ("hour", "when", "first", "last", "start", "end"),
    [
        (6, "", TODAY, TODAY, None, None),
        (10, "", TOMORROW, TOMORROW, None, None),
        (6, "7点到17点", TODAY, TODAY, time(7), time(17)),
        (7, "7点到17点", TOMORROW, TOMORROW, time(7), time(17)),
        (10, "下午2点", TODAY, TODAY, time(14), None),
        (10, "干3天", TOMORROW, TOMORROW + timedelta(days=2), None, None),
        (6, "先干两天 七点到五点", TODAY, TOMORROW, time(7), time(17)),
        (10, "11月27日到29日 7点到17点", date(2026, 11, 27), date(2026, 11, 29), time(7), time(17)),
        (10, "明天 早六点到晚五点半", TOMORROW, TOMORROW, time(6), time(17, 30)),
        (10, "明早6点", TOMORROW, TOMORROW, time(6), None),
        (10, "今晚8点到12点", TODAY, TODAY, time(20), time(0)),
        (10, "8-17", TOMORROW, TOMORROW, time(8), time(17)),
        (10, "11-25", date(2026, 11, 25), date(2026, 11, 25), None, None),
        (10, "马上", TODAY, TODAY, None, None),
        (10, "12月1日前", TOMORROW, date(2026, 12, 1), None, None),
        (10, "长期", TOMORROW, TOMORROW + timedelta(days=29), None, None),
        (10, "下周一到周五 8点-17点", date(2026, 11, 23), date(2026, 11, 27), time(8), time(17)),
        (10, "tomorrow 7am-5pm", TOMORROW, TOMORROW, time(7), time(17)),
    ],
)  # fmt: skip
def test_when_is_understood_as_people_say_it(hour, when, first, last, start, end) -> None:
    said = when_said(when, now=datetime(2026, 11, 21, hour), long_term_days=30)
    assert (said.first, said.last, said.hours.start, said.hours.end) == (first, last, start, end)


@pytest.mark.parametrize("when", ["干到月底", "干到月底 7点到17点", "asdf", "2月30日"])
def test_days_that_were_not_understood_are_never_guessed(when) -> None:
    said = when_said(when, now=datetime(2026, 11, 21, 6), long_term_days=30)
    assert reasons(said.problems) == [Reason.DAY_UNREADABLE]
    assert said.first is None


def test_hours_that_cannot_be_are_said() -> None:
    said = when_said("明天25点", now=datetime(2026, 11, 21, 6), long_term_days=30)
    assert reasons(said.problems) == [Reason.HOURS_UNREADABLE]


def test_yesterdays_posting_comes_again_in_one_call(desk, offer, station) -> None:
    yesterday = offer(first_day=TODAY - timedelta(days=2), last_day=TODAY - timedelta(days=1), note="带饭")
    station.postings.set_state(yesterday.id, PostingState.CLOSED, reason="没人去")
    posting = taken(desk.postings.copy(yesterday.id)).posting
    assert (posting.first_day, posting.last_day) == (TODAY, TOMORROW)
    assert (posting.headcount, posting.pay, posting.note, posting.employer_id) == (
        yesterday.headcount,
        yesterday.pay,
        yesterday.note,
        yesterday.employer_id,
    )
    assert (posting.state, posting.source, posting.verified_by) == (PostingState.OPEN, Source.STATION, "staff-1")
    assert station.offered(posting.id) is not None


def test_a_copy_may_begin_on_another_day(desk, offer) -> None:
    posting = taken(desk.postings.copy(offer().id, TODAY + timedelta(days=5))).posting
    assert (posting.first_day, posting.last_day) == (TODAY + timedelta(days=5), TODAY + timedelta(days=5))


def test_a_copy_of_what_was_looked_at_before_asks_only_about_a_duplicate(desk) -> None:
    posting = taken(desk.postings.take_fast(replace(CALL, pay="900元/天"), despite_warnings=True)).posting
    again = desk.postings.copy(posting.id)
    assert reasons(again.value.problems) == [Reason.DUPLICATE]
    assert isinstance(desk.postings.copy(posting.id, despite_warnings=True).value, Taken)
    assert isinstance(desk.postings.copy(posting.id, TOMORROW + timedelta(days=1)).value, Taken)


def test_a_copy_is_vetted_again(at_desk, desk, offer) -> None:
    posting = offer()
    at_desk(Role.HEAD).employers.suspend(posting.employer_id, reason="欠薪")
    done = desk.postings.copy(posting.id, despite_warnings=True)
    assert reasons(done.value.problems) == [Reason.EMPLOYER_SUSPENDED]


def test_what_the_head_rejected_does_not_come_in_as_a_copy(at_desk, desk) -> None:
    waiting = taken(desk.postings.send_to_review(CALL)).posting
    with pytest.raises(Refused, match="refused-copy-unverified"):
        desk.postings.copy(waiting.id)
    at_desk(Role.HEAD).postings.reject(waiting.id, reason="地址不对")
    with pytest.raises(Refused, match="refused-copy-unverified"):
        desk.postings.copy(waiting.id)


def test_a_copy_can_be_taken_back(desk, offer, station) -> None:
    posting = offer()
    desk.postings.copy(posting.id, TOMORROW).undo()
    assert [each.id for each in station.postings.all()] == [posting.id]


def test_a_copy_leaves_staffs_recording_of_the_old_days_behind(desk, offer, wav) -> None:
    posting = offer()
    desk.postings.set_voice(posting.id, wav(), form=SoundForm.WAV, duration_ms=1_000)
    assert taken(desk.postings.copy(posting.id, TOMORROW)).posting.voice is None


def test_what_could_be_copied_is_listed_once_for_an_employer_trade_and_place(desk, offer) -> None:
    offer(source=Source.IMPORT)
    older = offer(source=Source.STATION)
    other = offer(source=Source.STATION, place="别处")
    newer = offer(source=Source.STATION)
    assert [row.posting.id for row in desk.postings.repeatable()] == [newer.id, other.id]
    assert older.id != newer.id


@pytest.mark.alone
def test_vetting_while_one_types_takes_no_time_that_anybody_feels(desk) -> None:
    desk.postings.take_fast(CALL)
    forms = [replace(CALL, note="自带手套，管一顿饭，路远的可以住" + "好" * n) for n in range(40)]
    desk.postings.understand(CALL)

    def vetted_s() -> float:
        began = clock.perf_counter()
        for form in forms:
            desk.postings.understand(form)
        return (clock.perf_counter() - began) / len(forms)

    assert quickest(vetted_s, bar=0.02) < 0.02


def test_an_undo_that_came_too_late_changes_nothing(desk, station) -> None:
    done = desk.postings.take_fast(CALL)
    posting = taken(done).posting
    desk.postings.pause(posting.id)
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    with pytest.raises(ChangedMeanwhile):
        station.postings.take_back(Step(row_id=posting.id, before=None, version=1))
    assert station.postings.get(posting.id).state is PostingState.PAUSED
