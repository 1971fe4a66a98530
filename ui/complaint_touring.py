"""The walk of a tour through a complaint, from rights to the number; its voice is told, not spoken."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest

from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import AboutTrade
from ui.shell import Shell
from ui.word_touring import told

TOLD_ID, HALFWAY_MS = "tour", 47_000
PATIENCE_MS, LOOK_EVERY_MS = 20_000, 10


class Guide(Protocol):
    """What a tour can do: `ui.touring.Tour`."""

    def way(self, name: str, *, until: str) -> None: ...

    def touch(self, name: str, *, until: str | None = None) -> None: ...

    def picture(self, name: str) -> None: ...


def tour_complaint(tour: Guide, shell: Shell) -> None:
    """Take a picture of each screen; the complaint is handed in without a voice, and Home is there in the end."""
    tour.way("rights", until="rights")
    tour.picture("rights")
    tour.touch("complaint-begin", until="whathappened")
    tour.picture("complaint-what")
    tour.touch("happened-unpaid_wages", until="abouttrade")
    _wait_for_postings(shell)
    tour.picture("complaint-about")
    tour.touch("about-trade-0", until="aboutposting")
    tour.picture("complaint-posting")
    tour.touch("about-posting-0", until="say")
    tour.picture("complaint-say")
    told(shell, was.SpeakingBegun(TOLD_ID), was.VoiceEnded(TOLD_ID, 0, was.VoiceTrouble.SILENT))
    tour.picture("complaint-silent")
    told(shell, was.SpeakingBegun(TOLD_ID), was.VoiceEnded(TOLD_ID, 0, was.VoiceTrouble.NO_MICROPHONE))
    tour.picture("complaint-no-microphone")
    told(shell, was.SpeakingBegun(TOLD_ID), was.VoiceGrew(TOLD_ID, HALFWAY_MS))
    shell.show_level(0.6)
    tour.picture("complaint-recording")
    told(shell, was.SpeakingEnded(), was.VoiceEnded(TOLD_ID, HALFWAY_MS))
    tour.picture("complaint-said")
    tour.touch("say-give", until="complaintshown")
    tour.picture("complaint-number")
    tour.touch("complaint-done", until="home")


def _wait_for_postings(shell: Shell) -> None:
    """Let the store answer; where it never does, the next touch says what is not there."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while isinstance(shell.visit.screen, AboutTrade) and not shell.visit.screen.postings and not deadline.hasExpired():
        QTest.qWait(LOOK_EVERY_MS)
