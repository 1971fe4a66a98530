"""`yizhan-kiosk devices`: how the slip printer is, and which printers could be used on this machine."""

from __future__ import annotations

import argparse
import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places, places
from kiosk.desk.machine_told import FoundPrinter
from kiosk.errors import UnknownThing
from kiosk.printing.cups import LIBRARIES
from kiosk.printing.noted import noted_state
from kiosk.printing.printer import AskablePrinter
from kiosk.printing.state import PrinterState
from kiosk.printing.target import describe_target
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts

HELP = "tell how the slip printer is, and which printers there are on this machine"
PRINTER_CLASS = 7
"""USB devices that print (USB.org, Defined Class Codes, 07h)."""
LONGEST_NAME = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """In what form it is told."""
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print the state of the printer that is set, then each printer that was found."""
    here, texts = places(arguments.data), Texts(arguments.lang)
    target = settings_in_force(here.settings).settings.printer.target
    state, found = state_of(here, target), found_printers()
    state_key = "" if state is None else f"printer-is-{state.value}"
    if arguments.json:
        printers = [{"target": each.target, "name": each.name} for each in found]
        print(json.dumps({"target": target, "state_key": state_key, "found": printers}, ensure_ascii=False))
        return 0
    print(f"{target}  {texts(state_key) if state_key else ''}".rstrip())
    for each in found:
        print(f"{each.target}  {each.name}")
    return 0


def state_of(here: Places, target: str) -> PrinterState | None:
    """Return how the printer is: as its kiosk saw it last, else asked now; None for one that cannot be asked."""
    noted = noted_state(here.data)
    if noted is not None:
        return noted.state
    try:
        printer = describe_target(target)
    except UnknownThing:
        return None
    return printer.state() if isinstance(printer, AskablePrinter) else None


def found_printers() -> tuple[FoundPrinter, ...]:
    """Return the printers on USB, then the serial ports, then the system's queues."""
    return (*_on_usb(), *_serial_ports(), *_queues())


def _on_usb() -> Iterator[FoundPrinter]:
    import usb.core

    with suppress(usb.core.NoBackendError, usb.core.USBError):
        for device in usb.core.find(find_all=True):
            if _prints(device):
                yield FoundPrinter(f"usb:{device.idVendor:04x}:{device.idProduct:04x}", _name_of(device))


def _prints(device: Any) -> bool:
    return any(interface.bInterfaceClass == PRINTER_CLASS for setting in device for interface in setting)


def _name_of(device: Any) -> str:
    """What the device calls itself, as far as this user may ask it."""
    import usb.core

    with suppress(usb.core.USBError, ValueError, NotImplementedError):
        words = " ".join(filter(None, (device.manufacturer, device.product)))
        return shortened(words, most=LONGEST_NAME)
    return ""


def _serial_ports() -> Iterator[FoundPrinter]:
    from serial.tools import list_ports

    for port in sorted(list_ports.comports()):
        name = "" if port.description in (None, "n/a") else port.description
        yield FoundPrinter(f"serial:{port.device}", shortened(name, most=LONGEST_NAME))


class _Queue(ctypes.Structure):
    """`cups_dest_t` of libcups 2."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("option_count", ctypes.c_int),
        ("options", ctypes.c_void_p),
    )


def _queues() -> Iterator[FoundPrinter]:
    """The queues of CUPS; a server that hangs is waited for, which is why the desk asks by a process of its own."""
    try:
        cups = ctypes.CDLL(LIBRARIES[sys.platform])
    except (KeyError, OSError):
        return
    found = ctypes.POINTER(_Queue)()
    count: int = cups.cupsGetDests(ctypes.byref(found))
    names = [found[place].name.decode(errors="replace") for place in range(count) if not found[place].instance]
    cups.cupsFreeDests.argtypes = (ctypes.c_int, ctypes.POINTER(_Queue))
    cups.cupsFreeDests(count, found)
    for name in names:
        yield FoundPrinter(f"system:{name}", shortened(name, most=LONGEST_NAME))
