"""What kind of machine this is, as a bundle's name says it."""

from __future__ import annotations

import platform


def platform_here() -> str:
    """Return system and processor, "linux-x86_64" for one; as `scripts/build` names its bundles."""
    return f"{platform.system().lower()}-{platform.machine().lower()}"
