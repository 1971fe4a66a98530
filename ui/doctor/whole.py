"""The whole examination of a station, in the order in which a technician asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from functools import cache, partial

from kiosk.care.clock import local_now
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places
from kiosk.doctor import of_data, of_devices, of_key, of_lessons, of_program
from kiosk.doctor.examination import Check, examine
from kiosk.domain.finding import Finding
from kiosk.errors import YizhanError
from kiosk.printing.printer import Printer
from kiosk.store.database import Database, open_database
from kiosk.store.keyring import desktop_keyring
from kiosk.store.keys import DatabaseKey, was_used
from sync.client import doctor as of_sync
from sync.client.state import Central
from ui.doctor import of_screen, of_sound

SOUND = frozenset({"ok", "restored"})
"""What a database is called that may be opened: opening a damaged one would restore it, which is not ours to decide."""


def examine_station(
    here: Places, *, printer: Callable[[str], Printer], now: Callable[[], datetime] = local_now
) -> Iterator[Finding]:
    """Yield a finding for each thing that the station needs; needs a QGuiApplication with the station's fonts."""
    with ExitStack() as stack:
        yield from examine(_checks(here, stack, printer=printer, now=now()))


def _checks(here: Places, stack: ExitStack, *, printer: Callable[[str], Printer], now: datetime) -> Mapping[str, Check]:
    """Nothing is looked at before its turn, so that what fails is the finding of its own check."""
    settings = settings_in_force(here.settings).settings
    seen = cache(lambda: of_key.look_for_key(here, keyring=desktop_keyring()))
    of_database = cache(lambda: of_data.check_database(here, seen().key))
    opened = cache(lambda: _opened(here, seen().key, of_database(), stack))

    def of_link(name: str, check: Callable[[Central | None], Finding]) -> Check:
        def looked() -> Finding:
            database = opened()
            if database is None and was_used(here.database):
                return of_sync.not_known(name)
            return check(None if database is None else of_sync.central_of(database))

        return looked

    return {
        "database": of_database,
        "key": lambda: of_key.check_key(here, seen()),
        "disk": partial(of_data.check_disk, here),
        "clock": partial(of_program.check_clock, here, now=now),
        "settings": partial(of_data.check_settings, here),
        "fonts": of_screen.check_fonts,
        "libraries": of_program.check_libraries,
        "files": of_program.check_files,
        "panel": partial(of_screen.check_panel, settings.panel.size_mm),
        "touch": partial(of_screen.check_touch, is_mapped=settings.panel.touch_matrix is not None),
        "sound": partial(of_sound.check_sound, settings.sound.device),
        **{name: partial(of_devices.check_voice, tongue) for tongue, name in of_devices.VOICE.items()},
        "lexicon": partial(of_devices.check_lexicon, here.lexicon),
        "printer": partial(of_devices.check_printer, settings.printer.target, printer),
        "scanner": of_screen.check_scanner,
        "network": of_sync.check_network,
        "central": of_link("central", of_sync.check_central),
        "certificate": of_link("certificate", lambda central: of_sync.check_certificate(central, now=now)),
        "last-sync": of_link("last-sync", lambda central: of_sync.check_last_sync(here, central, now=now)),
        "backup": lambda: of_data.check_backup(here, seen().key, now=now),
        "lessons": partial(of_lessons.check_lessons, here),
        "version": of_program.check_version,
        "crashes": partial(of_program.check_crashes, here, now=now),
    }


def _opened(here: Places, key: DatabaseKey | None, found: Finding, stack: ExitStack) -> Database | None:
    if key is None or found.case not in SOUND:
        return None
    try:
        return stack.enter_context(open_database(here.database, key))
    except YizhanError:
        return None
