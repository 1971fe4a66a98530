"""A voice at the desk: recorded with a real microphone, heard from a real loudspeaker, thrown away and brought back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.domain.language import Language
from kiosk.texts.catalogue import ASSETS, Texts
from tests.ui.sound.conftest import ear, server  # noqa: F401  fixtures of the sound tests
from tests.ui.sound.ear import Ear, Server, share_heard
from tests.ui.sound.mouth import Mouth, Patience, sound_of, words
from tests.ui.sound.test_playback import at_the_ears_rate
from ui.desk.app import PICTURE_FOLDERS
from ui.theme import Panel
from ui.widgets.desk.look import Look
from ui.widgets.desk.voice_bar import VoiceBar, clock
from ui.widgets.pictures import Pictures

pytestmark = pytest.mark.sound

wait = Patience()


class Desk:
    """A bar on a window of its own, with what it told."""

    def __init__(self, *, can_record: bool = True, language: Language = Language.ZH_CN) -> None:
        self.texts = Texts(language)
        look = Look(
            panel=Panel(width_px=1024, height_px=600, width_mm=222, height_mm=125),
            texts=self.texts,
            pictures=Pictures(PICTURE_FOLDERS),
            today=lambda: date(2026, 11, 21),
        )
        self.window = QWidget()
        self.window.setStyleSheet(look.style_sheet)
        self.window.resize(QSize(500, 300))
        self.bar = VoiceBar(look, "voice", self.window, can_record=can_record)
        self.changes = 0
        self.bar.changed.connect(self._changed)
        self.window.show()

    def _changed(self) -> None:
        self.changes += 1

    def button(self, name: str) -> QPushButton:
        found = self.window.findChild(QPushButton, f"voice-{name}")
        assert isinstance(found, QPushButton)
        return found

    def press(self, name: str) -> None:
        assert self.button(name).isVisible(), name
        self.button(name).click()

    @property
    def shown(self) -> set[str]:
        names = ("record", "stop", "play", "delete", "back")
        return {name for name in names if self.button(name).isVisible()}

    @property
    def words(self) -> str:
        label = self.window.findChild(QWidget, "voice-words")
        assert label is not None
        return str(label.text())  # type: ignore[attr-defined]  # a label

    def says(self, key: str, **arguments: str) -> bool:
        return self.words == self.texts(key, **arguments)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.window.hide()
    desk.window.deleteLater()


@pytest.fixture
def mouth(server: Server) -> Mouth:  # noqa: F811
    return Mouth(server)


def record(desk: Desk, mouth: Mouth, seconds: float = 0.8) -> None:
    desk.press("record")
    wait(lambda: "0:0" in desk.words)
    mouth.say(words(seconds)).wait()
    wait.run_for(0.3)
    desk.press("stop")
    wait(lambda: not desk.bar.is_recording)


def test_it_begins_with_one_button(desk: Desk) -> None:
    assert desk.shown == {"record"}
    assert desk.bar.sound is None
    assert desk.says("desk-voice-none", most="60")


def test_what_is_said_is_kept_and_told_once(mouth: Mouth, desk: Desk) -> None:
    began = time.monotonic()
    record(desk, mouth)
    lasted_ms = (time.monotonic() - began) * 1000
    assert desk.shown == {"play", "delete"}
    assert desk.bar.sound is not None
    assert 800 <= desk.bar.sound.duration_ms <= lasted_ms
    assert desk.changes == 1
    assert desk.says("desk-voice-length", time=clock(desk.bar.sound.duration_ms))


def test_it_can_be_heard_again_and_hushed(server: Server, ear: Ear, desk: Desk) -> None:  # noqa: F811
    said = words(1.5)
    desk.bar.show_sound(sound_of(said))
    assert desk.changes == 0
    began = time.monotonic_ns()
    desk.press("play")
    assert desk.button("play").accessibleName() == desk.texts("desk-voice-hush")
    wait(lambda: desk.says("desk-voice-length", time="0:01"))
    wait.run_for(0.3)
    assert share_heard(at_the_ears_rate(sound_of(said), said), ear.since(began)) > 0.6
    desk.press("play")
    desk.press("play")
    assert desk.says("desk-voice-length", time="0:01")


def test_what_was_thrown_away_can_be_brought_back(desk: Desk) -> None:
    sound = sound_of(words(1.0))
    desk.bar.show_sound(sound)
    desk.press("delete")
    assert desk.bar.sound is None
    assert desk.shown == {"record", "back"}
    desk.press("back")
    assert desk.bar.sound == sound
    assert desk.changes == 2


def test_without_a_microphone_it_says_so_and_the_rest_goes_on(server: Server, desk: Desk) -> None:  # noqa: F811
    desk.press("record")
    wait(lambda: desk.says("desk-voice-no-microphone"))
    assert desk.shown == {"record"}
    assert desk.changes == 0


def test_a_microphone_that_is_off_is_told_while_somebody_speaks(mouth: Mouth, desk: Desk) -> None:
    desk.press("record")
    wait(lambda: desk.words.startswith(desk.texts("desk-voice-quiet", time="").rstrip("：")))
    desk.press("stop")
    wait(lambda: desk.says("desk-voice-silent"))


def test_without_a_loudspeaker_it_says_so(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    desk.bar.show_sound(sound_of(words(1.0)))
    desk.press("play")
    wait(lambda: desk.says("desk-voice-no-loudspeaker"))
    assert desk.shown == {"play", "delete"}


def test_whoever_goes_elsewhere_in_the_middle_of_a_word_loses_nothing(mouth: Mouth, desk: Desk) -> None:
    desk.press("record")
    wait(lambda: "0:0" in desk.words)
    mouth.say(words(0.8)).wait()
    desk.window.hide()
    wait(lambda: desk.bar.sound is not None)
    assert desk.changes == 1


def test_saving_waits_for_the_last_word(mouth: Mouth, desk: Desk) -> None:
    done: list[bool] = []
    desk.press("record")
    wait(lambda: "0:0" in desk.words)
    mouth.say(words(0.6)).wait()
    desk.bar.when_done(lambda: done.append(desk.bar.sound is not None))
    assert done == []
    wait(lambda: done == [True])
    desk.bar.when_done(lambda: done.append(True))
    assert done == [True, True]


def test_the_keyboard_alone_records_and_listens(mouth: Mouth, desk: Desk) -> None:
    desk.window.activateWindow()
    desk.button("record").setFocus()
    QTest.keyClick(desk.button("record"), "\r")
    wait(lambda: "0:0" in desk.words)
    mouth.say(words(0.6)).wait()
    assert desk.button("stop").hasFocus()
    QTest.keyClick(desk.button("stop"), "\r")
    wait(lambda: not desk.bar.is_recording)
    assert desk.button("play").hasFocus()


def test_one_that_only_plays_has_no_other_button(qapp: QApplication) -> None:
    desk = Desk(can_record=False)
    desk.bar.show_sound(sound_of(words(0.5)))
    assert desk.shown == {"play"}
    desk.window.deleteLater()


@pytest.mark.parametrize("language", Language)
def test_every_state_fits_a_small_panel_s_half(qapp: QApplication, language: Language) -> None:
    desk = Desk(language=language)
    for sound in (None, sound_of(words(0.5))):
        desk.bar.show_sound(sound)
        wait.run_for(0.05)
        assert desk.bar.minimumSizeHint().width() <= 300
    desk.window.deleteLater()


@pytest.mark.parametrize(("length_ms", "shown"), [(0, "0:00"), (7_999, "0:07"), (60_000, "1:00"), (600_000, "10:00")])
def test_lengths_are_told_as_on_a_clock(length_ms: int, shown: str) -> None:
    assert clock(length_ms) == shown
    assert (ASSETS / "pictures" / "desk-record.svg").exists()
