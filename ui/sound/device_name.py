"""Where each process that plays or records is told which sound device it uses; loads nothing, for a quick start."""

from __future__ import annotations

import os

DEVICE = "YIZHAN_SOUND_DEVICE"
"""In the surroundings of a process: the device's name, as `sound.device` says it, or nothing for the usual one.

What plays is started by screens far apart, and by the desk's; what plays for a try is given another name.
"""


def use_device(name: str) -> None:
    """Have whatever plays or records from here on use the device of this name; empty: the machine's usual one."""
    if name:
        os.environ[DEVICE] = name
    else:
        os.environ.pop(DEVICE, None)
