"""The power goes while somebody speaks: a kiosk in a process of its own that tells how long the voice is by now."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import Say
from tests.ui.window import Window


def speak(data: str, keys: str) -> None:
    """Go to where one speaks, begin, and print each second that was heard, until the end."""
    QApplication([])
    window = Window(Places(data=Path(data), keys=Path(keys)))
    window.watch.now_s += 1.0
    window.shell.touch(was.RightsWanted())
    window.until(lambda: window.name == "rights")
    window.touch("complaint-begin", "whathappened")
    window.touch("happened-injury", "abouttrade")
    window.touch("about-none", "say")
    window.touch("say-speak")
    told = -1

    def is_over() -> bool:
        nonlocal told
        screen = window.shell.visit.screen
        length_ms = screen.voice.length_ms if isinstance(screen, Say) and screen.voice else 0
        if length_ms // 1000 != told:
            told = length_ms // 1000
            print(length_ms, flush=True)
        return False

    window.until(is_over)


if __name__ == "__main__":
    speak(*sys.argv[1:])
