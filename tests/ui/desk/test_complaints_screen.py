"""Complaints at the desk's window: taken down by touch or by keyboard, answered, followed, closed, never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.domain.complaint import Complaint, ComplaintKind, ComplaintState, NewComplaint, StepKind
from kiosk.domain.language import Language
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station
from kiosk.slips.document import Code, Document, Text
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.slips_out import registered, sent_out
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.sound.conftest import server  # noqa: F401  fixture of the sound tests
from tests.ui.sound.ear import Server
from tests.ui.sound.mouth import Mouth, sound_of, words
from tests.ui.window import MORNING
from ui.screens.desk.screen import Go, Place, PrintWish
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Rows
from ui.widgets.desk.voice_bar import VoiceBar

NUMBER = "L7-T-1121-001-7"
HOSTILE = ("<b>粗</b> &amp;", "مرحبا بكم في المحطة", "=cmd|'/c'!A1", "😀" * 400, "长" * 2000, "line\n" * 300)


def complain(window: DeskWindow, kind: ComplaintKind = ComplaintKind.OTHER, *, ago: int = 0, **fields: Any) -> str:
    """A complaint that somebody took down so many days ago; return its id."""
    actor = Actor(role=Role.CLERK, device="desk-2", staff_id="somebody", name="小周")
    with open_station(window.places, now=lambda: MORNING - timedelta(days=ago)) as station:
        opened = station.desk(actor).complaints.open(NewComplaint(kind=kind, **fields))
    return opened.value.complaint_id


def go(window: DeskWindow, topic: object, place: Place = Place.COMPLAINT) -> None:
    window.shell.go(Go(place=place, topic=topic))
    window.settle()


def inbox(window: DeskWindow) -> Rows:
    return window.widget("complaints-rows", Rows)


def tap_row(window: DeskWindow, row: int) -> None:
    rows = inbox(window)
    at = rows.visualRect(rows.model().index(row, 1)).center()
    window.tap(rows.viewport().mapTo(window.shell, at))
    window.settle()


def all_of(window: DeskWindow) -> tuple[Complaint, ...]:
    return tuple(
        each for state in ComplaintState for each in window.use(lambda desk, state=state: desk.complaints.inbox(state))
    )


def only(window: DeskWindow) -> Complaint:
    (complaint,) = all_of(window)
    return complaint


def news(window: DeskWindow) -> str:
    return window.text_of("desk-news-text")


def undo(window: DeskWindow) -> None:
    """Take back what was done last, and see it on the screen."""
    window.key("Ctrl+Z")
    said = window.shell.look.texts("desk-undone")
    window.until(lambda: window.visible("desk-news-text") and news(window) == said, "the undoing")
    window.settle()


# the inbox


def test_what_missed_its_deadline_comes_first_and_is_marked(desk_window: DeskWindow) -> None:
    complain(desk_window, ComplaintKind.OTHER)
    late = complain(desk_window, ComplaintKind.INJURY, ago=4)
    desk_window.log_in()
    desk_window.key("F8")
    desk_window.settle()
    first, second = inbox(desk_window).rows
    assert first.key == late
    assert first.warns
    assert not second.warns
    assert "晚了3天" in first.cells[3]
    assert first.picture == "complaint-injury"
    assert "1" in desk_window.text_of("complaints-words")


def test_a_row_tells_what_who_whom_and_what_comes_next(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    employer = desk_window.use(lambda desk: desk.employers.save(name="老王施工队").value)
    complain(desk_window, ComplaintKind.UNPAID_WAGES, person_id=person.id, employer_id=employer.id)
    desk_window.log_in()
    desk_window.go(Place.COMPLAINTS)
    (row,) = inbox(desk_window).rows
    assert row.cells[0] == f"工钱没给\n{only(desk_window).number}"
    assert row.cells[1] == "周秀英\n老王施工队"
    assert row.cells[2].startswith("工作人员今天给老板打电话")
    assert "还没人管" in row.cells[3]


def test_it_shows_what_nobody_has_what_is_in_hand_and_what_is_closed(desk_window: DeskWindow) -> None:
    ids = [complain(desk_window) for _ in range(3)]
    desk_window.use(lambda desk: desk.complaints.add_step(ids[1], "打了电话"))
    desk_window.use(lambda desk: desk.complaints.close(ids[2], "办完了"))
    desk_window.log_in()
    desk_window.go(Place.COMPLAINTS)
    assert {row.key for row in inbox(desk_window).rows} == set(ids[:2])
    for name, shown in (("open", ids[0]), ("in_hand", ids[1]), ("closed", ids[2])):
        desk_window.touch(f"complaints-show-{name}")
        desk_window.settle()
        assert [row.key for row in inbox(desk_window).rows] == [shown]
        desk_window.touch(f"complaints-show-{name}")
        desk_window.settle()
        assert [row.key for row in inbox(desk_window).rows] == [shown], "a second touch shows nothing else"


def test_a_touch_opens_one_and_esc_leads_back(desk_window: DeskWindow) -> None:
    complain(desk_window, words="厕所没水")
    desk_window.log_in()
    desk_window.go(Place.COMPLAINTS)
    tap_row(desk_window, 0)
    assert desk_window.place is Place.COMPLAINT
    assert desk_window.text_of("complaint-said") == "厕所没水"
    desk_window.key("Esc")
    assert desk_window.place is Place.COMPLAINTS


def test_enter_opens_the_first_at_once(desk_window: DeskWindow) -> None:
    complain(desk_window)
    desk_window.log_in()
    desk_window.key("F8")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.text_of("complaint-number") == only(desk_window).number


def test_a_receipt_that_is_scanned_opens_its_complaint(desk_window: DeskWindow) -> None:
    complain(desk_window)
    desk_window.log_in()
    desk_window.go(Place.COMPLAINTS)
    desk_window.scan(only(desk_window).number)
    desk_window.settle()
    assert desk_window.text_of("complaint-number") == only(desk_window).number


def test_one_that_is_asked_for_by_its_number_is_shown(desk_window: DeskWindow) -> None:
    complain(desk_window)
    desk_window.log_in()
    go(desk_window, ("number", only(desk_window).number))
    assert desk_window.text_of("complaint-number") == only(desk_window).number


@pytest.mark.parametrize("topic", [("number", "L7-T-0101-001-1"), "no such id"])
def test_one_that_is_not_there_is_told_and_nothing_can_be_done_about_it(desk_window: DeskWindow, topic: object) -> None:
    desk_window.log_in()
    go(desk_window, topic)
    assert news(desk_window) == desk_window.shell.look.texts("complaints-unknown")
    assert not desk_window.widget("complaint-print").isEnabled()


# taking one down


def test_a_clerk_takes_one_down_by_touches_and_says_number_and_next_step(desk_window: DeskWindow) -> None:
    registered(desk_window, ["周秀英"])
    desk_window.log_in()
    desk_window.go(Place.COMPLAINTS)
    desk_window.touch("complaints-new")
    desk_window.settle()
    desk_window.touch("complaint-kind-unpaid_wages")
    desk_window.touch("complaint-words")
    desk_window.type("三天没给钱")
    desk_window.touch("complaint-who")
    desk_window.type("秀英")
    desk_window.settle()
    desk_window.key("Return")
    assert desk_window.text_of("complaint-who").startswith("周秀英")
    desk_window.touch("complaint-amount")
    for digit in "400":
        desk_window.touch(f"complaint-amount-keypad-{digit}")
    desk_window.touch("complaint-save")
    desk_window.settle()
    complaint = only(desk_window)
    assert (complaint.kind, complaint.words) == (ComplaintKind.UNPAID_WAGES, "三天没给钱")
    assert (complaint.person_name, complaint.amount_minor) == ("周秀英", 40_000)
    assert complaint.number in news(desk_window)
    assert desk_window.text_of("complaint-number") == complaint.number
    assert "工作人员今天给老板打电话" in desk_window.text_of("complaint-next")
    desk_window.key("Esc")
    assert desk_window.place is Place.COMPLAINTS


def test_the_keyboard_alone_takes_one_down(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.key("F8")
    desk_window.settle()
    desk_window.key("Alt+N")
    desk_window.settle()
    desk_window.key("Right")
    desk_window.key("Return")
    desk_window.key("Tab")
    desk_window.type("hurt")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    complaint = only(desk_window)
    assert (complaint.kind, complaint.words) == (ComplaintKind.INJURY, "hurt")


def test_without_a_kind_nothing_is_saved(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    go(desk_window, ("new", ""))
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("complaint-kind-problem")
    assert all_of(desk_window) == ()
    desk_window.touch("complaint-kind-other")
    assert not desk_window.visible("complaint-kind-problem")


@pytest.mark.parametrize("typed", ["4oo", "-1", "1.234", "1000000000", "."])
def test_a_sum_that_is_none_is_told_beside_it(desk_window: DeskWindow, typed: str) -> None:
    desk_window.log_in()
    go(desk_window, ("new", ""))
    desk_window.touch("complaint-kind-fee_asked")
    desk_window.touch("complaint-amount")
    desk_window.type(typed)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("complaint-amount-problem")
    assert all_of(desk_window) == ()


def test_somebody_whose_page_led_here_is_in_the_form(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    desk_window.log_in()
    go(desk_window, ("new", person.id))
    assert desk_window.text_of("complaint-who").startswith("周秀英")
    desk_window.touch("complaint-who-drop")
    assert not desk_window.text_of("complaint-who").startswith("周秀英")


def test_a_scanned_slip_begins_one_and_brings_worker_job_and_employer(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    out = sent_out(desk_window, [person])
    desk_window.log_in()
    desk_window.go(Place.COMPLAINTS)
    desk_window.scan(out.slips[0])
    desk_window.settle()
    assert desk_window.text_of("complaint-slip") == out.slips[0]
    desk_window.touch("complaint-kind-false_posting")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    complaint = only(desk_window)
    assert (complaint.slip_number, complaint.person_name) == (out.slips[0], "周秀英")
    assert complaint.posting_id == out.posting.id


def test_a_card_that_is_scanned_into_the_form_is_whoever_complains(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    desk_window.log_in()
    go(desk_window, ("new", ""))
    desk_window.scan(person.card)
    desk_window.settle()
    assert desk_window.text_of("complaint-who").startswith("周秀英")
    desk_window.scan("L7-W-99999-2")
    desk_window.settle()
    assert desk_window.place is Place.COMPLAINT


def test_an_employer_and_a_job_are_found_by_a_few_letters(desk_window: DeskWindow) -> None:
    out = sent_out(desk_window, [None], employer_name="老王施工队", title="招瓦工")
    desk_window.log_in()
    go(desk_window, ("new", ""))
    desk_window.touch("complaint-about")
    desk_window.type("瓦工")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    desk_window.touch("complaint-kind-false_posting")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert only(desk_window).posting_id == out.posting.id


# what was typed stays


def typed_halfway(window: DeskWindow) -> None:
    window.log_in()
    go(window, ("new", ""))
    window.touch("complaint-kind-injury")
    window.touch("complaint-words")
    window.type("hand")


def test_what_is_half_typed_is_there_again_after_a_power_cut(open_desk: OpenDesk) -> None:
    window = open_desk()
    typed_halfway(window)
    window.until(
        lambda: window.use(lambda desk: desk.drafts.find("complaint")) is not None or _draft_of_clerk(window), "a draft"
    )
    other = open_desk()
    other.log_in()
    go(other, ("new", ""))
    assert other.text_of("complaint-words") == "hand"
    assert other.widget("complaint-kind-injury").isChecked()  # type: ignore[attr-defined]  # a button


def _draft_of_clerk(window: DeskWindow) -> bool:
    with open_station(window.places, now=lambda: MORNING) as station:
        return bool(station.database.value("select count(*) from drafts where form = 'complaint'"))


def test_going_elsewhere_and_coming_back_costs_nothing(desk_window: DeskWindow) -> None:
    typed_halfway(desk_window)
    desk_window.key("F2")
    desk_window.settle()
    desk_window.key("F8")
    desk_window.settle()
    go(desk_window, ("new", ""))
    assert desk_window.text_of("complaint-words") == "hand"


def test_clearing_is_taken_back_by_undo(desk_window: DeskWindow) -> None:
    typed_halfway(desk_window)
    desk_window.key("Alt+C")
    desk_window.settle()
    assert desk_window.text_of("complaint-words") == ""
    desk_window.key("Ctrl+Z")
    assert desk_window.text_of("complaint-words") == "hand"
    assert desk_window.widget("complaint-kind-injury").isChecked()  # type: ignore[attr-defined]  # a button


def test_after_saving_the_next_one_begins_empty(desk_window: DeskWindow) -> None:
    typed_halfway(desk_window)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    go(desk_window, ("new", ""))
    assert desk_window.text_of("complaint-words") == ""
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert len(all_of(desk_window)) == 1


def test_undo_withdraws_it_and_its_number_stays_used(desk_window: DeskWindow) -> None:
    typed_halfway(desk_window)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    undo(desk_window)
    complaint = only(desk_window)
    assert complaint.state is ComplaintState.CLOSED
    assert "办完了" in desk_window.text_of("complaint-state")
    page = desk_window.use(lambda desk: desk.complaints.page(complaint.id))
    assert page.steps[-1].what is StepKind.WITHDRAWN


@pytest.mark.parametrize("text", ["长" * 2001, "a\x00b", "x" * 9_999])
def test_words_that_cannot_be_kept_are_told_below_them_and_stay(desk_window: DeskWindow, text: str) -> None:
    desk_window.log_in()
    go(desk_window, ("new", ""))
    desk_window.touch("complaint-kind-other")
    desk_window.widget("complaint-words").setPlainText(text)  # type: ignore[attr-defined]  # a box
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("complaint-words-problem")
    assert all_of(desk_window) == ()
    assert desk_window.text_of("complaint-words") == text


def test_pasting_a_book_takes_as_much_as_there_is_room_for(desk_window: DeskWindow) -> None:
    from PySide6.QtGui import QGuiApplication

    desk_window.log_in()
    go(desk_window, ("new", ""))
    QGuiApplication.clipboard().setText("书" * 50_000)
    desk_window.touch("complaint-words")
    desk_window.key("Ctrl+V")
    assert len(desk_window.text_of("complaint-words")) == 10_000


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_shown_as_they_were_written(desk_window: DeskWindow, text: str) -> None:
    complaint_id = complain(desk_window, words=text)
    desk_window.log_in()
    go(desk_window, complaint_id)
    assert desk_window.text_of("complaint-said") == text
    assert clipped(desk_window) == []


# the voice


def test_what_is_being_said_is_saved_to_its_last_word_and_heard_again(
    server: Server,  # noqa: F811
    open_desk: OpenDesk,
) -> None:
    mouth = Mouth(server)
    window = open_desk()
    window.log_in()
    go(window, ("new", ""))
    window.touch("complaint-kind-other")
    window.touch("complaint-voice-record")
    window.until(lambda: "0:0" in window.text_of("complaint-voice-words"), "the microphone")
    mouth.say(words(0.8)).wait()
    window.touch("complaint-save")
    window.until(lambda: window.visible("complaint-number"), "the saving, after the last word")
    window.settle()
    complaint = only(window)
    assert complaint.recording_id is not None
    kept = window.use(lambda desk: desk.recordings.sound(complaint.recording_id))
    assert kept.duration_ms >= 800
    assert window.visible("complaint-play")
    window.touch("complaint-play-play")
    window.until(lambda: "正在放" in window.text_of("complaint-play-words"), "the sound")
    window.until(lambda: "录好了" in window.text_of("complaint-play-words"), "its end")


def test_a_draft_brings_its_recording_back_and_what_is_thrown_away_is_erased(desk_window: DeskWindow) -> None:
    voice = sound_of(words(0.5))
    recording = desk_window.use(lambda desk: desk.recordings.keep(voice))
    typed_halfway(desk_window)
    desk_window.settle()
    draft = {"kind": "other", "words": "x", "recording": recording.id}
    actor = desk_window.app.session.actor
    assert actor is not None
    desk_window.key("F2")
    desk_window.settle()
    with open_station(desk_window.places, now=lambda: MORNING) as station:
        station.desk(actor).drafts.keep("complaint", draft)
    go(desk_window, ("new", ""))
    bar = desk_window.widget("complaint-voice", VoiceBar)
    assert bar.sound == voice
    desk_window.touch("complaint-voice-delete")
    desk_window.settle()
    desk_window.touch("complaint-voice-back")
    desk_window.settle()
    desk_window.touch("complaint-voice-delete")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert only(desk_window).recording_id is None
    with open_station(desk_window.places, now=lambda: MORNING) as station:
        kept = station.database.rows("select id from recordings")
    assert [id_ for (id_,) in kept] in ([], [recording.id]), "what was brought back and thrown away again is erased"


def test_without_any_sound_everything_else_works(
    desk_window: DeskWindow, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    typed_halfway(desk_window)
    desk_window.touch("complaint-voice-record")
    desk_window.until(
        lambda: (
            desk_window.text_of("complaint-voice-words") == desk_window.shell.look.texts("desk-voice-no-microphone")
        ),
        "the sentence",
    )
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert only(desk_window).words == "hand"


# following one


def test_a_step_takes_it_in_hand_with_a_next_step_and_a_day(desk_window: DeskWindow) -> None:
    complaint_id = complain(desk_window)
    desk_window.log_in()
    go(desk_window, complaint_id)
    desk_window.touch("complaint-add-step")
    desk_window.type("rang")
    desk_window.touch("complaint-step-next")
    desk_window.type("ring again")
    desk_window.touch("complaint-step-days-day-2026-11-25")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    complaint = only(desk_window)
    assert complaint.state is ComplaintState.IN_HAND
    assert (complaint.next_step, complaint.due_day) == ("ring again", date(2026, 11, 25))
    assert "小林" in desk_window.text_of("complaint-state")
    assert desk_window.text_of("complaint-step-1-words").endswith("rang")
    assert "ring again" in desk_window.text_of("complaint-next")
    undo(desk_window)
    assert only(desk_window).state is ComplaintState.OPEN
    assert desk_window.visible("complaint-step-2"), "the step and its undoing stay in the story"


def test_a_late_one_keeps_its_deadline_unless_somebody_says_another(desk_window: DeskWindow) -> None:
    complaint_id = complain(desk_window, ago=20)
    desk_window.log_in()
    go(desk_window, complaint_id)
    before = only(desk_window).due_day
    desk_window.key("Ctrl+Return")
    desk_window.type("rang")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert (only(desk_window).due_day, only(desk_window).state) == (before, ComplaintState.IN_HAND)
    desk_window.key("Ctrl+Return")
    desk_window.type("again")
    desk_window.widget("complaint-step-due").setText("11月1日")  # type: ignore[attr-defined]  # a line
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("complaint-step-due-problem")
    desk_window.widget("complaint-step-due").setText("随便")  # type: ignore[attr-defined]  # a line
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("complaint-step-due-problem") == desk_window.shell.look.texts("day-problem")
    desk_window.key("Esc")
    assert desk_window.place is Place.COMPLAINT
    assert desk_window.visible("complaint-number")


def test_words_of_a_step_come_back_where_somebody_was_called_away(desk_window: DeskWindow) -> None:
    one, other = complain(desk_window), complain(desk_window)
    desk_window.log_in()
    go(desk_window, one)
    desk_window.key("Ctrl+Return")
    desk_window.type("half a sent")
    desk_window.key("F2")
    desk_window.settle()
    go(desk_window, other)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("complaint-step-words") == ""
    desk_window.key("Esc")
    go(desk_window, one)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("complaint-step-words") == "half a sent"


def test_closing_needs_words_and_who_has_it(desk_window: DeskWindow) -> None:
    complaint_id = complain(desk_window)
    desk_window.log_in()
    go(desk_window, complaint_id)
    desk_window.touch("complaint-close")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("complaint-step-words-problem") == desk_window.shell.look.texts("refused-no-words")
    desk_window.type("done")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("complaint-step-words-problem") == desk_window.shell.look.texts("complaints-not-yours")
    assert only(desk_window).state is ComplaintState.OPEN


def test_the_head_closes_one_and_opens_it_again(desk_window: DeskWindow) -> None:
    complaint_id = complain(desk_window)
    desk_window.log_in(Role.HEAD)
    go(desk_window, complaint_id)
    desk_window.key("Alt+D")
    desk_window.type("paid")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert only(desk_window).state is ComplaintState.CLOSED
    assert not desk_window.visible("complaint-close")
    assert not desk_window.visible("complaint-next")
    desk_window.key("Alt+O")
    desk_window.type("not paid after all")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert only(desk_window).state is ComplaintState.OPEN
    assert desk_window.visible("complaint-close")


def test_what_others_do_meanwhile_is_seen(desk_window: DeskWindow) -> None:
    complaint_id = complain(desk_window)
    desk_window.log_in()
    go(desk_window, complaint_id)
    desk_window.use(lambda desk: desk.complaints.add_step(complaint_id, "别人打了电话"))
    desk_window.until(lambda: desk_window.visible("complaint-step-1"), "the step of somebody else")


def test_the_receipt_names_nobody_and_its_code_is_the_number(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    complaint_id = complain(desk_window, ComplaintKind.UNPAID_WAGES, person_id=person.id, words="不给钱")
    wishes: list[PrintWish] = []
    desk_window.shell.print_wanted.connect(wishes.append)
    desk_window.log_in()
    go(desk_window, complaint_id)
    desk_window.key("Alt+P")
    desk_window.until(lambda: bool(wishes), "the receipt")
    paper = wishes[0].paper
    assert isinstance(paper, Document)
    texts = [block.text for block in paper.blocks if isinstance(block, Text)]
    number = only(desk_window).number
    assert number in texts
    assert [block.text for block in paper.blocks if isinstance(block, Code)] == [number]
    assert any("给老板打电话" in text for text in texts)
    assert not any(word in str(paper) for word in ("周秀英", "不给钱", person.phone))


# every panel


@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_every_panel_in_both_languages(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    (person,) = registered(window, ["欧阳" * 20])
    employer = window.use(lambda desk: desk.employers.save(name="老王施工队" * 30, phone="13900001111").value)
    voice = window.use(lambda desk: desk.recordings.keep(sound_of(words(0.5))))
    about = {"person_id": person.id, "employer_id": employer.id}
    whole = complain(
        window,
        ComplaintKind.FEE_ASKED,
        ago=9,
        words="要押金" * 100,
        recording_id=voice.id,
        amount_minor=99_999,
        **about,
    )
    complain(window, ComplaintKind.INJURY, words="line\n" * 30)
    window.log_in(Role.HEAD)
    window.go(Place.COMPLAINTS)
    assert clipped(window) == []
    go(window, whole)
    assert clipped(window) == []
    for act in ("add-step", "close"):
        window.touch(f"complaint-{act}")
        window.settle()
        assert clipped(window) == []
        window.key("Esc")
    go(window, ("new", person.id))
    window.touch("complaint-kind-fee_asked")
    window.widget("complaint-voice", VoiceBar).show_sound(sound_of(words(0.5)))
    for name in ("complaint-amount", "complaint-about", "complaint-who"):
        window.touch(name)
        window.settle()
        assert clipped(window) == [], name


def test_every_target_is_as_high_as_a_finger_needs(desk_window: DeskWindow) -> None:
    complaint_id = complain(desk_window)
    desk_window.log_in()
    look: Look = desk_window.shell.look
    for topic in (("new", ""), complaint_id):
        go(desk_window, topic)
        low = [
            button.objectName()
            for button in desk_window.shell.present.findChildren(QWidget)  # type: ignore[union-attr]  # it is there
            if button.isVisible() and hasattr(button, "click") and button.height() < look.sizes.target - 1
        ]
        assert low == []
