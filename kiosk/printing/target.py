"""Which printer a setting names: `usb:04b8:0e15`, `tcp:192.0.2.7:9100`, `serial:/dev/ttyUSB0` ..."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from kiosk.errors import UnknownThing
from kiosk.printing.escpos import EscposPrinter
from kiosk.printing.file import FilePrinter
from kiosk.printing.links import DEFAULT_BAUD, NetworkPrinter, SerialPrinter, UsbPrinter
from kiosk.printing.printer import NoPrinter, Printer

USB = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})", re.IGNORECASE)
TCP = re.compile(r"([\w.-]+)(?::([0-9]{1,5}))?")
SERIAL = re.compile(r"([^,]+)(?:,([0-9]+))?")
RAW_PORT, HIGHEST_PORT = 9100, 65535


def describe_target(target: str, *, system: Callable[[str], Printer] | None = None) -> Printer:
    """Return the printer that `target` names; no device is touched before the first job.

    `none`; `usb:VENDOR:PRODUCT` in hex; `serial:DEVICE` or `serial:DEVICE,BAUD` (115200 without); `tcp:HOST` or
    `tcp:HOST:PORT` (9100 without); `file:PATH`; `system:NAME`, for which `system` makes the printer (Qt is
    not known here). Raise `UnknownThing` for anything else.
    """
    kind, _, rest = target.strip().partition(":")
    match kind.lower():
        case "none" if not rest:
            return NoPrinter()
        case "usb" if found := USB.fullmatch(rest):
            return EscposPrinter(UsbPrinter(vendor=int(found[1], 16), product=int(found[2], 16)))
        case "serial" if found := SERIAL.fullmatch(rest):
            return EscposPrinter(SerialPrinter(device=found[1], baud=int(found[2] or DEFAULT_BAUD)))
        case "tcp" if (found := TCP.fullmatch(rest)) and 0 < (port := int(found[2] or RAW_PORT)) <= HIGHEST_PORT:
            return EscposPrinter(NetworkPrinter(host=found[1], port=port))
        case "file" if rest:
            return FilePrinter(Path(rest))
        case "system" if rest and system is not None:
            return system(rest)
    raise UnknownThing(what=target)
