"""A station set up from a file that a technician prepared: its settings, its name and place, its county."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.care.config.changing import change_file
from kiosk.care.config.reading import Reading, read_file
from kiosk.care.config.sections import StationSection
from kiosk.care.places import Places
from kiosk.care.region_file import NAME, read_regions
from kiosk.desk.first_start import FirstStart, Step
from kiosk.desk.first_start_file import keep_first_start, kept_first_start
from kiosk.domain.region import Region
from kiosk.domain.station import Station
from kiosk.errors import Refused, YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.store.durable import files_told, written_whole
from sync.client.enrolling import certificate_in, enrol
from sync.client.state import SyncState

SETTINGS = "station.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """How it went. `not_enrolled`: why the station is not the county's yet; None where it is, or nobody asked.

    `regions`: how many places the station knows by now.
    """

    station: Station
    is_enrolled: bool
    not_enrolled: YizhanError | None = None
    regions: int = 0


def settings_file(named: Path) -> Path:
    """Return the file of settings that `named` is, or that lies in it. Raises `Refused` where there is none."""
    file = named / SETTINGS if named.is_dir() else named
    if not file.is_file():
        raise Refused("error-setup-no-file", file=str(file))
    return file


def prepared(file: Path) -> Reading:
    """Read what was prepared. Raises the first mistake in it: by a wrong file nothing is set up by half."""
    reading = read_file(file)
    if reading.mistakes:
        raise reading.mistakes[0]
    return reading


def prepared_regions(file: Path) -> tuple[Region, ...]:
    """Read the county's towns from `regions.toml` beside `file`; none where it is not there. Raises as `prepared`."""
    beside = file.with_name(NAME)
    if not beside.exists():
        return ()
    read = read_regions(beside)
    if read.mistakes:
        raise read.mistakes[0]
    return read.regions


def set_up(file: Path, here: Places) -> SetUp:
    """Set the station in `here` up as `file` says; done again, it goes on where it was cut off.

    The one-time code is taken out of the station's own copy once it has served. The wizard of the first start asks
    for nothing any more but what the file could not do. Raises `YizhanError`.
    """
    reading, regions = prepared(file), prepared_regions(file)
    _keep_settings(reading, here)
    with open_station(here) as station:
        if regions:
            station.know_regions(regions)
        if SyncState(station.database).central() is not None:
            _forget_code(here)
            done = SetUp(station=station.station, is_enrolled=True)
        else:
            _settle(station, reading.settings.station)
            done = _enrolled(station, reading, file, here)
        known = len(station.regions.all())
    if file != here.settings:
        _tell_wizard(done, here)
    return replace(done, regions=known)


def _tell_wizard(done: SetUp, here: Places) -> None:
    left = () if done.not_enrolled is None else (Step.COUNTY,)
    keep_first_start(here, (kept_first_start(here) or FirstStart()).prepared(but=left))


def _keep_settings(reading: Reading, here: Places) -> None:
    assert reading.data is not None
    with files_told():
        here.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_whole(here.settings) as draft:
            draft.touch(mode=0o600)
            draft.write_bytes(reading.data)


def _settle(station: OpenStation, said: StationSection) -> None:
    """Be the station that is named; what the file does not say stays."""
    before = station.station
    wanted = replace(
        before,
        name=said.name or before.name,
        region=said.region or before.region,
        phone=said.phone or before.phone,
        hotline=said.hotline,
    )
    if wanted != before:
        station.settle(wanted, station.regions.all())


def _enrolled(station: OpenStation, reading: Reading, file: Path, here: Places) -> SetUp:
    said = reading.settings.enrolment
    if not said.url or not said.code:
        return SetUp(station=station.station, is_enrolled=False)
    try:
        certificate = certificate_in(file.parent / said.certificate) if said.certificate else ""
        known_as = enrol(station, said.url, said.code, certificate=certificate)
    except YizhanError as error:
        return SetUp(station=station.station, is_enrolled=False, not_enrolled=error)
    _forget_code(here)
    return SetUp(station=known_as, is_enrolled=True)


def _forget_code(here: Places) -> None:
    change_file(here.settings, {"enrolment.code": None}, whole=written_whole)
