"""A crash report: what the makers of the program need to see, as the files of one archive; nothing of a person."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.care.config.sections import SECTIONS, Settings, checks_of
from kiosk.care.places import Places
from kiosk.care.watching.crashes import crashes_in
from kiosk.care.watching.logbook import FILES
from kiosk.care.watching.report_words import Striking

MOST_LOG_BYTES = 4_000_000
"""Of the newest lines."""
NOT_TOLD = frozenset({
    "station.name", "station.phone", "enrolment.url", "enrolment.code", "enrolment.certificate",
    "county.blocked_phones", "county.blocked_places",
})  # fmt: skip
"""Settings that name people or places, or let somebody in."""


def report_files(
    places: Places,
    settings: Settings,
    *,
    striking: Striking,
    doctor: Mapping[str, Any] | None,
    about: Mapping[str, str],
    at: datetime,
) -> Mapping[str, str]:
    """Return each file's name and text. `doctor` is what `doctor --json` said, `about` tells of program and system."""
    head = {"at": at.isoformat(timespec="seconds"), **about}
    return {
        "about.json": _json(striking.values(head)),
        "settings.txt": "".join(f"{line}\n" for line in _settings_lines(settings, striking)),
        "doctor.json": _json(striking.values(doctor)),
        "crashes.txt": "".join(f"{line}\n" for line in _crash_lines(places)),
        "kiosk.log": "".join(f"{line}\n" for line in log_lines(places, striking)),
    }


def write_report(file: Path, files: Mapping[str, str]) -> None:
    """Write the archive. Raises `OSError`."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode(errors="replace"))


def log_lines(places: Places, striking: Striking) -> Iterator[str]:
    """Yield the last lines of the log, the oldest first."""
    for line in _tail(places.logs).decode(errors="replace").splitlines():
        told = striking.log_line(line)
        if told is not None:
            yield told


def _tail(folder: Path) -> bytes:
    """The end of the log, whole lines only, however many files it lies in."""
    data = b""
    for number in range(FILES):
        if len(data) >= MOST_LOG_BYTES:
            break
        try:
            data = (folder / (f"kiosk.log.{number}" if number else "kiosk.log")).read_bytes() + data
        except OSError:
            continue
    return data if len(data) <= MOST_LOG_BYTES else data[-MOST_LOG_BYTES:].partition(b"\n")[2]


def _crash_lines(places: Places) -> Iterator[str]:
    for crash in crashes_in(places.crashes):
        when = datetime.fromtimestamp(crash.at_ms / 1000).astimezone()
        safe = ", in safe mode" if crash.was_safe else ""
        yield f"{when:%Y-%m-%d %H:%M:%S} {crash.kind} after {crash.lived_s} s, code {crash.code}{safe}"


def _settings_lines(settings: Settings, striking: Striking) -> Iterator[str]:
    for section in SECTIONS:
        for key in checks_of(section):
            name = f"{section}.{key}"
            if name not in NOT_TOLD:
                yield f"{name} = {striking.words(str(settings.value(name)))}"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
