"""Who looks for work, at the desk's window: heard, called, matched, and erased by two touches."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.language import Language
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Role
from kiosk.domain.work_wish import NewWorkWish, WishReceipt, WishState, WorkWish
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Place
from ui.widgets.desk.rows import Rows
from ui.widgets.desk.voice_bar import VoiceBar

WAV = b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\x08\0\0\0" + bytes(range(8))
VOICE = Sound(data=WAV, form=SoundForm.WAV, duration_ms=1_000)


def left(window: DeskWindow, *, phone: str = "13812345678", voice: Sound | None = VOICE) -> WishReceipt:
    new = NewWorkWish(has_agreed=True, trades=("mason", "cook"), phone=phone, voice=voice)
    receipt: WishReceipt = window.use(lambda desk: desk.work_wishes.leave(new), Role.WORKER)
    return receipt


def kept(window: DeskWindow) -> tuple[WorkWish, ...]:
    found: tuple[WorkWish, ...] = window.use(lambda desk: desk.work_wishes.all())
    return found


def at_wishes(window: DeskWindow) -> Rows:
    window.log_in()
    window.go(Place.MORE)
    window.touch("more-wishes")
    window.settle()
    return window.widget("wishes-rows", Rows)


def choose(window: DeskWindow, row: int = 0) -> None:
    rows = window.widget("wishes-rows", Rows)
    rows.setFocus()
    rows.selectRow(row)
    window.key("Return")
    window.settle()


def test_a_wish_is_heard_called_matched_and_taken_back(desk_window: DeskWindow) -> None:
    receipt = left(desk_window)
    rows = at_wishes(desk_window)
    assert "砌墙" in rows.rows[0].cells[0]
    assert "138 1234 5678" in rows.rows[0].cells[1]
    choose(desk_window)
    assert desk_window.widget("wishes-voice", VoiceBar).sound == VOICE
    assert receipt.number in desk_window.text_of("wishes-words")
    desk_window.touch("wishes-called")
    desk_window.settle()
    assert kept(desk_window)[0].state is WishState.CALLED
    desk_window.touch("wishes-matched")
    desk_window.settle()
    assert kept(desk_window)[0].state is WishState.MATCHED
    desk_window.touch("wishes-withdraw")
    desk_window.settle()
    assert kept(desk_window), "one touch erases nothing"
    desk_window.touch("wishes-really-withdraw")
    desk_window.settle()
    assert kept(desk_window) == ()
    assert not desk_window.visible("wishes-called")


def test_without_a_voice_there_is_nothing_to_play_and_the_number_is_who_they_are(desk_window: DeskWindow) -> None:
    receipt = left(desk_window, phone="", voice=None)
    rows = at_wishes(desk_window)
    assert rows.rows[0].cells[1] == f"{receipt.number}\n自己来问"
    choose(desk_window)
    assert not desk_window.visible("wishes-voice")


def test_what_somebody_else_did_meanwhile_is_shown(desk_window: DeskWindow) -> None:
    receipt = left(desk_window)
    at_wishes(desk_window)
    choose(desk_window)
    desk_window.use(lambda desk: desk.work_wishes.mark(receipt.wish_id, WishState.CALLED, seen_version=1))
    desk_window.touch("wishes-matched")
    desk_window.settle()
    assert kept(desk_window)[0].state is WishState.CALLED
    assert desk_window.visible("wishes-open")


@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
@pytest.mark.parametrize("language", Language)
def test_nothing_is_clipped(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    left(window)
    at_wishes(window)
    assert clipped(window) == []
    choose(window)
    window.touch("wishes-withdraw")
    window.settle()
    assert clipped(window) == []
