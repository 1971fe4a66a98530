"""Whatever lies in a lesson's folder, only ordinary files in it are read, in bounds, and drawings only draw."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from kiosk.lessons.drawings import LARGEST_SVG_BYTES
from kiosk.lessons.reading import read_lesson
from tests.lessons.folder import SVG, lesson_folder

INNER = '<rect width="9" height="9"/>'


def keys(folder: Path) -> list[str]:
    return [mistake.key for mistake in read_lesson(folder, is_own=True).mistakes]


def drawn(inner: str, *, before: str = "", attributes: str = "") -> str:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {spaces} {attributes}>{inner}</svg>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lesson_folder(tmp_path / "pond")


@pytest.mark.parametrize(
    "drawing",
    [
        drawn("<script>alert(1)</script>"),
        drawn('<image xlink:href="file:///etc/passwd"/>'),
        drawn('<image href="http://192.0.2.1/a.png"/>'),
        drawn('<use xlink:href="#a"/><g id="a"><use xlink:href="#a"/></g>'),
        drawn('<use href="other.svg#a"/>'),
        drawn("<foreignObject/>"),
        drawn("<style>@import url(http://192.0.2.1/)</style>"),
        drawn("<text>12333</text>"),
        drawn('<animate attributeName="x"/>'),
        drawn("<filter><feGaussianBlur/></filter>"),
        drawn('<g onload="alert(1)"/>'),
        drawn('<g style="fill:url(http://192.0.2.1/#a)"/>'),
        drawn('<g fill="url( //192.0.2.1/a )"/>'),
        drawn('<path stroke-dasharray="0.0001" d="M0 0H1e9"/>'),
        drawn('<path style="stroke-dasharray:.1" d="M0 0H1e9"/>'),
        drawn('<linearGradient xlink:href="#a"/>'),
        drawn("<e:script xmlns:e='http://www.w3.org/2000/svg'/>"),
        drawn(INNER, before='<!DOCTYPE svg SYSTEM "file:///etc/passwd">'),
        drawn("&b;", before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
        drawn(INNER, before='<?xml-stylesheet href="http://192.0.2.1/a.css"?>'),
        drawn("<g>" * 50 + "</g>" * 50),
        drawn(INNER * 5_001),
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(folder: Path, drawing: str) -> None:
    (folder / "1.svg").write_text(drawing)
    assert keys(folder) == ["lesson-picture-unsafe"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"<svg", b"<html></html>", b"<svg></svg>", b"GIF89a", SVG.encode()[:-3], SVG.encode("utf-32")],
)
def test_a_file_that_is_no_drawing_is_broken(folder: Path, content: bytes) -> None:
    (folder / "1.svg").write_bytes(content)
    assert keys(folder) == ["lesson-picture-broken"]


@pytest.mark.parametrize("encoding", ["GB2312", "GBK", "Big5", "utf-7", "klingon", "base64"])
def test_a_drawing_in_letters_that_cannot_be_read_is_broken(folder: Path, encoding: str) -> None:
    (folder / "1.svg").write_text(drawn(INNER, before=f'<?xml version="1.0" encoding="{encoding}"?>'))
    assert keys(folder) == ["lesson-picture-broken"]


def test_a_drawing_as_programs_save_it_is_taken(folder: Path) -> None:
    gradient = '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
    shape = '<g transform="scale(2)"><path style="fill:url(#a);stroke:#000" d="M0 0h9"/></g>'
    before = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
    (folder / "1.svg").write_text(drawn(gradient + shape, before=before))
    assert keys(folder) == []


def test_one_without_end_is_not_read_to_its_end(folder: Path) -> None:
    (folder / "1.svg").write_text(drawn(INNER * (LARGEST_SVG_BYTES // len(INNER) + 1)))
    assert keys(folder) == ["lesson-too-big"]


def with_photo(folder: Path) -> Path:
    sheet = folder / "lesson.toml"
    sheet.write_text(sheet.read_text("utf-8").replace('"1.svg"', '"1.png"'), "utf-8")
    return folder / "1.png"


def test_a_photo_as_png_is_taken(folder: Path) -> None:
    Image.new("RGB", (800, 600), "green").save(with_photo(folder))
    assert keys(folder) == []


def test_a_photo_that_is_cut_off_or_no_photo_is_broken(folder: Path) -> None:
    photo = with_photo(folder)
    Image.effect_noise((200, 200), 50).save(photo)
    whole = photo.read_bytes()
    for content in (
        whole[:-200],
        whole[:40],
        b"",
        b"\x89PNG\r\n\x1a\n",
        SVG.encode(),
        whole.replace(b"IDAT", b"IDAX", 1),
    ):
        photo.write_bytes(content)
        assert keys(folder) == ["lesson-picture-broken"], content[:20]


def test_a_photo_in_another_form_under_that_name_is_broken(folder: Path) -> None:
    Image.new("RGB", (8, 8)).save(with_photo(folder), format="GIF")
    assert keys(folder) == ["lesson-picture-broken"]


def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused_unread(folder: Path) -> None:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 6_000, 6_000, 8, 2, 0, 0, 0))
    with_photo(folder).write_bytes(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )
    assert keys(folder) == ["lesson-picture-large"]


@pytest.mark.parametrize("name", ["cover.svg", "1.svg", "lesson.toml"])
def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert keys(folder) == ["lesson-is-link"]


def test_a_link_to_itself_and_one_to_nothing_are_refused(folder: Path) -> None:
    for to in ("1.svg", "nowhere"):
        (folder / "1.svg").unlink()
        (folder / "1.svg").symlink_to(to)
        assert keys(folder) == ["lesson-is-link"]


def test_a_linked_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to(folder, target_is_directory=True)
    assert keys(tmp_path / "other") == ["lesson-is-link"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
@pytest.mark.parametrize("name", ["cover.svg", "1.svg", "lesson.toml"])
def test_a_pipe_keeps_nobody_waiting(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert keys(folder) == ["lesson-unreadable"]


@pytest.mark.parametrize("name", ["cover.svg", "1.svg", "lesson.toml"])
def test_a_folder_in_place_of_a_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    assert keys(folder) == ["lesson-unreadable"]


@pytest.mark.parametrize(
    ("name", "key"),
    [("cover.svg", "lesson-no-cover"), ("1.svg", "lesson-no-picture"), ("lesson.toml", "lesson-no-sheet")],
)
def test_a_file_that_is_missing_is_told(folder: Path, name: str, key: str) -> None:
    (folder / name).unlink()
    assert keys(folder) == [key]
