"""The list of postings and the page of one, on the real window: found, posted again, led through its life."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.fast_posting import FastPosting
from kiosk.desk.postings import Taken
from kiosk.domain.language import Language
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.posting_list import PostingFilter
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Role
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.slips_out import TODAY, YESTERDAY, registered, sent_out
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.postings import PostingsScreen
from ui.screens.desk.screen import Go, Place
from ui.widgets.desk.rows import Rows
from ui.widgets.desk.voice_bar import VoiceBar

PANELS = pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["kiosk", "office", "small"])
FAST = FastPosting(
    work="摘苹果", headcount="5", pay="180元/天", place="石桥镇三岔路口", employer="老王果园", phone="13907420011"
)
LONG_AGO = TODAY - timedelta(days=5)


def taken(window: DeskWindow, form: FastPosting = FAST, **options: Any) -> Posting:
    """A posting that another desk took down."""

    def take(desk: Desk) -> Posting:
        answer = desk.postings.take_fast(form, despite_warnings=True).value
        assert isinstance(answer, Taken)
        return answer.posting

    posting: Posting = window.use(take, **options)
    return posting


def at_list(window: DeskWindow, role: Role = Role.CLERK) -> DeskWindow:
    window.log_in(role)
    window.go(Place.POSTINGS)
    return window


def at_posting(window: DeskWindow, posting: Posting, role: Role = Role.CLERK) -> DeskWindow:
    window.log_in(role)
    window.shell.go(Go(place=Place.POSTING, topic=posting.id))
    window.settle()
    return window


def cells(window: DeskWindow, name: str = "postings-rows") -> Sequence[tuple[str, ...]]:
    return [row.cells for row in window.widget(name, Rows).rows]


def touch_row(window: DeskWindow, name: str, row: int) -> None:
    found = window.widget(name, Rows)
    rect = found.visualRect(found.model().index(row, 0))
    window.tap(found.viewport().mapTo(window.shell, rect.center()))
    window.settle()


def now(window: DeskWindow, posting: Posting) -> Posting:
    found: Posting = window.use(lambda desk: desk.postings.get(posting.id)).posting
    return found


def of(window: DeskWindow, words: str) -> list[Posting]:
    wanted = PostingFilter(states=frozenset(PostingState), words=words)
    return [row.posting for row in window.use(lambda desk: desk.postings.listing(wanted)).rows]


# the list


def test_the_open_ones_are_listed_and_a_touch_opens_one(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    assert len(cells(desk_window)) == 50
    first = desk_window.widget("postings-rows", Rows).rows[0].cells[0].splitlines()[0]
    touch_row(desk_window, "postings-rows", 0)
    assert desk_window.place is Place.POSTING
    assert desk_window.text_of("posting-title") == first


def test_typing_finds_employer_title_and_place(desk_window: DeskWindow) -> None:
    taken(desk_window)
    at_list(desk_window)
    for words in (("老王果园",), ("摘苹果", " ", "老王"), ("三岔路口",)):
        desk_window.key("Ctrl+A")
        for word in words:
            desk_window.type(word)
        desk_window.settle()
        assert "摘苹果\n老王果园" in [row[0] for row in cells(desk_window)]
    desk_window.key("Down")
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.place is Place.POSTING


def test_the_end_of_the_list_brings_more(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    rows = desk_window.widget("postings-rows", Rows)
    rows.scrollToBottom()
    desk_window.settle()
    desk_window.until(lambda: len(rows.rows) > 50, "older ones")
    assert len({row.key for row in rows.rows}) == len(rows.rows)
    bar = rows.verticalScrollBar()
    assert 0 < bar.value() < bar.maximum()


def test_the_end_brings_more_also_when_the_list_is_read_again_meanwhile(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    rows = desk_window.widget("postings-rows", Rows)
    rows.scrollToBottom()
    desk_window.widget("desk-postings", PostingsScreen).refresh()
    desk_window.settle()
    assert len(rows.rows) > 50


def test_each_state_has_its_list(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    desk_window.use(lambda desk: desk.postings.pause(posting.id))
    at_list(desk_window)
    desk_window.touch("postings-state-stopped")
    desk_window.settle()
    assert [row[0] for row in cells(desk_window)] == ["摘苹果\n老王果园"]
    assert "先停着" in cells(desk_window)[0][2]
    desk_window.touch("postings-state-ended")
    desk_window.settle()
    assert desk_window.text_of("postings-words") == "这里没有岗位。"
    desk_window.touch("postings-state-ended")
    desk_window.settle()
    assert len(cells(desk_window)) == 50, "touched again: the open ones"


def test_overdue_ones_stand_on_top_until_somebody_closes_them(desk_window: DeskWindow) -> None:
    out = sent_out(desk_window, [None], day=LONG_AGO, title="砌墙")
    at_list(desk_window)
    top = desk_window.widget("postings-rows", Rows).rows[0]
    assert (top.key, top.picture) == (out.posting.id, "warning")
    assert "该收了" in top.cells[2]
    assert "一共1个" in desk_window.text_of("postings-words")
    desk_window.touch("postings-state-stopped")
    desk_window.settle()
    assert out.posting.id not in [row.key for row in desk_window.widget("postings-rows", Rows).rows]


def test_counts_of_slips_hired_and_waiting_are_in_the_list(desk_window: DeskWindow) -> None:
    people = registered(desk_window, ["王秀英", "李建国", "张桂兰"])
    out = sent_out(desk_window, people[:2], day=TODAY, title="砌墙")
    desk_window.use(lambda desk: desk.outcomes.decide(out.slips[0], Decision(result=Result.HIRED)))
    desk_window.use(lambda desk: desk.dispatch.wait_for(people[2].id, out.posting.id))
    at_list(desk_window)
    desk_window.type("砌墙")
    desk_window.settle()
    assert cells(desk_window)[0][2] == "派了2，要2\n用上1 · 候着1"


# posting again


def test_yesterdays_posting_is_posted_again_by_two_touches(desk_window: DeskWindow) -> None:
    yesterday = desk_window.use(
        lambda desk: desk.postings.take_fast(FastPosting(work="摘苹果", headcount="5", pay="180", when="今天",
        place="石桥镇", employer="老王果园", phone="13907420011")).value.posting
    )  # fmt: skip
    at_list(desk_window)
    desk_window.events = 0
    desk_window.touch("postings-repeat")
    desk_window.settle()
    touch_row(desk_window, "repeat-rows", 0)
    assert desk_window.events == 2
    assert desk_window.text_of("desk-news-text").startswith("发出去了：老王果园，摘苹果，明天 11月22日")
    copies = [posting for posting in of(desk_window, "老王果园") if posting.id != yesterday.id]
    assert [posting.first_day for posting in copies] == [date(2026, 11, 22)]
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: [each.id for each in of(desk_window, "老王果园")] == [yesterday.id], "what was before")


def test_a_second_copy_for_the_same_day_is_asked_about(desk_window: DeskWindow) -> None:
    taken(desk_window)
    at_list(desk_window)
    desk_window.key("Alt+Y")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    assert "重复" in desk_window.text_of("repeat-question-words")
    assert len(of(desk_window, "老王果园")) == 1
    desk_window.key("Alt+N")
    desk_window.key("Return")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert len(of(desk_window, "老王果园")) == 2


def test_esc_leaves_the_list_of_earlier_ones_and_not_the_screen(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    desk_window.key("Alt+Y")
    desk_window.settle()
    assert desk_window.text_of("repeat-hint") == "还没有能照着发的岗位。"
    desk_window.key("Esc")
    assert desk_window.place is Place.POSTINGS
    assert desk_window.visible("postings-rows")


def test_esc_leaves_an_open_step_also_while_nothing_has_the_focus(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    desk_window.key("Alt+Y")
    desk_window.settle()
    focus = desk_window.shell.focusWidget()
    assert focus is not None
    focus.clearFocus()
    desk_window.key("Esc")
    assert desk_window.place is Place.POSTINGS
    assert desk_window.visible("postings-rows")


# one posting


def test_everything_about_a_posting_is_on_its_page(desk_window: DeskWindow) -> None:
    people = registered(desk_window, ["王秀英", "李建国"])
    out = sent_out(desk_window, [*people, None], day=TODAY)
    desk_window.use(
        lambda desk: desk.outcomes.decide(out.slips[0], Decision(result=Result.HIRED, paid=Paid.NONE), confirmed=True)
    )
    at_posting(desk_window, out.posting)
    facts = {desk_window.text_of(name) for name in desk_window.names() if name.startswith("posting-fact")}
    assert {"13800001234", "7:00–17:30", "镇政府旁边", "轻活", "今天 11月21日"} <= facts
    slips = {row[0]: row[1:] for row in cells(desk_window, "posting-slips")}
    assert slips[out.slips[0]] == ("王秀英", "用上了 · 没给")
    assert slips[out.slips[1]] == ("李建国", "还没说结果")
    assert slips[out.slips[2]][0] == "没写名字"


def test_paused_and_resumed_with_undo(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    desk_window.key("Alt+P")
    desk_window.settle()
    assert now(desk_window, posting).state is PostingState.PAUSED
    assert desk_window.text_of("posting-state") == "先停着"
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert now(desk_window, posting).state is PostingState.OPEN
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: now(desk_window, posting).state is PostingState.PAUSED, "what was before")
    desk_window.until(lambda: desk_window.visible("posting-resume"), "the way on")


def test_people_and_days_by_one_more_and_one_fewer(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    for _ in range(2):
        desk_window.touch("posting-more")
        desk_window.settle()
    desk_window.touch("posting-fewer")
    desk_window.settle()
    desk_window.touch("posting-longer")
    desk_window.settle()
    changed = now(desk_window, posting)
    assert (changed.headcount, changed.last_day) == (6, posting.last_day + timedelta(days=1))
    desk_window.touch("posting-until")
    desk_window.settle()
    desk_window.touch("until-days-day-2026-11-27")
    desk_window.touch("until-save")
    desk_window.settle()
    assert now(desk_window, posting).last_day == date(2026, 11, 27)


def test_a_headcount_under_the_slips_is_refused_in_plain_words(desk_window: DeskWindow) -> None:
    out = sent_out(desk_window, [None, None], day=TODAY)
    at_posting(desk_window, out.posting)
    desk_window.touch("posting-fewer")
    desk_window.settle()
    assert "2个人拿了单子" in desk_window.text_of("posting-trouble-words")
    assert now(desk_window, out.posting).headcount == 2


def test_closing_with_undecided_slips_leads_to_the_outcomes(desk_window: DeskWindow) -> None:
    out = sent_out(desk_window, [None], day=YESTERDAY)
    at_posting(desk_window, out.posting)
    assert desk_window.text_of("posting-state") == "早干完了，该收了"
    desk_window.key("Alt+C")
    desk_window.settle()
    assert "还有1张单子没说结果" in desk_window.text_of("posting-trouble-words")
    assert now(desk_window, out.posting).state is PostingState.OPEN
    desk_window.touch("posting-trouble-outcomes")
    assert desk_window.place is Place.OUTCOMES


def test_closing_with_nobody_hired_asks_why_and_nothing_else(desk_window: DeskWindow) -> None:
    out = sent_out(desk_window, [None], day=YESTERDAY)
    desk_window.use(lambda desk: desk.outcomes.decide(out.slips[0], Decision(result=Result.NO_SHOW)))
    at_posting(desk_window, out.posting)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("posting-why-why") == "一个人也没用上，请写一句为什么。"
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("posting-why-other-problem") == "请写一句为什么。"
    desk_window.touch("posting-why-usual-reason-weather")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert now(desk_window, out.posting).state is PostingState.CLOSED
    assert desk_window.text_of("posting-reason") == "为什么：天不好"


def test_closing_with_somebody_hired_asks_nothing(desk_window: DeskWindow) -> None:
    out = sent_out(desk_window, [None], day=YESTERDAY)
    desk_window.use(lambda desk: desk.outcomes.decide(out.slips[0], Decision(result=Result.HIRED)))
    at_posting(desk_window, out.posting)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert now(desk_window, out.posting).state is PostingState.CLOSED


def test_withdrawing_asks_why_in_words_of_ones_own(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    desk_window.key("Alt+W")
    desk_window.settle()
    desk_window.touch("posting-why-other")
    desk_window.type("果子还没红")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("posting-reason") == "为什么：果子还没红"
    assert not desk_window.visible("posting-reopen"), "a clerk may not"


def test_the_head_opens_it_again(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    desk_window.use(lambda desk: desk.postings.withdraw(posting.id, reason="记错了"))
    at_posting(desk_window, posting, Role.HEAD)
    desk_window.touch("posting-reopen")
    desk_window.settle()
    assert now(desk_window, posting).state is PostingState.OPEN


def test_the_head_refuses_what_waits_for_approval(desk_window: DeskWindow) -> None:
    posting = desk_window.use(lambda desk: desk.postings.send_to_review(FAST).value.posting)
    at_posting(desk_window, posting, Role.HEAD)
    desk_window.key("Alt+J")
    desk_window.settle()
    desk_window.touch("posting-why-usual-reason-looks-false")
    desk_window.touch("posting-why-save")
    desk_window.settle()
    assert now(desk_window, posting).state is PostingState.REJECTED


def test_a_clerk_sees_that_it_waits_for_the_head(desk_window: DeskWindow) -> None:
    posting = desk_window.use(lambda desk: desk.postings.send_to_review(FAST).value.posting)
    at_posting(desk_window, posting)
    assert desk_window.text_of("posting-state") == "等站长看"
    assert not desk_window.visible("posting-approve")


def test_a_copy_opens_on_its_own_page(desk_window: DeskWindow) -> None:
    posting = taken(desk_window, FastPosting(**{**_fields(FAST), "when": "今天"}))
    at_posting(desk_window, posting)
    desk_window.key("Alt+K")
    desk_window.settle()
    assert desk_window.place is Place.POSTING
    assert len(of(desk_window, "老王果园")) == 2
    assert "明天 11月22日" in {desk_window.text_of(n) for n in desk_window.names() if n.startswith("posting-fact")}


def _fields(form: FastPosting) -> dict[str, Any]:
    return {name: getattr(form, name) for name in form.__slots__}


def test_dispatch_and_employer_are_one_key_away(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    desk_window.key("Ctrl+Return")
    assert desk_window.place is Place.DISPATCH
    desk_window.shell.go(Go(place=Place.POSTING, topic=posting.id))
    desk_window.settle()
    desk_window.key("Alt+E")
    desk_window.settle()
    assert desk_window.place is Place.EMPLOYER


def test_people_wait_for_a_slot_and_are_taken_off_again(desk_window: DeskWindow) -> None:
    registered(desk_window, ["王秀英"])
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    desk_window.key("Alt+A")
    desk_window.settle()
    desk_window.type("王秀英")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    assert [row[0] for row in cells(desk_window, "posting-waiting")] == ["王秀英"]
    touch_row(desk_window, "posting-waiting", 0)
    desk_window.key("Alt+X")
    desk_window.settle()
    assert desk_window.text_of("posting-waiting-title") == "没人候着。"
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: desk_window.visible("posting-waiting"), "who waited before")
    assert [row[0] for row in cells(desk_window, "posting-waiting")] == ["王秀英"]


def recording() -> Sound:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(bytes(16_000))
    return Sound(data=file.getvalue(), form=SoundForm.WAV, duration_ms=500)


def test_a_recording_is_kept_at_once_thrown_away_and_brought_back(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    bar = desk_window.widget("posting-voice", VoiceBar)
    bar.show_sound(recording())
    bar.changed.emit()  # as a microphone would bring it about
    desk_window.settle()
    assert now(desk_window, posting).voice
    assert desk_window.text_of("desk-news-text") == "录音存好了，前台放这段。"
    desk_window.touch("posting-voice-delete")
    desk_window.settle()
    assert now(desk_window, posting).voice is None
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: bar.sound == recording(), "the recording")
    assert now(desk_window, posting).voice


def test_what_another_desk_does_shows_by_itself(desk_window: DeskWindow) -> None:
    posting = taken(desk_window)
    at_posting(desk_window, posting)
    desk_window.use(lambda desk: desk.postings.pause(posting.id))
    desk_window.until(lambda: desk_window.text_of("posting-state") == "先停着", "the change by another desk")


@pytest.mark.parametrize("language", Language)
@PANELS
def test_list_page_and_steps_fit_every_panel(open_desk: OpenDesk, size: object, language: Language) -> None:
    window = open_desk(size=size, language=language)
    people = registered(window, ["王秀英", "李建国"])
    out = sent_out(window, people[:1], day=YESTERDAY)
    window.use(lambda desk: desk.dispatch.wait_for(people[1].id, out.posting.id))
    at_list(window, Role.HEAD)
    assert clipped(window) == []
    window.key("Alt+Y")
    window.settle()
    assert clipped(window) == [], "earlier ones"
    window.shell.go(Go(place=Place.POSTING, topic=out.posting.id))
    window.settle()
    assert clipped(window) == [], "one posting"
    for keys in ("Alt+T", "Alt+W", "Alt+A"):
        window.key(keys)
        window.settle()
        assert clipped(window) == [], keys
        window.key("Esc")
    window.key("Alt+C")
    window.settle()
    assert window.visible("posting-trouble-outcomes")
    assert clipped(window) == [], "what is in the way"


@pytest.mark.parametrize("text", ["a" * 10_000, "🍎" * 2_000, "<b>红</b>&amp;", "عربي" * 500, "=1+1"])
def test_hostile_postings_are_shown_without_breaking_anything(open_desk: OpenDesk, text: str) -> None:
    window = open_desk(size=SMALL)
    out = sent_out(window, [None], day=TODAY, title=text, employer_name=text, place=text, note=text, contact_name=text)
    window.log_in(Role.HEAD)
    window.go(Place.POSTINGS)
    window.shell.go(Go(place=Place.POSTING, topic=out.posting.id))
    window.settle()
    assert clipped(window) == []
    window.key("Alt+P")
    window.settle()
    assert clipped(window) == [], "with the news of it"
    window.key("Alt+W")
    window.settle()
    assert clipped(window) == [], "asking why"
