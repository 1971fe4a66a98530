"""Tells whether a picture of a lesson may be shown: bounded, whole, and a drawing and nothing else.

What draws it follows references and fills patterns of any fineness; so of SVG only shapes, groups and gradients are
taken, without references, scripts, styles or dashes. Whoever has another kind saves it as PNG.
"""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from kiosk.errors import YizhanError
from kiosk.lessons.files import bytes_in

LARGEST_SVG_BYTES, LARGEST_PNG_BYTES = 256 * 1024, 3 * 1024 * 1024
MOST_PIXELS = 12_000_000
"""A photo of a telephone."""
MOST_PARTS, DEEPEST = 5_000, 40
SHAPES = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line", "polyline"),
        *("polygon", "linearGradient", "radialGradient", "stop"),
    }
)
SVG = "http://www.w3.org/2000/svg"
REACHES = re.compile(r"url\s*\(\s*(?!['\"]?#)|javascript:|expression\s*\(|@import|dasharray", re.IGNORECASE)
"""A value that names something outside of the picture, runs something, or asks for dashes."""


def check_picture(path: Path) -> None:
    """Raise `YizhanError` with what is wrong with the picture `path`, an SVG or PNG file by its name."""
    if path.suffix == ".png":
        _check_png(bytes_in(path, most=LARGEST_PNG_BYTES), path)
    else:
        _check_svg(bytes_in(path, most=LARGEST_SVG_BYTES), path)


def _check_png(data: bytes, path: Path) -> None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=["PNG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise YizhanError("lesson-picture-large", file=str(path), most=MOST_PIXELS // 1_000_000)
                picture.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise YizhanError("lesson-picture-broken", file=str(path)) from error


def _check_svg(data: bytes, path: Path) -> None:
    drawing = _Drawing()
    try:
        drawing.read(data)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: an encoding that it cannot read
        raise YizhanError("lesson-picture-broken", file=str(path)) from error
    except _NotDrawn as found:
        raise YizhanError("lesson-picture-unsafe", file=str(path), what=found.what) from found
    if not drawing.is_svg:
        raise YizhanError("lesson-picture-broken", file=str(path))


class _NotDrawn(Exception):
    """The file holds something that is no plain drawing; `what` is its name there."""

    def __init__(self, what: str) -> None:
        self.what = what[:40]
        super().__init__(what)


class _Drawing:
    """Goes through an SVG file from the first element to the last, and stops at what is not drawn."""

    def __init__(self) -> None:
        self.is_svg = False
        self._depth = self._parts = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.ProcessingInstructionHandler = self._refuse_instruction

    def read(self, data: bytes) -> None:
        """Raises `_NotDrawn`; `ExpatError` where this is no XML, `ValueError` or `LookupError` for its encoding."""
        self._parser.Parse(data, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._depth += 1
        self._parts += 1
        if self._parts == 1:
            self.is_svg = local == "svg" and space == SVG
        if not self.is_svg:
            return
        if self._depth > DEEPEST or self._parts > MOST_PARTS:
            raise _NotDrawn("<…>")
        if local not in SHAPES:
            raise _NotDrawn(f"<{local}>")
        for key, value in attributes.items():
            word = key.rpartition(" ")[2]
            if word == "href" or word.lower().startswith("on") or REACHES.search(f"{word}:{value}"):
                raise _NotDrawn(word)

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _refuse_doctype(self, name: str, *_: object) -> None:
        """Here stand what entities are, which grow without end."""
        raise _NotDrawn("<!DOCTYPE>")

    def _refuse_instruction(self, target: str, data: str) -> None:
        raise _NotDrawn(f"<?{target}?>")
