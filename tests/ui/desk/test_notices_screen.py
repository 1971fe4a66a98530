"""Notices at the desk's window: written, looked through for fees, seen as a worker will see them, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.domain.language import Language
from kiosk.domain.notice import NewNotice, Notice, NoticeState
from kiosk.domain.preferences import TextSize
from kiosk.domain.staff import Role
from kiosk.services import open_station
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.sound.conftest import server  # noqa: F401  fixture of the sound tests
from tests.ui.sound.ear import Server
from tests.ui.sound.mouth import Mouth, sound_of, words
from tests.ui.window import MORNING
from ui.screens.desk.screen import Go, Place
from ui.theme import CAP_HEIGHT_MM
from ui.widgets.desk.rows import Rows
from ui.widgets.desk.voice_bar import VoiceBar

TODAY = date(2026, 11, 21)
MARKET = NewNotice(
    title="明天赶集", words="驿站早上五点半就开门。", first_day=TODAY, last_day=TODAY + timedelta(days=1)
)


def go(window: DeskWindow, place: Place, topic: object = None) -> None:
    window.shell.go(Go(place=place, topic=topic))
    window.settle()


def saved(window: DeskWindow, new: NewNotice = MARKET) -> str:
    notice: Notice = window.use(lambda desk: desk.notices.save(new).value.notice)
    return notice.id


def notices(window: DeskWindow) -> tuple[Notice, ...]:
    found: tuple[Notice, ...] = window.use(lambda desk: desk.notices.all())
    return found


def written(window: DeskWindow, title: str, text: str) -> None:
    """Type a new notice."""
    go(window, Place.NOTICE)
    window.type(title)
    window.key("Tab")
    window.type(text)


def test_a_notice_is_written_by_touch_and_shown_on_its_days(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.go(Place.MORE)
    desk_window.touch("more-notices")
    desk_window.settle()
    desk_window.touch("notices-new")
    desk_window.settle()
    desk_window.touch("notice-title")
    desk_window.type("赶集")
    desk_window.touch("notice-words")
    desk_window.type("早点来")
    desk_window.touch("notice-first")
    desk_window.touch("notice-days-day-2026-11-24")
    desk_window.touch("notice-last")
    desk_window.touch("notice-days-day-2026-11-26")
    desk_window.touch("notice-save")
    desk_window.settle()
    (notice,) = notices(desk_window)
    assert (notice.title, notice.words) == ("赶集", "早点来")
    assert (notice.first_day, notice.last_day) == (date(2026, 11, 24), date(2026, 11, 26))
    assert desk_window.place is Place.NOTICES
    (row,) = desk_window.widget("notices-rows", Rows).rows
    assert "还没到日子" in row.cells[2]


def test_the_keyboard_alone_writes_one_for_today(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    written(desk_window, "market", "come early")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    (notice,) = notices(desk_window)
    assert notice.is_current(TODAY)
    assert (notice.title, notice.words) == ("market", "come early")


def test_it_is_seen_at_once_as_a_worker_will_see_it(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    written(desk_window, "market", "<b>come</b>")
    assert desk_window.text_of("notice-preview-title") == "market"
    assert desk_window.text_of("notice-preview-words") == "<b>come</b>"
    letters = desk_window.widget("notice-preview-words").fontMetrics().capHeight()
    assert letters >= desk_window.shell.look.px(CAP_HEIGHT_MM[TextSize.NORMAL])


def test_what_sounds_like_a_fee_is_pointed_at_while_it_is_typed_and_after_saving(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    written(desk_window, "market", "交押金二百元")
    desk_window.until(lambda: desk_window.visible("notice-fee"), "the warning")
    assert "押金" in desk_window.text_of("notice-fee-words")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert "押金" in desk_window.text_of("desk-news-text")
    assert len(notices(desk_window)) == 1


def test_one_is_withdrawn_and_brought_back_by_undo(desk_window: DeskWindow) -> None:
    notice_id = saved(desk_window)
    desk_window.log_in()
    go(desk_window, Place.NOTICES)
    desk_window.key("Return")
    desk_window.settle()
    desk_window.touch("notice-withdraw")
    desk_window.settle()
    assert notices(desk_window)[0].state is NoticeState.WITHDRAWN
    assert desk_window.place is Place.NOTICES
    assert desk_window.widget("notices-rows", Rows).rows == ()
    desk_window.touch("notices-show-before")
    assert [row.key for row in desk_window.widget("notices-rows", Rows).rows] == [notice_id]
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: notices(desk_window)[0].state is NoticeState.SHOWN, "the undoing")


def test_a_notice_is_changed(desk_window: DeskWindow) -> None:
    notice_id = saved(desk_window)
    desk_window.log_in()
    go(desk_window, Place.NOTICE, notice_id)
    assert desk_window.text_of("notice-title") == "明天赶集"
    desk_window.type("!")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    (notice,) = notices(desk_window)
    assert notice.id == notice_id
    assert "!" in notice.title


def test_the_county_s_notice_is_only_read_and_can_be_written_again(desk_window: DeskWindow) -> None:
    with open_station(desk_window.places, now=lambda: MORNING) as station:
        station.database.execute(
            "insert into notices values ('n', '县里通知', '高温停工', '2026-11-20', '2026-11-25', null, 'central',"
            " 'shown', 0, '', 1)"
        )
    desk_window.log_in()
    go(desk_window, Place.NOTICE, "n")
    assert desk_window.text_of("notice-locked") == desk_window.shell.look.texts("refused-notice-of-county")
    for name in ("notice-title", "notice-words", "notice-save"):
        assert not desk_window.widget(name).isEnabled()
    assert not desk_window.visible("notice-withdraw")
    desk_window.touch("notice-copy")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert {notice.title for notice in notices(desk_window)} == {"县里通知"}
    assert len(notices(desk_window)) == 2


def test_a_withdrawn_one_is_only_read(desk_window: DeskWindow) -> None:
    notice_id = saved(desk_window)
    desk_window.use(lambda desk: desk.notices.withdraw(notice_id))
    desk_window.log_in()
    go(desk_window, Place.NOTICE, notice_id)
    assert desk_window.visible("notice-locked")
    assert not desk_window.widget("notice-save").isEnabled()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""), ("title", "长" * 31), ("title", "a\x00b"), ("title", "\u202egnp.exe"), ("title", "😀😀"),
        ("words", ""), ("words", "长" * 501), ("words", "😀"), ("first", "哪天"), ("last", "2020-01-01"),
        ("last", "9" * 10_000),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_beside_its_field(desk_window: DeskWindow, field: str, typed: str) -> None:
    desk_window.log_in()
    written(desk_window, "market", "come")
    box = desk_window.widget(f"notice-{field}")
    (box.setPlainText if field == "words" else box.setText)(typed)  # type: ignore[attr-defined]  # a box or a line
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible(f"notice-{field}-problem")
    assert notices(desk_window) == ()


def test_a_half_written_one_comes_back_and_clearing_is_undone(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    written(desk_window, "market", "come")
    desk_window.key("F1")
    desk_window.settle()
    go(desk_window, Place.NOTICE)
    assert (desk_window.text_of("notice-title"), desk_window.text_of("notice-words")) == ("market", "come")
    desk_window.key("Alt+C")
    desk_window.settle()
    assert desk_window.text_of("notice-title") == ""
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert desk_window.text_of("notice-title") == "market"


def test_what_is_typed_survives_another_language(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    written(desk_window, "market", "come")
    desk_window.touch("desk-language")
    desk_window.settle()
    if desk_window.visible("notice-title") and not desk_window.text_of("notice-title"):
        go(desk_window, Place.NOTICE)
    assert desk_window.text_of("notice-title") == "market"


def test_staff_read_it_aloud_themselves(server: Server, open_desk: OpenDesk) -> None:  # noqa: F811
    mouth = Mouth(server)
    window = open_desk()
    window.log_in()
    written(window, "market", "come")
    window.touch("notice-voice-record")
    window.until(lambda: "0:0" in window.text_of("notice-voice-words"), "the microphone")
    mouth.say(words(0.6)).wait()
    window.key("Ctrl+Return")
    window.until(lambda: window.place is Place.NOTICES, "the saving, after the last word")
    (notice,) = notices(window)
    assert notice.recording_id is not None
    kept = window.use(lambda desk: desk.recordings.sound(notice.recording_id))
    assert kept.duration_ms >= 600
    go(window, Place.NOTICE, notice.id)
    assert window.widget("notice-voice", VoiceBar).sound == kept


def test_a_recording_that_is_thrown_away_is_played_until_the_change_is_saved(desk_window: DeskWindow) -> None:
    recording = desk_window.use(lambda desk: desk.recordings.keep(sound_of(words(0.5))))
    from dataclasses import replace

    notice_id = saved(desk_window, replace(MARKET, recording_id=recording.id))
    desk_window.log_in()
    go(desk_window, Place.NOTICE, notice_id)
    desk_window.touch("notice-voice-delete")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.recordings.sound(recording.id))
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert notices(desk_window)[0].recording_id is None


@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_every_panel_in_both_languages(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    recording = window.use(lambda desk: desk.recordings.keep(sound_of(words(0.5))))
    from dataclasses import replace

    long = replace(MARKET, title="长" * 30, words="请交押金二百元，" * 40, recording_id=recording.id)
    notice_id = saved(window, long)
    withdrawn = saved(window, replace(MARKET, title="🎉 مرحبا <b>"))
    window.use(lambda desk: desk.notices.withdraw(withdrawn))
    window.log_in(Role.HEAD)
    go(window, Place.NOTICES)
    assert clipped(window) == []
    go(window, Place.NOTICE, notice_id)
    assert window.visible("notice-fee")
    assert clipped(window) == []
    window.touch("notice-last")
    assert clipped(window) == []
    go(window, Place.NOTICE, withdrawn)
    assert clipped(window) == []
    go(window, Place.NOTICE)
    assert clipped(window) == []
