"""Staff's own recording of a posting: made, heard and thrown away on its screen, kept at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.domain.posting import Posting
from kiosk.domain.recording import Sound
from kiosk.errors import YizhanError
from ui.screens.desk.posting_known import KnownPosting
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.voice_bar import VoiceBar
from ui.widgets.desk.words import Words


class PostingVoicePart(QWidget):
    """Asks through its screen. A posting that has ended can be heard, not recorded for."""

    def __init__(self, screen: DeskScreen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("posting-voice-part")
        self._screen, self._texts = screen, screen.texts
        self._posting_id, self._shown = "", ""
        """The posting and the recording that the bar shows."""
        look = screen.look
        self._bar = VoiceBar(look, "posting-voice", self)
        self._bar.changed.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 2)
        column.addWidget(Words("posting-voice-title", look.texts("posting-voice"), self, kind="strong"))
        column.addWidget(self._bar)

    def show_known(self, known: KnownPosting) -> None:
        """Show what workers hear of it."""
        posting = known.posting
        self.setVisible(not known.has_ended)
        voice = posting.voice or ""
        if (posting.id, voice) == (self._posting_id, self._shown):
            return
        self._posting_id, self._shown = posting.id, voice
        if not voice:
            self._bar.show_sound(None)
            return
        self._screen.ask(lambda desk: _sound(desk, posting.id), lambda sound: self._heard(voice, sound))

    def leave(self) -> None:
        """End what is being recorded; what was said is kept."""
        self._bar.stop()

    def _heard(self, voice: str, sound: Sound | None) -> None:
        if voice == self._shown:
            self._bar.show_sound(sound)

    def _keep(self) -> None:
        """Keep what was recorded, or that it was thrown away."""
        posting_id, sound = self._posting_id, self._bar.sound

        def kept(posting: Posting) -> None:
            if posting.id == self._posting_id:
                self._shown = posting.voice or ""

        def not_kept(_: YizhanError) -> bool:
            self._posting_id = ""
            self._screen.refresh()
            return False

        if sound is None:
            self._screen.change(
                lambda desk: desk.postings.clear_voice(posting_id),
                lambda _: self._texts("posting-voice-cleared"),
                kept,
                failed=not_kept,
            )
        else:
            self._screen.change(
                lambda desk: desk.postings.set_voice(
                    posting_id, sound.data, form=sound.form, duration_ms=sound.duration_ms
                ),
                lambda _: self._texts("posting-voice-set"),
                kept,
                failed=not_kept,
            )


def _sound(desk: Desk, posting_id: str) -> Sound | None:
    found = desk.postings.voice(posting_id)
    if found is None:
        return None
    recording, data = found
    return Sound(data=data, form=recording.form, duration_ms=recording.duration_ms)
