"""A slip's text as the modules of a QR code; the only home of the package `qrcode`."""

from __future__ import annotations

import re
import sys

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for black, without the quiet zone."""

QUIET_MODULES = 4
"""White modules to be left on every side (ISO/IEC 18004, 9.1)."""
DRAWERS = "qrcode.image.styles.moduledrawers.pil"
"""What `qrcode` loads if it can: Pillow, with its fonts and drawings, takes 4 MB, and nothing is drawn with it here.

None in its place in `sys.modules` makes an import of it fail (Python's reference, 5.3.1), as where Pillow is not
installed, which `qrcode` allows for. Only this one is kept out: whoever else needs Pillow finds it.
"""
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")
"""The characters that a QR code holds in 5.5 bits instead of 8 (ISO/IEC 18004, table 5)."""


def qr_matrix(text: str) -> Matrix:
    """Return the smallest QR code of `text` that survives the loss of 15 % of its area (level M).

    The last line is held in the short alphanumeric form if it can be, which a slip's signature is made for; the rest
    is UTF-8, which phones recognise without being told.
    """
    sys.modules.setdefault(DRAWERS, None)  # type: ignore[arg-type]  # typeshed knows modules only
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    plain, seal = _segments(text)
    if plain:
        code.add_data(QRData(plain.encode(), mode=MODE_8BIT_BYTE))
    if seal:
        code.add_data(QRData(seal.encode(), mode=MODE_ALPHA_NUM))
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def _segments(text: str) -> tuple[str, str]:
    plain, line_end, last = text.rpartition("\n")
    if ALPHANUMERIC.fullmatch(last):
        return plain + line_end, last
    return text, ""
