"""The power goes while somebody speaks: a kiosk in a process of its own that tells how long the voice is by now."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.journeys.speaking_states import Speak, Speaking
from tests.ui.test_complaint import to_say as to_complaint
from tests.ui.test_wishing import to_say as to_wish
from tests.ui.window import Window

WAYS = {"complaint": to_complaint, "wish": to_wish}


def speak(way: str, data: str, keys: str) -> None:
    """Go to where one speaks, begin, and print each second that was heard, zero when it listens, until the end."""
    QApplication([])
    window = Window(Places(data=Path(data), keys=Path(keys)))
    WAYS[way](window)
    window.touch("say-speak")
    told = -1

    def is_over() -> bool:
        nonlocal told
        screen = window.shell.visit.screen
        if not isinstance(screen, Speak) or screen.speaking is not Speaking.RECORDING:
            return False
        length_ms = screen.voice.length_ms if screen.voice else 0
        if length_ms // 1000 != told:
            told = length_ms // 1000
            print(length_ms, flush=True)
        return False

    window.until(is_over)


if __name__ == "__main__":
    speak(*sys.argv[1:])
