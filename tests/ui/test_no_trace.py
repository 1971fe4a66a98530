"""The visitor goes, and nothing of theirs stays: on the screen, in memory, in files, on the clipboard."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.visit import Visit
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.services import OpenStation
from kiosk.speech.selftest import VoiceHealth
from tests.ui.conftest import OpenWindow
from tests.ui.test_wishing import to_reach
from tests.ui.window import Window, texts_of
from ui.widgets.item import Item

BREAK = "\u200b"
"""Stands in a number where it may be broken into two lines."""


class PaperPrinter:
    """A printer with paper; `jobs` are the slips that came out."""

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []

    def print(self, job: PrintJob) -> PrintOutcome:
        self.jobs.append(job)
        return PrintOutcome.PRINTED

    def warm_up(self) -> None:
        """Nothing to load."""


def shown_texts(window: Window) -> str:
    """Every text of every widget, visible or not."""
    found: list[str] = []
    for widget in (window.shell, *window.shell.findChildren(QWidget)):
        found += [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.objectName()]
        if isinstance(widget, Item):
            found += [line.text for line in widget.face.lines]
            found += [text.text for text in widget.texts()]
            found += widget.spoken
    return "\n".join(found).replace(BREAK, "")


def is_in_memory(pieces: list[str]) -> bool:
    """Tell whether anything living refers to a string that holds the pieces put together."""
    gc.collect()
    marks = "-".join(pieces)
    strings = (text for holder in gc.get_objects() for text in gc.get_referents(holder) if type(text) is str)
    return any(marks in text.replace(BREAK, "") for text in strings if text is not marks)


def fleeting(memory: Path) -> set[str]:
    """The names of all sound that lies in memory; no name is used twice."""
    return {path.name for path in memory.rglob("*.wav")}


def leave_by_home(window: Window) -> None:
    window.touch("nav-home", "home")


def leave_by_done(window: Window) -> None:
    window.touch("slip-done", "home")


def leave_by_walking_away(window: Window) -> None:
    window.seconds(60)
    assert window.name == "notice-still-there"
    window.seconds(20)
    assert window.name == "home"


def leave_by_a_mistake_of_ours(window: Window) -> None:
    window.shell.happen(was.SomethingBroke())
    window.touch("notice-button", "home")


def take_and_leave(window: Window, leave: Callable[[Window], None], memory: Path) -> list[str]:
    """Take a slip, look at it in every way, and go; return its number in pieces that tell nothing by themselves."""
    number = window.to_slip().slip.number
    window.live()
    window.touch("nav-listen")
    window.until(lambda: fleeting(memory) != set())
    said = fleeting(memory)
    window.touch("nav-back", "oneposting")
    window.touch("posting-want", "slipshown")
    assert number in shown_texts(window)
    pieces = number.split("-")
    del number
    leave(window)
    assert not said & fleeting(memory)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.settle()
    return pieces


@pytest.mark.parametrize("leave", [leave_by_home, leave_by_done, leave_by_walking_away, leave_by_a_mistake_of_ours])
def test_no_byte_of_a_slip_s_number_stays(
    open_window: OpenWindow, memory: Path, leave: Callable[[Window], None]
) -> None:
    window = open_window(printer=PaperPrinter())
    window.until(lambda: VoiceHealth.UNTESTED not in map(window.kiosk.speaker.health, Language))
    pieces = take_and_leave(window, leave, memory)
    assert "-".join(pieces) not in shown_texts(window)
    assert "-".join(pieces) not in QApplication.clipboard().text()
    for folder in (window.places.clips, memory):
        assert "-".join(pieces).encode() not in texts_of(folder)
    window.until(lambda: not is_in_memory(pieces), "phrases that were called off to leave the queue")


def test_words_of_a_slip_are_never_kept_as_clips(window: Window, memory: Path) -> None:
    window.until(lambda: VoiceHealth.UNTESTED not in map(window.kiosk.speaker.health, Language))
    window.to_slip()
    window.until(lambda: bool(fleeting(memory)), "what was begun before the slip to be made")
    made, before = fleeting(memory), {path.name for path in window.places.clips.rglob("*") if path.is_file()}
    window.touch("nav-listen")
    window.until(lambda: bool(fleeting(memory) - made), "the slip to be said anew")
    assert {path.name for path in window.places.clips.rglob("*") if path.is_file()} == before


def test_the_number_of_a_wish_for_work_is_never_kept_as_a_clip(window: Window, memory: Path) -> None:
    window.until(lambda: VoiceHealth.UNTESTED not in map(window.kiosk.speaker.health, Language))
    to_reach(window)
    begun = fleeting(memory)
    window.touch("wish-reach-comes", "wishdone")
    window.until(lambda: bool(fleeting(memory) - begun), "what was begun before to be made")
    hear(window, memory, "wish-number")
    kept = {path.name for path in window.places.clips.rglob("*.wav")}
    hear(window, memory, "wish-next")
    hear(window, memory, "wish-number")
    assert {path.name for path in window.places.clips.rglob("*.wav")} == kept


def hear(window: Window, memory: Path, name: str) -> None:
    """Have an item of the screen said, and wait until sound of it is made."""
    made = fleeting(memory)
    window.shell.hear(window.item(name))
    window.until(lambda: bool(fleeting(memory) - made), "sound of it")
    window.settle()


def test_pace_and_loudness_are_those_of_the_house_again(window: Window) -> None:
    speaker = window.kiosk.speaker
    usual = speaker.rate_step, speaker.volume_step
    window.touch("home-today", "postings")
    speaker.set_rate(0)
    speaker.set_volume(0)
    window.touch("nav-home", "home")
    assert (speaker.rate_step, speaker.volume_step) == usual


def test_language_and_page_are_those_of_the_house_again(window: Window) -> None:
    window.touch("language")
    assert window.shell.visit.language is Language.EN
    window.touch("home-trades", "trades")
    window.seconds(140)
    assert window.shell.visit == Visit()
    assert window.item("home-today").face.lines[0].text == "今天的活"


def test_a_slip_that_comes_after_its_visitor_went_leaves_nothing(window: Window, staff: OpenStation) -> None:
    window.to_posting()
    window.watch.now_s += 1
    window.shell.touch(was.Wanted("w"))
    window.shell.happen(was.WentHome())
    window.settle()
    window.settle()
    pieces = staff.database.value("select number from slips").split("-")
    window.until(lambda: not is_in_memory(pieces))


def test_pressing_on_nothing_keeps_the_visit_alive(window: Window) -> None:
    window.to_slip()
    window.seconds(79)
    assert window.name == "notice-still-there"
    window.tap(window.item("heading").mapTo(window.shell, window.item("heading").rect().center()), after_s=1.0)
    assert window.name == "slipshown"
