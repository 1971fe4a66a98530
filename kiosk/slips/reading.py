"""What a picture or a text file of a slip says; the only home of `zxing-cpp`."""

from __future__ import annotations

import warnings
from pathlib import Path

from kiosk.errors import NotASlip, UnreadableFile

LARGEST_TEXT_BYTES = 1_000_000
"""No slip is longer than 600 bytes; anything beyond this is not a saved slip."""


def texts_in_file(path: Path) -> tuple[str, ...]:
    """Return the text of each QR code in the picture `path`, or the text of the text file that it is.

    Raise `NotASlip` for a picture without a code and `UnreadableFile` for what is neither picture nor text.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                return _texts_in_picture(picture.convert("L"))
    except UnidentifiedImageError:
        return (_text_of(path),)
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableFile("slip-unreadable-file", file=str(path)) from error


def _texts_in_picture(picture: object) -> tuple[str, ...]:
    import zxingcpp

    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    if not codes:
        raise NotASlip("slip-no-code-in-picture")
    return tuple(code.bytes.decode(errors="replace") for code in codes)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_TEXT_BYTES + 1)
        if len(raw) > LARGEST_TEXT_BYTES or b"\0" in raw:
            raise UnreadableFile("slip-unreadable-file", file=str(path))
        return raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile("slip-unreadable-file", file=str(path)) from error
