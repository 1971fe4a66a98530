"""The caretaker does the station's upkeep in quiet moments, beside the screen."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from math import ceil

from PySide6.QtCore import QObject, QTimer

from kiosk.care.places import Places
from kiosk.care.program import program_argv
from kiosk.desk.machine_command import RunningCommand
from kiosk.domain.language import Language
from kiosk.domain.listing import Near, SuitsOlder, Today
from kiosk.elsewhere import Elsewhere
from kiosk.errors import YizhanError
from kiosk.printing.noted import NotedState, forget_state, note_state
from kiosk.printing.state import PrinterState
from kiosk.services import OpenStation
from kiosk.texts.catalogue import Texts
from kiosk.upkeep import Upkeep, upkeep_of
from ui.conductor import Conductor
from ui.screens.worker.spoken import fixed_phrases, posting_phrases
from ui.sound.speaker import Speaker
from ui.tasks import Lane, Tasks

CHECK_AFTER_MS = 20_000
"""The full check begins when the station has been open for a while: the first visitor comes first."""
BACK_UP_AFTER_MS = 60_000
LOOK_EVERY_MS = 30 * 60_000
ELSEWHERE_WITHIN_S = 60 * 60.0
"""A large station onto a slow stick takes minutes; what takes longer hangs."""
PREPARE_AFTER_MS = 3_000
"""Clips are made some seconds after postings came in: an import changes the store many times."""
PREPARED_POSTINGS = 30
"""Of each list: ten pages. The others are rendered when they are touched, in a fifth of a second."""

log = logging.getLogger(__name__)


class Caretaker(QObject):
    """Checks the database once, backs it up at its time and between, lets old slips go, has clips made for postings.

    It notes how the printer is, for the desk, which is another process.
    """

    def __init__(
        self, *, conductor: Conductor, tasks: Tasks, speaker: Speaker, texts: dict[Language, Texts], language: Language
    ) -> None:
        super().__init__(conductor)
        self._conductor, self._tasks, self._speaker, self._texts = conductor, tasks, speaker, texts
        self._language = language
        self._stopping = threading.Event()
        self._prepare = QTimer(self, singleShot=True, interval=PREPARE_AFTER_MS)
        self._prepare.timeout.connect(self._prepare_postings)
        self._round = QTimer(self, interval=LOOK_EVERY_MS)
        self._round.timeout.connect(self.go_round)
        self._at_its_time = QTimer(self, singleShot=True)
        self._at_its_time.timeout.connect(self.go_round)
        self._elsewhere: RunningCommand | None = None
        conductor.opened.connect(self._on_open)
        conductor.store_changed.connect(self._prepare.start)
        conductor.printer.changed.connect(self._note_printer)

    def stop(self) -> None:
        """Leave off whatever is going on."""
        self._stopping.set()
        self._prepare.stop()
        self._round.stop()
        self._at_its_time.stop()
        if self._elsewhere is not None:
            self._elsewhere.stop()

    def _on_open(self) -> None:
        self._note_printer(self._conductor.printer.state)
        for language, texts in self._texts.items():
            self._speaker.prepare(fixed_phrases(texts), language)
        self._prepare.start()
        self._round.start()
        QTimer.singleShot(CHECK_AFTER_MS, self, self._check)
        QTimer.singleShot(BACK_UP_AFTER_MS, self, self.go_round)

    def _check(self) -> None:
        self._beside(lambda upkeep: upkeep.find_damage(stopped=self._stopping.is_set), self._checked)

    def _checked(self, is_damaged: bool) -> None:
        if is_damaged:
            self._conductor.reopen(is_damaged=True)

    def go_round(self) -> None:
        """Do now whatever is due; it is asked every half hour, and when it is time for the daily backup."""
        self._conductor.ask(lambda station: station.let_old_slips_go(), lambda _: None)
        self._conductor.ask(lambda station: station.let_old_wishes_go(), lambda _: None)
        self._conductor.ask(lambda station: upkeep_of(station).seconds_to_backup(), self._wait_for_its_time)
        self._beside(_backed_up, self._back_up_elsewhere)

    def _wait_for_its_time(self, seconds: float) -> None:
        """Later than the next round it is looked at anew: a clock may be set meanwhile."""
        if seconds * 1000 < LOOK_EVERY_MS:
            self._at_its_time.start(ceil(seconds * 1000))

    def _back_up_elsewhere(self, is_due: bool) -> None:
        """A process of its own, which may hang with the disk or the share that it writes to; at most one."""
        if is_due and (self._elsewhere is None or self._elsewhere.end is not None):
            self._conductor.ask(lambda station: station.places, self._begin_elsewhere)

    def _begin_elsewhere(self, places: Places) -> None:
        if not self._stopping.is_set():
            words = ("backup", "--elsewhere", "--json", "--lang", self._language, "--beside", str(os.getpid()))
            self._elsewhere = RunningCommand(program_argv(), words, places=places, within_s=ELSEWHERE_WITHIN_S)

    def _note_printer(self, state: PrinterState | None) -> None:
        """What another kiosk's run noted, perhaps with another printer, is not told any more."""

        def note(station: OpenStation) -> None:
            if state is None:
                forget_state(station.places.data)
            else:
                note_state(station.places.data, NotedState(state=state, since=station.now()))

        self._conductor.ask(note, lambda _: None)

    def _beside(self, work: Callable[[Upkeep], object], done: Callable[[bool], None]) -> None:
        """Do `work` on a device thread: it has its own connection and may take seconds."""

        def with_upkeep(upkeep: Upkeep) -> None:
            self._tasks.run(lambda: bool(work(upkeep)), done, _report, lane=Lane.DEVICE)

        self._conductor.ask(upkeep_of, with_upkeep)

    def _prepare_postings(self) -> None:
        self._conductor.ask(self._phrases_of_new, lambda lines: self._speaker.prepare(lines, self._language))

    def _phrases_of_new(self, station: OpenStation) -> list[str]:
        return list(self._lines(station))

    def _lines(self, station: OpenStation) -> Iterator[str]:
        texts = self._texts[self._language]
        for listing in (Today(), SuitsOlder(), Near()):
            for posting in station.find(listing)[:PREPARED_POSTINGS]:
                yield from posting_phrases(posting, texts, today=station.today)


def _backed_up(upkeep: Upkeep) -> bool:
    """Back up, and tell whether the one more place is to get its part."""
    upkeep.back_up()
    return Elsewhere(upkeep=upkeep).is_due()


def _report(error: Exception) -> None:
    if not isinstance(error, YizhanError):
        raise error
    log.warning("upkeep: %s: %s", type(error).__name__, error.key)
