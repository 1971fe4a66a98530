"""What the last look for a new program came to, written down for people who ask the next morning."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.store.durable import written_whole

FILE = "looked.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """`at_ms`: Unix time, 0 for never. `fault`: key of the sentence that says what went wrong; empty for nothing.

    `version`: what was found and fetched; empty where there was nothing newer.
    """

    at_ms: int = 0
    version: str = ""
    fault: str = ""


def read_last_look(programs: Path) -> LastLook:
    """Return what is written; of a file that is torn, nothing."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        said = json.loads((programs / FILE).read_text("utf-8"))
        return LastLook(at_ms=int(said["at_ms"]), version=str(said["version"]), fault=str(said["fault"]))
    return LastLook()


def write_last_look(programs: Path, look: LastLook) -> None:
    """Write it down; a full disk is no reason to stop."""
    with suppress(OSError):
        programs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_whole(programs / FILE) as draft:
            draft.write_text(json.dumps(asdict(look)), "utf-8")
