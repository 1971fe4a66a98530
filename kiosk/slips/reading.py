"""What a picture or a text file of a slip says; the only home of `zxing-cpp`."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import NotASlip, UnreadableFile

if TYPE_CHECKING:
    from PIL import Image

LARGEST_TEXT_BYTES, LARGEST_FILE_BYTES = 1_000_000, 100_000_000
"""No slip is longer than 3,000 bytes, and no telephone makes a picture of 100 MB."""


def texts_in_file(path: Path) -> tuple[str, ...]:
    """Return the text of each QR code in the picture `path`, or the text of the text file that it is.

    Raise `NotASlip` for a picture without a code and `UnreadableFile` for what is neither picture nor text.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        raw = _content(path)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw)) as picture:
                return _texts_in_picture(_on_white(picture))
    except UnidentifiedImageError:
        return (_text_of(raw, path),)
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableFile("slip-unreadable-file", file=str(path)) from error


def _content(path: Path) -> bytes:
    """The whole file, read once: a pipe (`/dev/stdin`) gives it no second time."""
    with path.open("rb") as file:
        raw = file.read(LARGEST_FILE_BYTES + 1)
    if len(raw) > LARGEST_FILE_BYTES:
        raise UnreadableFile("slip-unreadable-file", file=str(path))
    return raw


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in grey; what shows through is white, as paper is."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    drawn = picture.convert("RGBA")
    paper = drawn.copy()
    paper.paste("white", (0, 0, *paper.size))
    paper.alpha_composite(drawn)
    return paper.convert("L")


def _texts_in_picture(picture: Image.Image) -> tuple[str, ...]:
    import zxingcpp

    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    if not codes:
        raise NotASlip("slip-no-code-in-picture")
    return tuple(code.bytes.decode(errors="replace") for code in codes)


def _text_of(raw: bytes, path: Path) -> str:
    if len(raw) > LARGEST_TEXT_BYTES or b"\0" in raw:
        raise UnreadableFile("slip-unreadable-file", file=str(path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("slip-unreadable-file", file=str(path)) from error
