"""What a scanner typed: a worker card, a slip, a seat or an identity card; readers garble what is no plain letter."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.domain.slip import is_slip_number
from ui.screens.desk.screen import Scan, ScanKind

CARD = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{2}-W-\d{5,}-\d(?!\d)")
SLIP = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{2}-\d{4}-\d{3,}-\d(?!\d)")
SEAT = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{2}-C-\d{5,}-\d(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dX](?!\d)")


def understood(text: str) -> Scan:
    """Return what `text` holds: the first number of a card, slip, seat or identity card whose check digit is right."""
    plain = text.upper()
    for kind, pattern in ((ScanKind.CARD, CARD), (ScanKind.SLIP, SLIP), (ScanKind.SEAT, SEAT)):
        for found in pattern.findall(plain):
            if is_slip_number(found):
                return Scan(kind=kind, value=found, text=text)
    identity = IDENTITY.search(plain)
    if identity:
        return Scan(kind=ScanKind.IDENTITY, value=identity[0], text=text)
    return Scan(kind=ScanKind.OTHER, value=text, text=text)


def put_into_line(text: str) -> bool:
    """Put what nobody knows, such as a licence's number, into the line with the focus; tell whether there is one."""
    line = QApplication.focusWidget()
    if not isinstance(line, QLineEdit) or line.isReadOnly() or line.echoMode() is not QLineEdit.EchoMode.Normal:
        return False
    line.insert(" ".join(text.split()))
    return True
