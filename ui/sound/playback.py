"""Plays one recording to whoever made it or has to judge it, from memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.recording import Sound, SoundForm
from kiosk.speech.child import Message
from ui.crossing import Crossing
from ui.sound.player import Player

NO_DEVICE_MS = 4_000
"""So long a player may take to come, and its loudspeaker with it."""


class Playback(QObject):
    """A player that is started by the first sound, and ended by `close`. No call waits."""

    began = Signal()
    """The first sample was handed to the loudspeaker."""
    ended = Signal()
    """All of it was heard, or it was stopped."""
    failed = Signal()
    """There is no loudspeaker, or the sound cannot be played here."""

    def __init__(self, parent: QObject | None = None, *, argv: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._argv = argv
        self._device: str | None = None
        self._player: Player | None = None
        self._players: list[Player] = []
        self._sound: Sound | None = None
        self._utterance = 0
        self._levels = True
        self._is_handed = False
        self._patience = QTimer(self, singleShot=True, interval=NO_DEVICE_MS)
        self._patience.timeout.connect(self._fail)
        self._crossing = Crossing(self)
        players = self._players
        self.destroyed.connect(lambda: _close_all(players))

    @property
    def is_playing(self) -> bool:
        """Whether a sound is being played, or about to be."""
        return self._sound is not None

    def play(self, sound: Sound, *, levels: bool = True) -> None:
        """Play `sound` from its beginning, instead of what is being played; see `Player.play_sound` for `levels`."""
        self._utterance += 1
        self._sound, self._levels, self._is_handed = sound, levels, False
        if sound.form is not SoundForm.WAV:
            self._fail()
            return
        self._patience.start()
        if self._player is None:
            self._player = Player(self._pass_on, argv=self._argv, device=self._device)
            self._players[:] = [self._player]
        elif self._player.is_there:
            self._hand_over()

    def use(self, device: str) -> None:
        """Play on the loudspeaker of this name from the next sound on (see `Player`)."""
        if device != self._device:
            self.close()
            self._device = device

    def stop(self) -> None:
        """Fall silent."""
        if self._sound is not None:
            self._over()
            self.ended.emit()

    def close(self) -> None:
        """Fall silent, and let the player end."""
        self.stop()
        self._player = None
        _close_all(self._players)

    def _hand_over(self) -> None:
        if self._player is not None and self._sound is not None and not self._is_handed:
            self._is_handed = True
            self._player.play_sound(self._sound.data, utterance=self._utterance, levels=self._levels)

    def _pass_on(self, message: Message) -> None:
        """Bring a message from the player's thread to this object's, while there is one."""
        self._crossing.tell(self._hear, int(message.get("utterance", 0)), message)

    def _hear(self, utterance: int, message: Message) -> None:
        if self._sound is None:
            return
        match message["is"]:
            case "device" if message["there"]:
                self._hand_over()
            case "device" if self._is_handed:
                self._fail()
            case "started" if utterance == self._utterance:
                self._patience.stop()
                self.began.emit()
            case "finished" if utterance == self._utterance:
                self._over()
                self.ended.emit()
            case "unreadable" if utterance == self._utterance:
                self._fail()

    def _fail(self) -> None:
        self._over()
        self.failed.emit()

    def _over(self) -> None:
        self._patience.stop()
        self._sound = None
        if self._player is not None and self._is_handed:
            self._player.stop()


def _close_all(players: list[Player]) -> None:
    """End players beside the screen: one that hangs is waited for."""
    closing: list[Callable[[], None]] = [player.close for player in players]
    players.clear()
    for close in closing:
        threading.Thread(target=close, name="closing player", daemon=True).start()
