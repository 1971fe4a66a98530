"""Printers as people call them: `usb:04b8:0e15` is one on a USB cable."""

from __future__ import annotations

from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts

KINDS = ("usb", "serial", "tcp", "file", "system")
NONE = "none"
MOST_BYTES = 90


def target_words(target: str, texts: Texts, *, name: str = "") -> str:
    """Return what a `printer.target` stands for; `name` is what the device or queue calls itself."""
    kind, _, rest = target.partition(":")
    if target == NONE or kind not in KINDS:
        return texts("printer-on-none")
    return texts(f"printer-on-{kind}", name=shortened(name or rest, most=MOST_BYTES))
