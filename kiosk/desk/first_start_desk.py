"""What is set at a machine's first start: by whoever stands before it while it has no head, then by its keepers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.care.config.checks import Unfit
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.config.reading import read_file
from kiosk.care.config.sections import Settings, check_of
from kiosk.care.drives import sticks_plugged_in
from kiosk.care.program import program_argv
from kiosk.desk.first_start import FirstStart
from kiosk.desk.first_start_file import is_due, keep_first_start, kept_first_start
from kiosk.desk.machine import KEEPERS
from kiosk.desk.machine_command import RunningCommand
from kiosk.desk.machine_look import about_machine
from kiosk.desk.room import EVERYBODY, Room, UseCases, may
from kiosk.desk.station_file import set_in_file
from kiosk.domain.language import Language
from kiosk.domain.region import Region
from kiosk.domain.staff import Actor, Role
from kiosk.domain.station import Station
from kiosk.errors import NotAllowed, Refused
from kiosk.store.durable import files_told
from kiosk.store.regions import RegionStore
from kiosk.store.staff import StaffStore
from kiosk.store.stations import NEW_NAME, StationStore
from kiosk.store.sync_state import is_enrolled

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

PREPARED = "station.toml"
"""What a prepared file is called on its stick."""
SETUP_S = 120.0
"""A county that does not answer is given up before (`sync.client.transport`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the first start came, and what is set by now. `is_due`: whether the machine is to be set up at all."""

    first: FirstStart
    is_due: bool
    station: Station
    is_named: bool
    settings: Settings
    regions: tuple[Region, ...]
    is_enrolled: bool
    is_watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedStick:
    """A stick with a prepared file, which was written at Unix time `written_ns` in nanoseconds."""

    folder: Path
    name: str
    written_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """How a station becomes one of the county's; `certificate` is the file of the county's own authority, or empty."""

    url: str
    code: str
    certificate: str = ""


class FirstStarts(UseCases):
    """The first start of this machine. Once there is a head, who is no keeper of it gets `NotAllowed` for any change.

    `program` starts what runs beside the screen.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.program: tuple[str, ...] = program_argv()
        self._technician: Desk | None = None

    @may(*EVERYBODY)
    def standing(self) -> Standing:
        """Tell how far it came."""
        room = self.room
        room.station = StationStore(room.database).current()  # a prepared file is taken by a process of its own
        return Standing(
            first=kept_first_start(room.places) or FirstStart(),
            is_due=is_due(room.database, room.places, room.station),
            station=room.station,
            is_named=room.station.name != NEW_NAME,
            settings=settings_in_force(room.places.settings).settings,
            regions=RegionStore(room.database).all(),
            is_enrolled=is_enrolled(room.database),
            is_watched=about_machine(room.places, device="").is_watched,
        )

    @may(*EVERYBODY)
    def keep(self, first: FirstStart) -> None:
        """Keep how far it came. Raises `DiskFull`, `StoreError`."""
        self._check_may()
        keep_first_start(self.room.places, first)

    @may(*EVERYBODY)
    def desk(self) -> Desk:
        """Return the desk of a technician, who may set this machine's devices; once there is a head, nobody's."""
        self._check_headless()
        if self._technician is None:
            from kiosk.desk.desk import Desk

            actor = Actor(role=Role.TECHNICIAN, device=self.room.actor.device)
            self._technician = Desk(replace(self.room, actor=actor))
        return self._technician

    @may(*EVERYBODY)
    def settle(self, *, name: str, region: str, phone: str) -> None:
        """Say which station this is. Raises `Refused` with what is wrong, its `field` being `station.FIELD`."""
        self._check_may()
        said = {"station.name": name, "station.region": region, "station.phone": phone}
        for field, value in said.items():
            _check(field, value)
        with self.room.change():
            stations = StationStore(self.room.database, clock_ms=lambda: self.room.now_ms)
            before = stations.current()
            wanted = replace(before, name=name or before.name, region=region, phone=phone)
            if wanted != before:
                stations.save(wanted)
                self.room.note("first-start-settled", "")
            self.room.station = wanted
        self._write({field: value or None for field, value in said.items()})

    @may(*EVERYBODY)
    def prepared(self) -> tuple[PreparedStick, ...]:
        """Return the sticks that are in and have a prepared file on them."""
        self._check_may()
        return tuple(_prepared())

    @may(*EVERYBODY)
    def take(self, folder: Path, language: Language) -> RunningCommand:
        """Have this machine set up as the prepared file in `folder` says; once there is a head, for nobody."""
        self._check_headless()
        return self._set_up(folder, language)

    @may(*EVERYBODY)
    def invitation(self) -> Invitation:
        """Return what the stick that is in says of the county. Raises `Refused` where there is none, or two."""
        self._check_may()
        found = [stick.folder / PREPARED for stick in _prepared()]
        if len(found) != 1:
            raise Refused("refused-wizard-no-stick" if not found else "refused-wizard-sticks")
        reading = read_file(found[0])
        if reading.mistakes:
            raise Refused(reading.mistakes[0].key, **reading.mistakes[0].details)
        said = reading.settings.enrolment
        if not said.url or not said.code:
            raise Refused("refused-wizard-no-code")
        certificate = str(found[0].parent / said.certificate) if said.certificate else ""
        return Invitation(url=said.url, code=said.code, certificate=certificate)

    @may(*EVERYBODY)
    def join(self, invitation: Invitation, language: Language) -> RunningCommand:
        """Have the station made one of the county's. A code that did not serve stays for the next try."""
        self._check_may()
        certificate = invitation.certificate or None
        self._write({
            "enrolment.url": invitation.url, "enrolment.code": invitation.code, "enrolment.certificate": certificate,
        })  # fmt: skip
        return self._set_up(self.room.places.settings, language)

    def _set_up(self, file: Path, language: Language) -> RunningCommand:
        words = ("setup", str(file), "--json", "--lang", language)
        return RunningCommand(self.program, words, places=self.room.places, within_s=SETUP_S)

    def _write(self, changes: dict[str, str | None]) -> None:
        set_in_file(self.room.places.settings, changes)

    def _check_may(self) -> None:
        if self.room.actor.role not in KEEPERS:
            self._check_headless()

    def _check_headless(self) -> None:
        if not StaffStore(self.room.database).is_empty():
            raise NotAllowed


def _check(field: str, value: str) -> None:
    check = check_of(field)
    assert check is not None
    try:
        check.fit(value)
    except Unfit:
        raise Refused(f"refused-wizard-{field.partition('.')[2]}", field=field) from None


def _prepared() -> Iterator[PreparedStick]:
    with files_told():
        for stick in sticks_plugged_in():
            file = stick.folder / PREPARED
            if file.is_file():
                yield PreparedStick(folder=stick.folder, name=stick.name, written_ns=file.stat().st_mtime_ns)
