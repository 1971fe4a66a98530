"""Reading a slip from whatever somebody brings: a photo, a text, or something else entirely."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from kiosk.errors import NotASlip, UnreadableFile
from kiosk.slips.compose import SlipContent
from kiosk.slips.qr import qr_matrix
from kiosk.slips.reading import texts_in_file

SlipOf = Callable[..., SlipContent]


def code_picture(text: str, *, mode: str = "L") -> Image.Image:
    matrix = qr_matrix(text)
    side = len(matrix) + 8
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix):
        for x, black in enumerate(row):
            if black:
                picture.putpixel((x + 4, y + 4), 0)
    return picture.resize((side * 4, side * 4), Image.Resampling.NEAREST).convert(mode)


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.png", "1"), ("a.png", "L"), ("a.png", "RGB"), ("a.png", "RGBA"), ("a.jpg", "RGB"), ("a.gif", "P"),
     ("a.webp", "RGB"), ("a.bmp", "L")],
)  # fmt: skip
def test_any_kind_of_picture_is_read(slip_of: SlipOf, tmp_path: Path, name: str, mode: str) -> None:
    text = slip_of().qr_text
    code_picture(text, mode=mode).save(tmp_path / name)
    assert texts_in_file(tmp_path / name) == (text,)


def test_a_photo_with_two_codes_gives_both(slip_of: SlipOf, tmp_path: Path) -> None:
    one, other = code_picture(slip_of().qr_text), code_picture("https://example.org")
    both = Image.new("L", (one.width + other.width + 40, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(other, (one.width + 40, 0))
    both.save(tmp_path / "two.png")
    assert set(texts_in_file(tmp_path / "two.png")) == {slip_of().qr_text, "https://example.org"}


def test_a_picture_without_a_code_is_said_to_have_none(tmp_path: Path) -> None:
    Image.new("L", (300, 300), 200).save(tmp_path / "empty.png")
    with pytest.raises(NotASlip) as caught:
        texts_in_file(tmp_path / "empty.png")
    assert caught.value.key == "slip-no-code-in-picture"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_text_file_is_read_as_it_is(slip_of: SlipOf, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "slip.txt").write_text(slip_of().qr_text, encoding)
    assert texts_in_file(tmp_path / "slip.txt") == (slip_of().qr_text,)


@pytest.mark.parametrize("cut", [10, 100, 1000, -100, -1])
def test_a_torn_picture_is_one_plain_sentence(slip_of: SlipOf, tmp_path: Path, cut: int) -> None:
    picture = code_picture(slip_of().qr_text)
    noise = random.Random(1)
    picture.paste(Image.frombytes("L", (64, 64), noise.randbytes(64 * 64)), (0, 0))
    picture.save(tmp_path / "whole.png")
    (tmp_path / "torn.png").write_bytes((tmp_path / "whole.png").read_bytes()[:cut])
    try:
        texts_in_file(tmp_path / "torn.png")
    except (NotASlip, UnreadableFile):
        return


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\0", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", b"\xff" * 100, b"a" * 2_000_000, b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_neither_picture_nor_text_is_one_plain_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    if not content:
        assert texts_in_file(tmp_path / "x") == ("",)
        return
    with pytest.raises(UnreadableFile):
        texts_in_file(tmp_path / "x")


def test_a_picture_of_a_billion_dots_is_refused_unopened(tmp_path: Path) -> None:
    from PIL import PngImagePlugin

    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png", pnginfo=PngImagePlugin.PngInfo())
    with pytest.raises(UnreadableFile):
        texts_in_file(tmp_path / "bomb.png")
