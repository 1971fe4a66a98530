"""Which version of a package is installed, this program among them."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache

PROGRAM = "yizhan"
INSTALLED = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")
"""The folder that every installer leaves beside a package ("Recording installed projects", packaging.python.org)."""


@cache
def installed_version(package: str) -> str | None:
    """Return the version of an installed package, None where it was put here without being installed.

    `importlib.metadata` tells the same, and takes 3.4 MB for it: it loads all that reads mail.
    """
    wanted = _normal(package)
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):
                found = INSTALLED.fullmatch(name)
                if found and _normal(found["name"]) == wanted:
                    return found["version"]
    return None


def program_version() -> str:
    """Return the version of this program, empty where it was put together without one."""
    return installed_version(PROGRAM) or ""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()
