"""The roll, and what hangs out of the printer until it is cut or torn off: every slip becomes a picture file."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from stream import HEAD_BYTES

LETTER_ROWS = 24
DOTS_A_METRE = 8000


class Paper:
    """A roll of `rows_left` rows of dots, endless where that is None; slips lie in `folder` as `slip-0001.png` ..."""

    def __init__(self, folder: Path) -> None:
        self.rows_left: int | None = None
        self.slips: list[Path] = []
        self._folder = folder
        self._out: list[bytes] = []
        self._line = bytearray()

    @property
    def has_ended(self) -> bool:
        """Whether the sensor sees no paper."""
        return self.rows_left == 0

    @property
    def rows_out(self) -> int:
        """How many rows hang out of the printer, not cut yet."""
        return len(self._out)

    def put(self, row: bytes) -> None:
        """Burn one row of dots and go on by one."""
        self._out.append(row.ljust(HEAD_BYTES, b"\0"))
        if self.rows_left:
            self.rows_left -= 1

    def letter(self, code: int) -> None:
        """Set a letter; its shape is its own byte, so that rubbish can be seen and told apart."""
        self._line.append(code)

    def end_line(self) -> None:
        """Burn the letters of this line, if there are any."""
        line, self._line = bytes(self._line[:HEAD_BYTES]), bytearray()
        for _ in range(LETTER_ROWS if line else 0):
            self.put(line)

    def forget_line(self) -> None:
        """Letters that were not printed yet are gone."""
        self._line.clear()

    def cut(self) -> Path:
        """Let the slip fall, and return its picture."""
        self.end_line()
        path = self._folder / f"slip-{len(self.slips) + 1:04}.png"
        draft = path.with_suffix(".part")
        draft.write_bytes(png(self._out))
        draft.replace(path)
        self.slips.append(path)
        self._out = []
        return path


def png(rows: list[bytes]) -> bytes:
    """Return rows of dots, 1 for black, as a PNG of one bit a dot; a slip of no rows at all is one white row."""
    lines = rows or [bytes(HEAD_BYTES)]
    header = struct.pack(">IIBBBBB", HEAD_BYTES * 8, len(lines), 1, 0, 0, 0, 0)
    dots = b"".join(b"\0" + bytes(255 - byte for byte in line) for line in lines)
    scale = struct.pack(">IIB", DOTS_A_METRE, DOTS_A_METRE, 1)
    parts = ((b"IHDR", header), (b"pHYs", scale), (b"IDAT", zlib.compress(dots)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
