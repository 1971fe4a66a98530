"""What a technician is told of the station's programs: which one works, which came before, and what is on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramsTold:
    """How the programs stand. `former` is empty where the installed one is meant; it counts where `may_go_back`.

    `ready` waits for its trial, `trial` is on it, both empty for none. `trusted` is the mark of whose programs are
    taken, empty for nobody's. `looked_at` is None where nobody looked yet, `fault` the key of what went wrong then.
    """

    version: str
    former: str = ""
    may_go_back: bool = False
    ready: str = ""
    trial: str = ""
    refused: tuple[str, ...] = ()
    trusted: str = ""
    looked_at: datetime | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTold:
    """What a look found: a newer program of so many bytes, empty where there is none; or it is here already."""

    version: str
    size: int
    is_here: bool


def programs_in(said: Mapping[str, Any] | None) -> ProgramsTold | None:
    """Return what `update status --json` said; None where it said nothing that can be understood."""
    try:
        told: Mapping[str, Any] = said or {}
        look = told["last_look"]
        at_s = int(look["at_ms"]) / 1000
        return ProgramsTold(
            version=str(told["version"]),
            former=str(told["former_version"]),
            may_go_back=told["may_go_back"] is True,
            ready=_version(told["ready"]),
            trial=_version(told["trial"]),
            refused=tuple(map(str, told["refused"])),
            trusted=str(told["trusted"]),
            looked_at=datetime.fromtimestamp(at_s).astimezone() if at_s else None,
            fault=str(look["fault"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def offer_in(said: Mapping[str, Any] | None) -> OfferTold | None:
    """Return what `update --json` said; None where it said nothing that can be understood."""
    try:
        told: Mapping[str, Any] = said or {}
        newer, size = told["newer"], told["size"]
        return OfferTold(version=str(newer or ""), size=int(size or 0), is_here=told["was_here"] is True)
    except (KeyError, TypeError, ValueError):
        return None


def _version(waiting: Mapping[str, Any] | None) -> str:
    return "" if waiting is None else str(waiting["version"])
