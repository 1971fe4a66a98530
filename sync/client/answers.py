"""Which of the files that lie on a stick is the answer for this kiosk."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.station import Station
from sync.client.state import Central
from sync.protocol.bundle import SUFFIX, Bundle, BundleHeader, OtherReader, WrongWay, central_mark
from sync.protocol.faults import ProtocolFault
from sync.protocol.signing import Verifier

ANSWERS = f"*-answer*{SUFFIX}"
"""As central names them; a computer that has one already writes a number behind."""


def check_reader(header: BundleHeader, central: Central, station: Station) -> None:
    """Raise `WrongWay` or `OtherReader` unless it is an answer of our central's, for this kiosk."""
    if header.direction != "down":
        raise WrongWay
    if header.central != central_mark(central.public_key) or header.region != central.region:
        raise OtherReader("central")
    if (header.station, header.kiosk) != (station.id, central.kiosk):
        raise OtherReader("kiosk")


def newest_answer(folder: Path, central: Central, station: Station) -> Path | None:
    """Return the newest answer for this kiosk that is whole, as central wrote it.

    Without one, the newest that is not whole: taking it says what is wrong with it. Answers for others do not count.
    """
    ranks = {file: rank for file in sorted(folder.glob(ANSWERS)) if (rank := _rank(file, central, station))}
    return max(ranks, key=ranks.__getitem__, default=None)


def _rank(file: Path, central: Central, station: Station) -> tuple[bool, int, int] | None:
    """Whole ones before others, then by central's clock, then by the number of what they answer; None: not for us."""
    try:
        with file.open("rb") as stream:
            bundle = Bundle(stream)
            header = bundle.header
            check_reader(header, central, station)
            try:
                bundle.verify(Verifier(central.public_key))
            except ProtocolFault:
                return False, header.made_ms, header.number
            return True, header.made_ms, header.number
    except (OSError, WrongWay, OtherReader):
        return None
    except ProtocolFault:  # torn, or of another version: only its name says whose it is
        return (False, 0, 0) if file.name.startswith(f"yizhan-{station.prefix}-") else None
