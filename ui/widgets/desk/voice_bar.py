"""A voice: recorded, heard again, thrown away, by three large buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.domain.recording import Sound
from ui.sound.playback import Playback
from ui.sound.recorder import LONGEST_S, SILENCE, Recorded, Recorder, RecorderTrouble, loudness
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words
from ui.widgets.guard import guarded

QUIET_MS = 2_000
"""After so long without a word somebody is asked to speak up, or to look at the microphone."""
METER_MM = 24.0


class LevelMeter(QWidget):
    """How loud it is, as a bar that grows to the right."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._level = look, 0.0
        self.setFixedSize(QSize(look.px(METER_MM), look.sizes.target // 2))

    def show_level(self, level: float) -> None:
        """Show a loudness from 0 to 1."""
        self._level = level
        self.update()

    @guarded
    def paintEvent(self, _: QPaintEvent) -> None:
        palette, radius = self._look.palette, self._look.sizes.radius
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.quiet))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setBrush(QColor(palette.primary))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._level, self.height()), radius, radius)
        painter.end()


class VoiceBar(QFrame):
    """One recording of a minute at most, or none. `changed` follows what somebody recorded or threw away.

    What was thrown away can be brought back until the next recording. Without a microphone or a loudspeaker the bar
    says so, and the rest of the screen goes on. With `can_record` False it only plays.
    """

    changed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget, *, can_record: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._texts, self._can_record = look.texts, can_record
        self._sound: Sound | None = None
        self._thrown_away: Sound | None = None
        self._quiet_until_ms = 0
        self._waiting: list[Callable[[], None]] = []
        self._recorder = Recorder(self)
        self._recorder.heard.connect(self._heard)
        self._recorder.ended.connect(self._recorded)
        self._playback = Playback(self)
        self._playback.ended.connect(self._show)
        self._playback.failed.connect(self._no_loudspeaker)
        self._build(look, name)
        self._show()

    def _build(self, look: Look, name: str) -> None:
        texts, size = look.texts, look.sizes
        self._record = DeskButton(
            look, f"{name}-record", texts("desk-voice-record"), self, picture="desk-record", keys="Alt+R",
            pressed=self._start,
        )  # fmt: skip
        self._stop = DeskButton(
            look, f"{name}-stop", texts("desk-voice-stop"), self, kind="primary", picture="desk-stop", keys="Alt+S",
            pressed=self.stop,
        )  # fmt: skip
        self._play = DeskButton(
            look, f"{name}-play", texts("desk-voice-play"), self, picture="desk-play", keys="Alt+L",
            pressed=self._listen,
        )  # fmt: skip
        self._delete = DeskButton(
            look, f"{name}-delete", texts("desk-voice-delete"), self, picture="desk-delete", pressed=self._throw_away
        )
        self._back = DeskButton(look, f"{name}-back", texts("desk-voice-back"), self, pressed=self._bring_back)
        self._meter = LevelMeter(look, f"{name}-meter", self)
        self._words = Words(f"{name}-words", "", self)
        self._words.setMinimumHeight(look.sizes.body * 3 // 2)
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        parts: tuple[QWidget, ...] = (self._record, self._stop, self._play, self._meter)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(size.gap)
        below.addWidget(self._words, 1)
        below.addWidget(self._delete)
        below.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding, size.padding, size.padding, size.padding)
        column.setSpacing(size.gap // 2)
        column.addLayout(row)
        column.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def sound(self) -> Sound | None:
        """What was recorded or shown last; None where there is nothing, or it was thrown away."""
        return self._sound

    @property
    def is_recording(self) -> bool:
        """Whether a recording is being made now."""
        return self._recorder.is_recording

    def show_sound(self, sound: Sound | None) -> None:
        """Show a recording that is kept already, or that there is none; `changed` does not follow."""
        self._recorder.drop()
        self._playback.stop()
        self._sound, self._thrown_away = sound, None
        self._show()

    def when_done(self, then: Callable[[], None]) -> None:
        """End a recording that is being made, and call `then` when it has ended; at once where there is none."""
        if not self.is_recording:
            then()
            return
        self._waiting.append(then)
        self.stop()

    def stop(self) -> None:
        """End the recording; what was said stays."""
        if self.is_recording:
            self._recorder.stop()

    def _start(self) -> None:
        self._playback.close()
        self._thrown_away = None
        self._quiet_until_ms = QUIET_MS
        self._recorder.start()
        self._show()
        self._words.say(self._texts("desk-voice-starting"))
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heard(self, level: float, length_ms: int) -> None:
        self._meter.show_level(level)
        if level > loudness(SILENCE):
            self._quiet_until_ms = length_ms + QUIET_MS
        key = "desk-voice-quiet" if length_ms >= self._quiet_until_ms else "desk-voice-speak"
        self._words.say(self._texts(key, time=clock(length_ms), most=clock(LONGEST_S * 1000)))

    def _recorded(self, recorded: Recorded) -> None:
        had_focus = self._stop.hasFocus()
        self._sound = recorded.sound or self._sound
        self._show()
        if recorded.trouble is not None:
            self._words.say(self._trouble(recorded))
        if had_focus:
            (self._play if self._sound is not None else self._record).setFocus(Qt.FocusReason.OtherFocusReason)
        if recorded.sound is not None:
            self.changed.emit()
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _trouble(self, recorded: Recorded) -> str:
        texts = self._texts
        match recorded.trouble:
            case RecorderTrouble.NO_MICROPHONE:
                return texts("desk-voice-no-microphone")
            case RecorderTrouble.SILENT:
                return texts("desk-voice-silent")
            case RecorderTrouble.TOO_SHORT:
                return texts("desk-voice-too-short")
            case _ if recorded.sound is not None:
                return texts("desk-voice-broken-off", time=clock(recorded.sound.duration_ms))
        return texts("desk-voice-not-answering")

    def _listen(self) -> None:
        if self._playback.is_playing:
            self._playback.stop()
        elif self._sound is not None:
            self._playback.play(self._sound)
        self._show()

    def _no_loudspeaker(self) -> None:
        self._show()
        self._words.say(self._texts("desk-voice-no-loudspeaker"))

    def _throw_away(self) -> None:
        had_focus = self._delete.hasFocus()
        self._playback.stop()
        self._thrown_away, self._sound = self._sound, None
        self._show()
        if had_focus:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _bring_back(self) -> None:
        self._sound, self._thrown_away = self._thrown_away, None
        self._show()
        self._play.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        """Show the buttons that mean something now."""
        is_recording, has_sound = self.is_recording, self._sound is not None
        is_playing = self._playback.is_playing
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self._record, self._can_record and not is_recording and not has_sound),
            (self._stop, is_recording),
            (self._meter, is_recording),
            (self._play, has_sound and not is_recording),
            (self._delete, self._can_record and has_sound and not is_recording),
            (self._back, self._thrown_away is not None and not is_recording),
        )
        for part, is_wanted in shown:
            part.setVisible(is_wanted)
        self._play.say(self._texts("desk-voice-hush" if is_playing else "desk-voice-play"))
        self._meter.show_level(0.0)
        self._words.say(self._state())

    def _state(self) -> str:
        if self._sound is not None:
            key = "desk-voice-playing" if self._playback.is_playing else "desk-voice-length"
            return self._texts(key, time=clock(self._sound.duration_ms))
        if self._thrown_away is not None:
            return self._texts("desk-voice-deleted")
        return self._texts("desk-voice-none", most=str(LONGEST_S))

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Somebody goes elsewhere: what was said is kept, what is played falls silent."""
        self.stop()
        self._playback.close()
        super().hideEvent(event)


def clock(length_ms: int) -> str:
    """Return a length as `0:07`."""
    return f"{length_ms // 60_000}:{length_ms // 1000 % 60:02d}"
