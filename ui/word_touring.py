"""The walk of a tour through the lessons, and through leaving word that somebody looks for work."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSignalBlocker

from kiosk.journeys import events as was
from ui.shell import Shell

VOICE_ID, HALFWAY_MS = "tour", 23_000


class Guide(Protocol):
    """What a tour can do: `ui.touring.Tour`."""

    def way(self, name: str, *, until: str) -> None: ...

    def touch(self, name: str, *, until: str | None = None) -> None: ...

    def picture(self, name: str) -> None: ...


def tour_lessons(tour: Guide, shell: Shell) -> None:
    """Take a picture of the lessons, of two pages of one, and of the way to those of a posting's trade."""
    tour.way("learn", until="lessons")
    tour.picture("lessons")
    tour.touch("lesson-0", until="onelesson")
    tour.picture("lesson")
    tour.touch("page-next")
    tour.picture("lesson-next-page")
    tour.way("today", until="postings")
    _to_posting_with_lessons(tour, shell)
    tour.picture("posting-lessons")
    tour.touch("posting-lessons", until="lessons")
    tour.picture("lessons-of-a-trade")
    tour.touch("nav-back", until="oneposting")


def _to_posting_with_lessons(tour: Guide, shell: Shell) -> None:
    """Look through postings until one says that there is something to be heard before its work."""
    while True:
        tour.touch("posting-0", until="oneposting")
        while not _is_there(shell, "posting-lessons") and _is_there(shell, "page-next"):
            tour.touch("page-next")
        if _is_there(shell, "posting-lessons"):
            return
        tour.touch("nav-back", until="postings")
        tour.touch("page-next")


def _is_there(shell: Shell, name: str) -> bool:
    return any(item.objectName() == name for item in shell.visible_items())


def tour_wish(tour: Guide, shell: Shell) -> None:
    """Leave word from the consent to the number; who leaves it gives no phone, and comes by themselves.

    What they say is told, not spoken: it is thrown away again before the end.
    """
    tour.way("wish", until="wishconsent")
    tour.picture("wish-consent")
    _turn_to_answers(tour, shell)
    tour.touch("wish-consent-yes", until="wishtrades")
    tour.touch("wish-trade-0")
    tour.picture("wish-trades")
    tour.touch("wish-trades-go-on", until="wishdays")
    tour.touch("wish-day-2")
    tour.picture("wish-days")
    tour.touch("wish-days-go-on", until="wishsay")
    tour.picture("wish-say")
    told(shell, was.SpeakingBegun(VOICE_ID), was.VoiceEnded(VOICE_ID, 0, was.VoiceTrouble.NO_MICROPHONE))
    tour.picture("wish-no-microphone")
    told(shell, was.SpeakingBegun(VOICE_ID), was.VoiceGrew(VOICE_ID, HALFWAY_MS))
    shell.show_level(0.6)
    tour.picture("wish-recording")
    told(shell, was.SpeakingEnded(), was.VoiceEnded(VOICE_ID, HALFWAY_MS))
    tour.picture("wish-said")
    tour.touch("wish-say-give", until="wishreach")
    tour.picture("wish-reach")
    tour.touch("wish-reach-phone", until="wishphone")
    tour.picture("wish-phone")
    tour.touch("nav-back", until="wishreach")
    tour.touch("wish-reach-comes", until="wishdone")
    tour.picture("wish-done")
    tour.touch("wish-done", until="home")


def _turn_to_answers(tour: Guide, shell: Shell) -> None:
    """Where a small panel has no room for them below what is kept, the answers stand on the last page."""
    names = [item.objectName() for item in shell.visible_items()]
    while "page-next" in names:
        tour.touch("page-next")
        names = [item.objectName() for item in shell.visible_items()]
        if "page-next" not in names:
            tour.picture("wish-consent-answers")


def told(shell: Shell, *events: was.Event) -> None:
    """Let events happen without anybody carrying out what follows: no microphone is opened for a picture."""
    blocker = QSignalBlocker(shell)
    for event in events:
        shell.happen(event)
    blocker.unblock()
