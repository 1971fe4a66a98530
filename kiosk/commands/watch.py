"""`yizhan-kiosk watch`: the kiosk, and beside it a process that begins it again when it died or froze."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.care.clock import local_now
from kiosk.care.config.sections import WatchSection
from kiosk.care.config.there import is_there
from kiosk.care.places import Places, places
from kiosk.care.program import program_argv
from kiosk.care.touch_mapping import said_to_session
from kiosk.care.watching.crashes import CrashRecord
from kiosk.care.watching.fresh_start import AtNight, asked_in
from kiosk.care.watching.keeper import Keeper
from kiosk.care.watching.logbook import MEGABYTE, Logbook
from kiosk.care.watching.service_manager import ServiceManager
from kiosk.errors import Refused, StoreBusy
from kiosk.stopping import stop_by
from kiosk.store.durable import made_folder, written_whole
from kiosk.store.filelock import FileLock

if TYPE_CHECKING:
    from kiosk.updating.turning import Turning

HELP = "show the kiosk, and start it again when it died or froze"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `watch`."""
    parser.add_argument("options", nargs="*", metavar="OPTION", help="options of `run`, after --")


def run(arguments: argparse.Namespace) -> int:
    """Watch until the kiosk is ended by its PIN, or this process is told to end.

    Ends with 75 where the session is to begin anew: its service starts it again.
    """
    here = places(arguments.data)
    with _alone(here):
        manager = ServiceManager()
        logbook = Logbook(here.logs, most_bytes=_watch_settings(here).log_megabytes * MEGABYTE, now=local_now)
        turn = _TurnOfHere(here, told=logbook.write)
        keeper = Keeper(
            lambda is_safe: _command(arguments, turn, is_safe=is_safe),
            record=CrashRecord(here.crashes, whole=written_whole),
            logbook=logbook,
            manager=manager,
            now=local_now,
            steady=lambda: keep_steady(here),
            turn=turn,
            fresh=AtNight(asked_in(here), at=lambda: _restart_at_night(here)),
            is_session_old=lambda: is_session_old(os.environ, here),
        )
        stop_by(lambda _: keeper.stop.set())
        try:
            return keeper.run()
        finally:
            logbook.close()
            manager.close()


def is_session_old(environment: Mapping[str, str], here: Places) -> bool:
    """Whether the session of a locked-down station turns the picture or maps touch otherwise than is set by now.

    It says in YIZHAN_PANEL what it was told at its beginning; any other session cannot do either.
    """
    told = environment.get("YIZHAN_PANEL")
    if told is None:
        return False
    from kiosk.care.config.in_force import settings_in_force

    panel = settings_in_force(here.settings).settings.panel
    return told != said_to_session(panel.rotation, panel.touch_matrix)


def keep_steady(here: Places) -> None:
    """Keep the settings that the kiosk lives well with; where there are none, none are kept."""
    try:
        if not is_there(here.settings):
            here.steady_settings.unlink(missing_ok=True)
            return
        said = here.settings.read_bytes()
        if is_there(here.steady_settings) and here.steady_settings.read_bytes() == said:
            return
        with written_whole(here.steady_settings) as draft:
            draft.touch(mode=0o600)
            draft.write_bytes(said)
    except OSError:
        return  # the ones before are good, too


def _alone(here: Places) -> FileLock:
    """Raise `Refused` where somebody watches this station already: two kiosks would fight for the screen."""
    folder: Path = here.crashes.parent
    made_folder(folder)
    try:
        return FileLock(folder / "watch.lock", alone=True, wait_s=0.0)
    except StoreBusy:
        raise Refused("error-watched-already") from None


def _watch_settings(here: Places) -> WatchSection:
    if not is_there(here.settings):
        return WatchSection()
    from kiosk.care.config.in_force import settings_in_force

    return settings_in_force(here.settings).settings.watch


def _restart_at_night(here: Places) -> time | None:
    return _watch_settings(here).restart_at_night


class _TurnOfHere:
    """The turn of the station in `here`. Where no program was ever fetched nothing is loaded for it."""

    def __init__(self, here: Places, *, told: Callable[[str], None]) -> None:
        self._here, self._told = here, told
        self._turning: Turning | None = None

    @property
    def is_on_trial(self) -> bool:
        return self._turning is not None and self._turning.is_on_trial

    def argv(self) -> Sequence[str]:
        """The words that start the program whose turn it is."""
        return program_argv() if self._turning is None else self._turning.argv()

    def before_life(self) -> None:
        if self._turning is None and self._here.programs.exists():
            from kiosk.updating.programs import Programs
            from kiosk.updating.turning import Turning
            from kiosk.versions import program_version

            programs, installed = Programs(self._here.programs), program_version()
            self._turning = Turning(programs, self._here, installed=installed, now=local_now, told=self._told)
        if self._turning is not None:
            self._turning.before_life()

    def opened(self) -> None:
        if self._turning is not None:
            self._turning.opened()

    def leave(self) -> None:
        if self._turning is not None:
            self._turning.leave()


def _command(arguments: argparse.Namespace, turn: _TurnOfHere, *, is_safe: bool) -> Sequence[str]:
    data = ("--data", str(arguments.data)) if arguments.data is not None else ()
    safe = ("--safe",) if is_safe else ()
    return (*turn.argv(), "run", *data, "--watched", *safe, *arguments.options)
