"""Examines the program itself: its files, the libraries that it needs, how often it crashed; the clock, too."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from kiosk.care.central_clock import CentralClock
from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.care.watching import rules
from kiosk.care.watching.crashes import crashes_in
from kiosk.domain.finding import Finding, amber, green, red
from kiosk.versions import program_version

NEEDED = (
    "sqlcipher3", "sqlite_utils", "cryptography.hazmat.primitives.ciphers.aead", "PIL.Image", "qrcode", "zxingcpp",
    "escpos.printer", "usb.core", "serial", "fluent.runtime", "openpyxl", "pydantic", "argon2", "zstandard",
    "pyttsx3", "espeakng_loader", "PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtMultimedia",
    "PySide6.QtPrintSupport",
)  # fmt: skip
"""Each is needed by something a station does; a file of it may be damaged, or a library of the system not there."""
CHECKSUMS = "SHA256SUMS"
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that goes right shows a time before this program was written."""
MOST_MINUTES_OFF = 5
DAY_MS = 24 * 60 * 60 * 1000


def check_version() -> Finding:
    """Tell what runs here."""
    return green(
        "version", version=program_version() or "?", python=platform.python_version(), system=platform.platform()
    )


def check_libraries(needed: Sequence[str] = NEEDED) -> Finding:
    """Load every library once."""
    missing = [name for name in needed if not _loads(name)]
    return red("libraries", "missing", names=", ".join(missing)) if missing else green("libraries", count=len(needed))


def _loads(name: str) -> bool:
    try:
        import_module(name)
    except Exception:  # noqa: BLE001  what a damaged file raises is anybody's guess
        return False
    return True


def check_files(folder: Path | None = None) -> Finding:
    """Compare the files of a bundle with its list of checksums; a checkout has none."""
    if folder is None and not getattr(sys, "frozen", False):
        return green("files", "source")
    folder = folder or Path(sys.executable).resolve().parent
    try:
        lines = (folder / CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines:
        return red("files", "no-list")
    for line in lines:
        wanted, _, name = line.partition("  ")
        if _sha256(folder / name) != wanted:
            return red("files", "changed", name=name)
    return green("files", count=len(lines))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def check_crashes(here: Places, *, now: datetime) -> Finding:
    """Count what ended the kiosk against everybody's will."""
    now_ms = int(now.timestamp() * 1000)
    crashes = crashes_in(here.crashes)
    today = sum(abs(now_ms - crash.at_ms) <= DAY_MS for crash in crashes)
    if rules.is_safe_mode_due(crashes, now_ms=now_ms):
        return red("crashes", "safe-mode", count=today)
    return amber("crashes", "some", count=today) if today else green("crashes", "none")


def check_clock(here: Places, *, now: datetime) -> Finding:
    """Compare the machine's clock, which says `now`, with central's signed time, where that is known."""
    if now < FIRST_DAY:
        return red("clock", "wrong", time=_shown(now))
    minutes = abs(round((CentralClock(here.central_time)() - local_now()) / timedelta(minutes=1)))
    if minutes > MOST_MINUTES_OFF:
        return amber("clock", "off", time=_shown(now), minutes=minutes)
    return green("clock", time=_shown(now))


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
