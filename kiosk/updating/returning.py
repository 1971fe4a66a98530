"""Goes back to the former program by hand, with the data as they are: only where it can open them."""

from __future__ import annotations

import json
import subprocess

from kiosk.care.places import Places
from kiosk.errors import Refused
from kiosk.updating.programs import Programs, Slot
from kiosk.versions import program_version

LOOKS_WITHIN_S = 120.0
"""The former program reads the whole database."""


def go_back(here: Places) -> str:
    """Have the former program begin with the kiosk's next start, and return its version, empty for the installed one.

    Raises `Refused` where there is none, while another is tried, and where the former one cannot open the data that a
    newer one has changed; `OSError`.
    """
    programs = Programs(here.programs)
    standing = programs.standing()
    if standing.trial is not None:
        raise Refused("error-update-on-trial")
    if standing.former is standing.in_force:
        raise Refused("error-update-nothing-before")
    if not _opens_data(programs, standing.former, here):
        raise Refused("error-update-former-data")
    programs.go_back(installed=program_version())
    return standing.former_version


def _opens_data(programs: Programs, former: Slot, here: Places) -> bool:
    """Ask the former program itself."""
    command = [*programs.argv(former), "doctor", "--json", "--data", str(here.data)]
    try:
        ended = subprocess.run(
            command, capture_output=True, timeout=LOOKS_WITHIN_S, stdin=subprocess.DEVNULL, check=False
        )
        found = {one["check"]: one["light"] for one in json.loads(ended.stdout)["findings"]}
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
        return False
    return bool(found.get("database", "red") != "red")
