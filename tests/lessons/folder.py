"""A lesson as a station makes it, to be spoilt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="120" fill="#fff"/></svg>'
SHEET = """order = 15
trades = ["fish-farming"]

[title]
zh-CN = "下塘捞鱼"
en = "Fish ponds"

[[pages]]
picture = "1.svg"
zh-CN = "下塘先问水有多深。"
en = "Ask how deep the pond is before you go in."

[[pages]]
picture = "1.svg"
zh-CN = "掉进水里，打120。"
en = "Somebody fell in: call 120."
sources = ["急救电话 120"]
"""


def lesson_folder(at: Path, *, sheet: str | bytes = SHEET, pictures: Iterable[str] = ("cover.svg", "1.svg")) -> Path:
    """Make a lesson in the folder `at`; return it."""
    at.mkdir(parents=True)
    (at / "lesson.toml").write_bytes(sheet if isinstance(sheet, bytes) else sheet.encode())
    for name in pictures:
        (at / name).write_text(SVG)
    return at
