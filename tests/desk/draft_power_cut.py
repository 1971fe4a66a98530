"""A program that keeps one draft after the other and is killed: run as `draft_power_cut.py DATA KEYS LINE`.

It dies at the LINE-th line inside the desk and the store, or right after its last draft was kept, without closing
anything. It prints the number of each draft whose keeping was acknowledged.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from kiosk.care.places import Places
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station

DRAFTS = 6
WATCHED = (f"{os.sep}kiosk{os.sep}store{os.sep}", f"{os.sep}kiosk{os.sep}desk{os.sep}")


def main() -> None:
    data, keys, line = sys.argv[1:]
    left = int(line)

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        left -= event == "line"
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    places = Places(data=Path(data), keys=Path(keys))
    station = open_station(places, now=lambda: datetime(2026, 11, 21, 7, 0).astimezone())
    drafts = station.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1")).drafts
    sys.settrace(trace)
    for number in range(1, DRAFTS + 1):
        drafts.keep("walk-in", {"name": "王" * number, "number": str(number)})
        print(number, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
