"""Examines the loudspeaker, by the process that plays: it alone speaks with the system's sound."""

from __future__ import annotations

import threading
from contextlib import closing

from kiosk.domain.finding import Finding, amber, green
from kiosk.speech.child import Message
from ui.sound.player import Player

ANSWER_WITHIN_S = 5.0


def check_sound(device: str = "") -> Finding:
    """Wait until the player has found the loudspeaker of this name, or the usual one, or a while."""
    there = threading.Event()

    def heard(message: Message) -> None:
        if message.get("is") == "device" and message.get("there"):
            there.set()

    with closing(Player(heard, device=device)) as player:
        if not there.wait(ANSWER_WITHIN_S):
            return amber("sound", "none")
        return amber("sound", "other", name=device) if player.is_other_device else green("sound")
