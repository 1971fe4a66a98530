"""Which loudspeakers the machine has, by a player that is asked and ends: it alone speaks with the system's sound."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from kiosk.speech.child import Message
from ui.crossing import Crossing
from ui.sound.player import Player


class Loudspeakers(QObject):
    """Looks once for each `look`. No call waits."""

    found = Signal(object)
    """Carries the names, as `sound.device` says them; it does not come where the sound server hangs."""

    def __init__(self, parent: QObject | None = None, *, argv: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._argv = argv
        self._player: Player | None = None
        self._players: list[Player] = []
        self._crossing = Crossing(self)
        players = self._players
        self.destroyed.connect(lambda: _end(players))

    def look(self) -> None:
        """Have the loudspeakers told by `found`; while that goes on, nothing more happens."""
        if self._player is None:
            self._player = Player(lambda message: self._crossing.tell(self._hear, message), argv=self._argv)
            self._players[:] = [self._player]

    def close(self) -> None:
        """Look no more."""
        self._player = None
        _end(self._players)

    def _hear(self, message: Message) -> None:
        if self._player is None:
            return
        if message["is"] == "device":
            self._player.list_devices()
        elif message["is"] == "outputs":
            self.close()
            self.found.emit(tuple(message["names"]))


def _end(players: list[Player]) -> None:
    """End players beside the screen: one that hangs is waited for."""
    closing = [player.close for player in players]
    players.clear()
    for close in closing:
        threading.Thread(target=close, name="closing player", daemon=True).start()
