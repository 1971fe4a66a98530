"""The whole examination of a station, in the order in which a technician asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from functools import cache, partial

from kiosk.care.clock import local_now
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places
from kiosk.doctor import of_data, of_devices, of_program
from kiosk.doctor.examination import Check, examine
from kiosk.domain.finding import Finding
from kiosk.domain.language import Language
from kiosk.errors import YizhanError
from kiosk.printing.printer import Printer
from kiosk.store.database import Database, open_database
from sync.client import doctor as of_sync
from ui.doctor import of_screen, of_sound


def examine_station(
    here: Places, *, printer: Callable[[str], Printer], now: Callable[[], datetime] = local_now
) -> Iterator[Finding]:
    """Yield a finding for each thing that the station needs; needs a QGuiApplication with the station's fonts."""
    with ExitStack() as stack:
        yield from examine(_checks(here, stack, printer=printer, now=now()))


def _checks(here: Places, stack: ExitStack, *, printer: Callable[[str], Printer], now: datetime) -> Mapping[str, Check]:
    settings = settings_in_force(here.settings).settings
    key = of_data.key_of(here)
    seen: list[Finding] = []

    def database() -> Finding:
        seen.append(of_data.check_database(here, key))
        return seen[0]

    def opened() -> Database | None:
        """Only where it is sound: opening a damaged one would restore it, which is not a doctor's to decide."""
        if key is None or not seen or seen[0].case not in ("ok", "restored"):
            return None
        try:
            return stack.enter_context(open_database(here.database, key))
        except YizhanError:
            return None

    central = cache(lambda: of_sync.central_of(opened()))
    return {
        "database": database,
        "key": partial(of_data.check_key, here),
        "disk": partial(of_data.check_disk, here),
        "clock": partial(of_program.check_clock, here, now=now),
        "settings": partial(of_data.check_settings, here),
        "fonts": of_screen.check_fonts,
        "libraries": of_program.check_libraries,
        "files": of_program.check_files,
        "panel": partial(of_screen.check_panel, settings.panel.size_mm),
        "touch": of_screen.check_touch,
        "sound": of_sound.check_sound,
        of_devices.VOICE[Language.ZH_CN]: partial(of_devices.check_voice, Language.ZH_CN),
        of_devices.VOICE[Language.EN]: partial(of_devices.check_voice, Language.EN),
        "printer": partial(of_devices.check_printer, settings.printer.target, printer),
        "scanner": of_screen.check_scanner,
        "network": of_sync.check_network,
        "central": lambda: of_sync.check_central(central()),
        "certificate": lambda: of_sync.check_certificate(central()),
        "last-sync": lambda: of_sync.check_last_sync(here, central(), now=now),
        "backup": partial(of_data.check_backup, here, key, now=now),
        "version": of_program.check_version,
        "crashes": partial(of_program.check_crashes, here, now=now),
    }
