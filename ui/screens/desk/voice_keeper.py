"""Keeps what is recorded at a screen as soon as it was said, so that neither a call nor a power cut costs it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.domain.recording import Recording, Sound
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.voice_bar import VoiceBar


class VoiceKeeper(QObject):
    """The recording of one form: what its bar holds, as the station keeps it. `changed` follows each new `id`."""

    changed = Signal()

    def __init__(self, screen: DeskScreen, bar: VoiceBar) -> None:
        super().__init__(screen)
        self._screen, self._bar = screen, bar
        self.id = ""
        """The recording that is kept; empty for none."""
        self._made_here = ""
        self._asked = 0
        self._is_saving = False
        self._waiting: list[Callable[[], None]] = []
        bar.changed.connect(self._keep)

    def show(self, recording_id: str) -> None:
        """Show what is kept under an id, nothing for an empty one; what the bar held is not kept any further."""
        if recording_id == self.id:
            return
        self.id, self._made_here = recording_id, ""
        self._bar.show_sound(None)
        if recording_id:
            self._screen.ask(
                lambda desk: desk.recordings.sound(recording_id),
                lambda sound: self._found(recording_id, sound),
                failed=lambda error: self._not_found(recording_id, error),
            )

    def when_kept(self, then: Callable[[], None]) -> None:
        """Call `then` when what is being said is kept; never, where it cannot be kept, which is told."""
        self._bar.when_done(lambda: self._then(then))

    def _then(self, then: Callable[[], None]) -> None:
        if self._is_saving:
            self._waiting.append(then)
        else:
            then()

    def _keep(self) -> None:
        self._asked += 1
        asked, sound = self._asked, self._bar.sound
        self._erase()
        if sound is None:
            self._is_saving = False
            self._set("")
            return
        self._is_saving = True
        self._screen.ask(
            lambda desk: desk.recordings.keep(sound), lambda kept: self._kept(asked, kept), failed=self._not_kept
        )

    def _erase(self) -> None:
        """Erase what was thrown away; a notice that is shown plays its own until the change is saved."""
        erased, self._made_here = self._made_here, ""
        if erased:
            self._screen.ask(lambda desk: desk.recordings.erase(erased), failed=_is_gone_or_used)

    def _kept(self, asked: int, recording: Recording) -> None:
        if asked != self._asked:
            return
        self._is_saving = False
        self._made_here = recording.id
        self._set(recording.id)
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _not_kept(self, _: YizhanError) -> bool:
        self._is_saving = False
        self._waiting = []
        return False

    def _set(self, recording_id: str) -> None:
        self.id = recording_id
        self.changed.emit()

    def _found(self, recording_id: str, sound: Sound) -> None:
        if recording_id == self.id:
            self._bar.show_sound(sound)

    def _not_found(self, recording_id: str, error: YizhanError) -> bool:
        """It was erased a day after it was made: the form is as it would be without it."""
        if isinstance(error, UnknownThing):
            if recording_id == self.id:
                self.id = ""
            return True
        return False


def _is_gone_or_used(error: YizhanError) -> bool:
    return isinstance(error, UnknownThing | Refused)
