"""Before anything of Qt is imported: tests paint into memory, on no screen, leave the desktop's keyring alone, and sync
nothing beside a screen.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
os.environ["YIZHAN_NO_SYNC"] = "1"
